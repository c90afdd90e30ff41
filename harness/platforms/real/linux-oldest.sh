# linux-oldest.sh - the oldest kernel that Debian still has, in QEMU.
# SPDX-License-Identifier: BSD-2-Clause
about="Debian's oldest kernel"
from=bullseye
booted 'linux-image-5.10.0-*-amd64'
