# m68k.sh - words aligned to two bytes.
# SPDX-License-Identifier: BSD-2-Clause
about='68000 (big-endian, 32 bits), by qemu-user'
emulated m68k m68k-linux-gnu
