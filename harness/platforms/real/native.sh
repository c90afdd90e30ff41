# native.sh - this host, as harness/run without --platform has it.
# SPDX-License-Identifier: BSD-2-Clause
about='this host'
