# trixie.sh - Debian trixie's compiler, libraries and tools, on this kernel.
# SPDX-License-Identifier: BSD-2-Clause
about='Debian trixie, in a chroot'
speed=slow
chroot=trixie
