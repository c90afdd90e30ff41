# gvisor.sh - a kernel that is not Linux, but serves its programs.
# SPDX-License-Identifier: BSD-2-Clause
#
# Of its own /dev, and no network but a loopback; the files are this host's.
about='gVisor'
speed=slow
from=bookworm-backports
packages=runsc
sandbox=$cache/$from/runsc
environment=gvisor
environment_version=$(sed -n 's/^0.0~\([0-9]*\).*/\1/p' "$sandbox/version" \
  2>/dev/null)
wrapper="$sandbox/usr/bin/runsc --ignore-cgroups --network=none"
wrapper="$wrapper --platform=systrap do --quiet --force-overlay=false --"
inside=$wrapper
# With many at once it stops for ever.
options=--parallelism=2
# setsid() stops the whole of it where others are in a group of that number, and
# so does a read from the terminal by an orphaned group in the background.
leave_out='daemons.setsid_eperm_other daemons.orphan_read_eio'
