# build.sh - the suites, built for a platform and run there.
# SPDX-License-Identifier: BSD-2-Clause
#
# Sourced by harness/platforms/run.  What is built is in $place, a build
# directory of its own; the command that runs it and reads its store is this
# host's.

# try NAME COMMAND...: its output in a log, of whose end a failure tells.
try ()
{
  log=$place/logs/$1.log
  shift
  "$@" >"$log" 2>&1 </dev/null && return
  tail -n 5 "$log" | sed "s/^/$me: $name: /"
  say "$name: FAILED; all of it: $log"
  return 1
}

why_no_libatf ()
{
  if test "$action" = list; then
    have apt-get || test -n "${IPCOMPAT_ATF-}" || {
      echo "no source of libatf-c: no apt-get, and IPCOMPAT_ATF is not set"
      return 1
    }
    return 0
  fi
  told=$("$here/libatf" --fetch 2>&1) || {
    echo "${told##*libatf: not here: }"
    return 1
  }
}

# configure: unless nothing that it asks, or that answers, has changed.  What
# this host's configure found out of the compiler holds for a simulation, too.
configure ()
{
  # Asked with CC, it would say that this machine is what CC is for.
  test -z "$host" || set -- --host="$host" \
    --build="$(CC=cc "$top/build-aux/config.guess")" "$@"
  set -- "$@" CC="$cc" CFLAGS="-g -O2 $cflags" \
    LDFLAGS="$ldflags" HARNESS_CFLAGS=' ' HARNESS_LIBS=' '
  test -z "$ar" || set -- "$@" AR="$ar" RANLIB="$ar s"
  test "$libatf" = host || set -- "$@" \
    ATF_C_CFLAGS="-I$place/libatf/include" \
    ATF_C_LIBS="$place/libatf/lib/libatf-c.a"
  {
    echo "$top $*"
    cksum "$top/configure"
    test "$evidence" = real || cksum "$build/harness/faults/faults.so"
  } >"$place/arguments.new"
  if test -f "$place/Makefile" &&
    cmp -s "$place/arguments.new" "$place/arguments"
  then
    return
  fi
  rm -f "$place/config.cache"
  test "$evidence" = real ||
    sed -e '/^ipc_cv_/d' -e '/^ac_cv_env_/d' "$build/config.cache" \
      >"$place/config.cache"
  # shellcheck disable=SC2086
  (cd "$place" && $around "$top/configure" -C "$@") &&
    mv "$place/arguments.new" "$place/arguments"
}

# pattern OPTION...: of the programs of the suites that are named, or of all.
pattern ()
{
  suites=
  for each; do
    case $each in -*) ;; *) suites="$suites|${each%%.*}" ;; esac
  done
  if [ -n "$suites" ]; then
    echo "\"(platform$suites)(_[a-z]+)?_test\""
  else
    echo name=
  fi
}

# make_suites OPTION...: they need nothing of what the harness is linked with.
make_suites ()
{
  wanted=$(pattern "$@")
  # A newer configure would put the whole list back later.
  "$make" -C "$place" Makefile || return
  rm -f "$place/suites/Kyuafile"
  awk -v wanted="$wanted" '!/name=/ || $0 ~ wanted' "$top/suites/Kyuafile" \
    >"$place/suites/Kyuafile"
  # shellcheck disable=SC2046
  "$make" -C "$place" -j "$cpus" suites/ipc_helper fallbacks/libipcompat.a \
    $(sed -n 's|.*name="\(.*\)".*|suites/\1|p' "$place/suites/Kyuafile") ||
    return
  mkdir -p "$place/harness/faults" &&
    cp "$build/harness/ipcompat" "$place/harness/" || return
  if test "$evidence" = simulated; then
    cp "$build/harness/faults/faults.so" "$place/harness/faults/"
  elif test "$ldflags" != -static &&
    grep -Fqx 'S["BUILD_FAULTS_TRUE"]=""' "$place/config.status"
  then
    # To preload.  Nothing but "all" makes the list of faults first.
    "$make" -C "$place" harness/faults/all.def &&
      "$make" -C "$place" -j "$cpus" harness/faults/faults.so
  fi
}

