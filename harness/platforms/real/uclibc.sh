# uclibc.sh - uClibc-ng, linked statically.
# SPDX-License-Identifier: BSD-2-Clause
#
# Debian has its source alone.
about='uClibc-ng, static, on this kernel'
speed=slow
programs='xz:xz-utils'
from=bookworm
packages=uclibc-source
cc=$cache/uclibc/cc
compiler="$here/uclibc $cache/$from/$packages $cache/uclibc"
ldflags=-static
host=x86_64-linux-uclibc
wrapper=env
libatf=build
