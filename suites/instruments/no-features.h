/* no-features.h - undo what the command line asks of the system's headers.
   SPDX-License-Identifier: BSD-2-Clause  */

#undef _ALL_SOURCE
#undef _DARWIN_C_SOURCE
#undef _DEFAULT_SOURCE
#undef _GNU_SOURCE
#undef _NETBSD_SOURCE
#undef _OPENBSD_SOURCE
#undef _POSIX_C_SOURCE
#undef _XOPEN_SOURCE
#undef __EXTENSIONS__
