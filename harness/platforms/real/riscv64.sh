# riscv64.sh - the youngest set of calls.
# SPDX-License-Identifier: BSD-2-Clause
about='RISC-V, by qemu-user'
emulated riscv64 riscv64-linux-gnu
