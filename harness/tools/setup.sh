# setup.sh - from a fresh machine to a build, for harness/run and check.
# SPDX-License-Identifier: BSD-2-Clause
#
# Sourced, by a script that has set $me and $top (absolute) and uses
# setup_option for its arguments.  Silent about what goes well, except for
# one line before each step that takes a while.

build=${IPCOMPAT_BUILD:-$top/build}

# say TEXT...: a line about progress.
say () { echo "$me: $*"; }

# die TEXT...: one line per argument, and the end.
die ()
{
  for line; do echo "$me: $line" >&2; done
  exit 2
}

# setup_option ARGUMENT: whether it was one of those that both scripts take.
setup_option ()
{
  case $1 in
    --build=?*) build=${1#--build=} ;;
    --help | -h) usage; exit 0 ;;
    *) return 1 ;;
  esac
}

setup_options_help ()
{
  cat <<'END'
  --build=DIR  build there (default: $IPCOMPAT_BUILD, else build/ in the
               source directory)
  --help       print this, and do nothing
END
}

# step NAME NEXT COMMAND...: run it with its output in a log; a failure
# shows the log's end and says what to do NEXT.
step ()
{
  step_name=$1 step_next=$2
  step_log=$build/logs/$1.log
  shift 2
  "$@" >"$step_log" 2>&1 </dev/null && return
  tail -n 15 "$step_log" >&2
  die "the step '$step_name' failed; all of its output: $step_log" \
    "$step_next"
}

. "$top/harness/tools/packages.sh"

# Whether bootstrap was needed at all shows in configure's own time.
set_up_bootstrap ()
{
  test -x "$top/bootstrap" && test -d "$top/probes" || return 0
  # A tarball has no need of it, and may lack the tools.
  test -f "$top/harness/revision" && return
  test -f "$top/configure" || say "preparing the checkout (a minute)"
  step bootstrap "mend that, or try ./bootstrap --force" "$top/bootstrap"
}

# make would let configure look again, too, but in silence.
set_up_configure ()
{
  if ! test -f "$build/Makefile"; then
    rm -f "$build/config.cache"
    say "asking the platform (configure)"
    step configure "read $build/config.log" in_build "$top/configure" -C \
      ${IPCOMPAT_LONG:+--enable-werror}
  elif ! in_build sh "$top/harness/tools/asked" check "$top/configure"; then
    say "asking again: there are other tools than before (configure)"
    step configure "read $build/config.log" \
      "$make" -C "$build" config.status
  fi
}

in_build () { (cd "$build" && "$@"); }

# set_up [TARGET...]: everything up to a finished build.
set_up ()
{
  mkdir -p "$build/logs" 2>/dev/null && test -w "$build/logs" ||
    die "cannot write to $build/logs" \
      "choose another place with --build=DIR"
  build=$(cd "$build" && pwd)
  set_up_packages
  set_up_bootstrap
  set_up_configure
  test $# -gt 0 || set -- all   # dash makes "${@-all}" an empty string
  test -f "$build/logs/made" || say "building in $build"
  cpus=$(getconf _NPROCESSORS_ONLN 2>/dev/null) || cpus=2
  step make "mend that; the same again: $make -C $build" \
    "$make" -C "$build" -j "$cpus" "$@"
  : >"$build/logs/made"
}
