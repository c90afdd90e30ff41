# s390x.sh - another byte order, by an emulator of programs.
# SPDX-License-Identifier: BSD-2-Clause
#
# The calls are this kernel's, by way of the emulator.
about='s390x (big-endian), by qemu-user'
speed=slow
programs='s390x-linux-gnu-gcc:gcc-s390x-linux-gnu
  qemu-s390x-static:qemu-user-static'
cc=s390x-linux-gnu-gcc
ldflags=-static
host=s390x-linux-gnu
libatf=build
wrapper=qemu-s390x-static
inside="$here/binfmt s390x"
