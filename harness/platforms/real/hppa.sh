# hppa.sh - numbers that come from HP-UX, a stack that grows up.
# SPDX-License-Identifier: BSD-2-Clause
about='PA-RISC (big-endian, 32 bits), by qemu-user'
emulated hppa hppa-linux-gnu