# link_kernel_headers: this kernel's alone, and none of this host's libc.
link_kernel_headers ()
{
  test -n "$kernel_headers" || return 0
  mkdir -p "$place/headers" || return
  for dir in /usr/include "/usr/include/$(gcc -print-multiarch 2>/dev/null)"
  do
    for each in linux asm asm-generic; do
      test ! -d "$dir/$each" || ln -sfn "$dir/$each" "$place/headers/$each"
    done
  done
  cflags="$cflags -idirafter $place/headers"
}

# build_for OPTION...: the platform that is loaded.
build_for ()
{
  test "$name" != native && test -z "$chroot" || return 0
  link_kernel_headers
  test -f "$place/arguments" || say "$name: building in $place"
  # shellcheck disable=SC2086
  test "$libatf" = host || try libatf "$here/libatf" "$place/libatf" \
    "$cc" CFLAGS="-O2 $cflags" ${host:+--host=$host} \
    ${ldflags:+"LDFLAGS=$ldflags"} \
    ${ar:+"AR=$ar"} ${ar:+"RANLIB=$ar s"} || return
  set_runner
  # shellcheck disable=SC2086
  try configure configure ${runner:+"--with-runner=$runner"} \
    $configure_with || return
  try make make_suites "$@"
}

# set_runner: how a program runs there.
set_runner ()
{
  runner=$wrapper
  test "$evidence" = simulated || return 0
  runner="env LD_PRELOAD=$build/harness/faults/faults.so"
  runner="$runner IPC_FAULT=$(one_line "$faults" ,) IPC_FAULT_ALWAYS=1"
}

# one_line WORDS SEPARATOR
one_line () { echo $1 | tr ' ' "$2"; }

# run_there OPTION...: the report is in $found, of a whole run or of a part.
run_there ()
{
  rm -rf "$place/report"
  if [ -n "$chroot" ]; then
    try run in_chroot "$@" || return
  else
    program=$place/harness/ipcompat
    test "$name" != native || program=$build/harness/ipcompat
    # shellcheck disable=SC2086
    set -- "$program" run --directory="$place/report" --limit="$limit" \
      ${inside:+"--inside=$inside"} \
      ${environment:+"--environment=$environment"} \
      ${environment_version:+"--environment-version=$environment_version"} \
      ${implementation:+"--implementation=$implementation"} \
      ${faults:+"--fault=$(one_line "$faults" ,)"} $options \
      ${leave_out:+"--leave-out=$(one_line "$leave_out" ,)"} \
      ${setup_refused:+"--refused=$(one_line "$setup_refused" ,)"} "$@"
    test "$evidence" = real || set -- "$@" --simulation="$name"
    # shellcheck disable=SC2086
    try run $around "$@" || return
  fi
  found=$place/report/report.json
  test -f "$found" || found=$place/report/partial/report.json
  test -f "$found" || { say "$name: FAILED: no report"; return 1; }
  sed -n "/^[0-9]* behaviours\{0,1\}:/,/;.* s\$/s/^/$me: $name: /p" \
    "$place/logs/run.log"
  sed -n 's/^"cut":"\(.*\)",$/\1/p' "$found" | sed "s/^/$me: $name: CUT: /"
}

# in_chroot OPTION...: all of it there, where other tools, too, are others.
in_chroot ()
{
  rm -rf --one-file-system "$place/root"
  "$here/chroot" --keep="$place/root" "$chroot" harness/run \
    --directory=/ipcompat/platform-report --limit="$limit" "$@" \
    </dev/null || return
  cp -r "$place/root/ipcompat/platform-report" "$place/report"
  rm -rf --one-file-system "$place/root"
}
