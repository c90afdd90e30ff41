# mips.sh - signals, errno and flags with other numbers.
# SPDX-License-Identifier: BSD-2-Clause
about='MIPS (big-endian, 32 bits), by qemu-user'
emulated mips mips-linux-gnu
