# clang.sh - this host, by another compiler.
# SPDX-License-Identifier: BSD-2-Clause
about='this host, built by clang'
programs=clang:clang
cc=clang
