# wasix.sh - WebAssembly with WASIX's calls, in Node.
# SPDX-License-Identifier: BSD-2-Clause
#
# No system is behind it: processes, pipes and signals are the runtime's own,
# within one process of this host.
about='WASIX, in Node'
speed=slow
programs='clang:clang wasm-ld:lld llvm-ar:llvm node:nodejs npm:npm'
cc=$cache/wasix/cc
compiler="$here/wasix/make $cache/wasix"
# clang would take what no header of it declares for calls that there are.  None
# tells which libc it is.
cflags=-Werror=implicit-function-declaration
known=$(sed -n 's/[+-].*//p' "$cache/sid/wasix-libc/version" 2>/dev/null)
test -z "$known" || cflags="$cflags -DWASIX_LIBC=$known"
ar=llvm-ar
host=wasm32-unknown-wasi
libatf=build
wrapper=$here/wasix/run
# Kyua gives its cases another HOME.
inside="env IPCOMPAT_CACHE=$cache $here/binfmt"
inside="$inside :wasix:M::\\x00asm::$here/wasix/run:"
# A case takes seconds of a processor.
limit=7200
environment=wasmer
environment_version=0.16
