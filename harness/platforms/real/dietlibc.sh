# dietlibc.sh - a small libc, linked statically.
# SPDX-License-Identifier: BSD-2-Clause
#
# What BSD has, too, is in a library of its own.
about='dietlibc, static, on this kernel'
programs='diet:dietlibc-dev'
cc='diet gcc'
# Of the version only the compiler's wrapper tells.
cflags='-D_XOPEN_SOURCE=700 -D_BSD_SOURCE'
known=$(diet -v 2>&1 | sed -n 's/^diet version \([0-9.]*\).*/\1/p')
test -z "$known" || cflags="$cflags -DDIETLIBC=$known"
configure_with='LIBS=-lcompat'
host=x86_64-diet-linux-gnu
wrapper=env
libatf=build
kernel_headers=yes
