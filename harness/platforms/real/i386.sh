# i386.sh - 32-bit programs, on this kernel.
# SPDX-License-Identifier: BSD-2-Clause
#
# Debian's gcc-multilib excludes its cross compilers; libc6-dev-i386 and
# lib32gcc-N-dev are all that is needed of it, and do not.  Without it the
# kernel's <asm/...> is where 64-bit programs have it.
about='32 bits (i386), on this kernel'
programs='gcc:gcc'
cc='gcc -m32'
cflags="-idirafter /usr/include/$(gcc -print-multiarch 2>/dev/null)"
host=i686-linux-gnu
wrapper=env
libatf=build
