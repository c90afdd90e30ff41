# s390x.sh - another byte order.
# SPDX-License-Identifier: BSD-2-Clause
about='s390x (big-endian), by qemu-user'
emulated s390x s390x-linux-gnu
