# testing.sh - Debian testing's compiler, libraries and tools, on this kernel.
# SPDX-License-Identifier: BSD-2-Clause
about='Debian testing, in a chroot'
speed=slow
chroot=testing
