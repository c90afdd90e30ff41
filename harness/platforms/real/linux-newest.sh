# linux-newest.sh - the newest kernel that Debian has, in QEMU.
# SPDX-License-Identifier: BSD-2-Clause
about="Debian's newest kernel"
from=sid
booted 'linux-binary-*-amd64' 'linux-modules-*-amd64'
