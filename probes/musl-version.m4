# musl-version.m4 - whether musl's libc.a says which musl it is.
# SPDX-License-Identifier: BSD-2-Clause
#
# No header and no function tells, and the loader only does where the program
# was built.  What is linked statically can have what the loader would print.
AC_DEFUN([IPC_MUSL_VERSION],
[AC_CACHE_CHECK([whether the libc has musl's version to link],
  [ipc_cv_musl_version],
  [AC_LINK_IFELSE(
    [AC_LANG_PROGRAM([[extern const char __libc_version[];]],
      [[return __libc_version[0] == 0;]])],
    [ipc_cv_musl_version=yes], [ipc_cv_musl_version=no])])
IDENTITY_CPPFLAGS=
AS_IF([test "$ipc_cv_musl_version" = yes],
  [IDENTITY_CPPFLAGS=-DIPC_MUSL_VERSION])
AC_SUBST([IDENTITY_CPPFLAGS])])
