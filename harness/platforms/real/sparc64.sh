# sparc64.sh - numbers that come from SunOS.
# SPDX-License-Identifier: BSD-2-Clause
about='SPARC (big-endian), by qemu-user'
emulated sparc64 sparc64-linux-gnu
