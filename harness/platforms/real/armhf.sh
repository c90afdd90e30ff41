# armhf.sh - 32 bits, of time, too.
# SPDX-License-Identifier: BSD-2-Clause
about='32-bit ARM, by qemu-user'
emulated arm arm-linux-gnueabihf
