# aarch64.sh - weaker order of memory, and only the newer calls.
# SPDX-License-Identifier: BSD-2-Clause
about='64-bit ARM, by qemu-user'
emulated aarch64 aarch64-linux-gnu
