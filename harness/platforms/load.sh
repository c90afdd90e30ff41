# load.sh - which platforms there are, and whether they can be had here.
# SPDX-License-Identifier: BSD-2-Clause
#
# Sourced by harness/platforms/run.

# Where systems and packages are kept that this one does not have.
cache=${IPCOMPAT_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/ipcompat}

# This host first: the report of another compiler does not replace its own.
platform_names ()
{
  for file in "$files"/real/native.sh "$files"/*/*.sh; do
    test ! -f "$file" || echo "${file##*/}" | sed 's/\.sh$//'
  done | awk '!seen[$0]++'
}

# load NAME: the members of its file, README.md says which; the defaults are
# this host's.
load ()
{
  name=$1
  about= speed=fast limit=600 programs= cc=cc cflags= ldflags= host= libatf=host
  from= packages= compiler= configure_with= kernel_headers=
  ar= links_only= wrapper= around= inside= options= leave_out= setup_refused=
  environment= environment_version= implementation= chroot= faults=
  probes_no= probes_yes= fallbacks= native= proven= limited= refuses= stops_at=
  evidence=real
  file=$files/real/$name.sh
  if ! test -f "$file"; then
    file=$files/simulated/$name.sh
    evidence=simulated
  fi
  . "$file"
}

# emulated MACHINE TRIPLET: for a platform's file, of another machine, whose
# programs qemu-user emulates.  The calls are this kernel's, by way of it.
emulated ()
{
  speed=slow
  programs="$2-gcc:gcc-$2 qemu-$1-static:qemu-user-static"
  cc=$2-gcc
  ldflags=-static
  host=$2
  libatf=build
  wrapper=qemu-$1-static
  inside="$here/binfmt $1"
  # What ends it by default leaves it asleep as the first process of a
  # namespace.
  leave_out=dispositions.pid1_defaults
  environment=$(qemu-$1-static --version 2>/dev/null |
    sed -n 's/.* version \([0-9]*\.[0-9]*\).*/qemu-user-\1/p')
}

# booted KERNEL [MODULES]: for a platform's file, of a kernel that $from has in
# packages of these names, in a virtual machine.
booted ()
{
  speed=slow
  programs='qemu-system-x86_64:qemu-system-x86 cpio:cpio xz:xz-utils'
  packages="$* busybox-static"
  set -- "$cache/$from/$1" "$cache/$from/${2:-$1}" "$cache/$from/busybox-static"
  set -- "$build/platforms/$name/machine" "$@"
  wrapper="$here/qemu $*"
  around="$here/qemu --around $*"
  inside=$wrapper
  limit=1200
  environment=qemu
  environment_version=$(qemu-system-x86_64 --version 2>/dev/null |
    sed -n 's/.* version \([0-9]*\.[0-9]*\).*/\1/p')
}

is_platform () { platform_names | grep -Fqx -- "$1"; }

# expand NAMES: a word each, of a list with commas.
expand ()
{
  for word in $(echo "$1" | tr , ' '); do
    case $word in
      all) platform_names ;;
      fast)
        for name in $(platform_names); do
          load "$name"
          test "$speed" = slow || echo "$name"
        done ;;
      *) echo "$word" ;;
    esac
  done | awk '!seen[$0]++'
}

# why_not DIRECTORY: status 1, and a reason, where the platform that is loaded
# cannot be had.  Nothing but a program that was run tells what the kernel, an
# emulator or a sandbox can do.
why_not ()
{
  for each in $programs; do
    have "${each%%:*}" || {
      echo "${each%%:*} is not in PATH (package ${each#*:})"
      return 1
    }
  done
  test -z "$packages" || why_no_packages || return
  test -z "$compiler" || why_no_compiler || return
  if [ -n "$chroot" ]; then
    why_no_chroot
    return
  fi
  test "$evidence" = real || is_glibc || {
    echo "the library of faults is written for glibc"
    return 1
  }
  printf '#include <errno.h>\n#include <stdio.h>\n%s\n' \
    'int main (void) { return errno + 7; }' >"$1/trivial.c"
  # shellcheck disable=SC2086
  $cc $cflags $ldflags -o "$1/trivial" "$1/trivial.c" 2>"$1/trivial.log" || {
    echo "$cc $cflags $ldflags: $(head -n 1 "$1/trivial.log")"
    return 1
  }
  status=0
  if [ -n "$links_only" ]; then
    why_no_libatf
    return
  fi
  # shellcheck disable=SC2086
  ${inside:-$wrapper} "$1/trivial" >"$1/trivial.log" 2>&1 || status=$?
  test $status -eq 7 || {
    echo "a trivial program ends with $status: $(head -n 1 "$1/trivial.log")"
    return 1
  }
  test "$libatf" = host || why_no_libatf
}

is_glibc ()
{
  printf '#include <stdlib.h>\n__GLIBC__\n' >"$scratch/libc.c"
  # shellcheck disable=SC2086
  $cc -E -P "$scratch/libc.c" 2>/dev/null | grep -q '^[0-9]'
}

# What is not made or fetched yet is not for a list.
why_no_packages ()
{
  for each in $packages; do
    test "$action" != list || test -d "$cache/$from/$each" || {
      echo "to be fetched first: harness/platforms/package $from $packages"
      return 1
    }
  done
  # shellcheck disable=SC2086
  told=$("$here/package" "$from" $packages 2>&1) || {
    echo "${told##*package: not here: }"
    return 1
  }
}

why_no_compiler ()
{
  test ! -x "$cc" || return 0
  test "$action" != list || {
    echo "to be built first: $compiler"
    return 1
  }
  mkdir -p "$cache" || return 1
  # shellcheck disable=SC2086
  $compiler >"$cache/$name.log" 2>&1 || {
    echo "$compiler fails; all of it: $cache/$name.log"
    return 1
  }
}

why_no_chroot ()
{
  status=0
  if test "$action" = list && ! system_is_made; then
    echo "to be made first: harness/platforms/chroot $chroot"
    return 1
  fi
  told=$("$here/chroot" "$chroot" true 2>&1) || status=$?
  test $status -eq 0 || {
    echo "$told" | sed -n '$s/^chroot: //p'
    return 1
  }
}

system_is_made ()
{
  test -f "$cache/$chroot-$(uname -m).tar.gz"
}
