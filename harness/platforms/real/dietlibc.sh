# dietlibc.sh - a small libc, linked statically.
# SPDX-License-Identifier: BSD-2-Clause
about='dietlibc, static, on this kernel'
programs='diet:dietlibc-dev'
cc='diet gcc'
host=x86_64-diet-linux-gnu
wrapper=env
libatf=build
