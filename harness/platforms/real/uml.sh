# uml.sh - Debian unstable's kernel, as a program.
# SPDX-License-Identifier: BSD-2-Clause
about='User Mode Linux'
speed=slow
from=sid
packages='user-mode-linux libc6 libgcc-s1'
wrapper="$here/uml $cache/$from"
inside=$wrapper
environment=uml
