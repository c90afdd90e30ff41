# musl.sh - another libc, linked statically.
# SPDX-License-Identifier: BSD-2-Clause
#
# A runner lets configure run its probes, although --host is given.  The
# libc's package has none of the kernel's headers.
about='musl, static, on this kernel'
programs='musl-gcc:musl-tools'
cc=musl-gcc
ldflags=-static
host=x86_64-linux-musl
wrapper=env
libatf=build
kernel_headers=yes
