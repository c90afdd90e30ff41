# uclibc.sh - uClibc-ng, linked statically.
# SPDX-License-Identifier: BSD-2-Clause
about='uClibc-ng, static, on this kernel'
speed=slow
from=bookworm
packages=uclibc-source
cc=$cache/uclibc/cc
compiler="$here/uclibc $cache/$from/$packages $cache/uclibc"
host=x86_64-linux-uclibc
wrapper=env
libatf=build
