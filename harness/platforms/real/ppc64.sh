# ppc64.sh - other flags of terminals and ioctls.
# SPDX-License-Identifier: BSD-2-Clause
about='POWER (big-endian), by qemu-user'
emulated ppc64 powerpc64-linux-gnu
