#! @ATF_SH@
# surroundings_test.sh - a platform that did nothing wrong is not judged.
# SPDX-License-Identifier: BSD-2-Clause
#
# A container, a sandbox or a shell gives the suites less than this host does.
# Then a row gives the verdict of a plain run or is not exercised, for a
# reason that is known here.

src=@SRC@
build=@BUILD@
ipcompat=$build/harness/ipcompat

# The strict build has the same bodies as the extended one.  That of fallbacks
# takes as long again, a dozen times.
builds ()
{
  case $(atf_config_get platforms no) in
    yes) echo --build=extended,fallback ;;
    *) echo --build=extended ;;
  esac
}

# plain: sets PLAIN, the report of a run with nothing around it.  Whoever
# comes first after a change makes it for all.
plain ()
{
  dir=$build/harness/tests/surroundings
  PLAIN=$dir/$(id -u)$(builds).json
  mkdir -p $dir
  test -e $PLAIN && test -z "$(find $build/suites/*_test \
    $build/suites/ipc_helper $ipcompat -newer $PLAIN)" && return
  $ipcompat run $(builds) --directory=plain >plain.out 2>&1 || {
    cat plain.out
    atf_fail "no plain run"
  }
  mv plain/partial/report.json $PLAIN
}

# judge CHANGES MOST REASON...: fail if CHANGES, what `ipcompat compare` says,
# has a verdict that is another one, or more than MOST rows are not exercised,
# or one for none of the reasons.
judge ()
{
  changes=$1
  most=$2
  shift 2
  printf '%s\n' "$@" >reasons
  awk -v most=$most '
    FILENAME == "reasons" { known[$0] = 1; next }
    /^[A-Z][A-Z ]* \([0-9]*\)$/ { section = $1; next }
    section == "PROBES" || !/^  .* -> / { next }
    section == "REGRESSIONS" { print; bad = 1 }
    section == "CHANGED" {
      split ($0, side, / -> /)
      sub (/^.*: /, "", side[1])
      sub (/ \(.*/, "", side[1])
      sub (/ \(.*/, "", side[2])
      if (side[1] != side[2]) { print; bad = 1 }
    }
    section == "EVIDENCE" {
      reason = $0
      if (sub (/^.* -> not exercised \(/, "", reason) &&
          sub (/\)$/, "", reason) && (reason in known))
        lost[reason]++
      else
        { print; bad = 1 }
      n++
    }
    END {
      for (r in lost) print lost[r] " rows not exercised: " r
      if (n > most) { print n " rows without evidence"; bad = 1 }
      exit bad
    }' reasons $changes
}

# compare MOST REASON...: the run at hand with the plain one.
compare ()
{
  $ipcompat compare --gate $PLAIN out/partial/report.json >changes 2>&1
  test $? -le 1 || { cat changes; atf_fail "no comparison"; }
  judge changes "$@" || atf_fail "verdicts differ from a plain run's"
}

# whole COMMAND...: all suites, with COMMAND around the whole run.
whole ()
{
  "$@" $ipcompat run $(builds) --directory=out >out.txt 2>&1 || {
    cat out.txt
    atf_fail "no run under $*"
  }
}

# each TEXT: all suites, each case run by the shell text TEXT in the place of
# its program, of which $P is the name.
each ()
{
  mkdir -p tree/harness tree/suites
  cp $ipcompat tree/harness
  ln -s $build/harness/faults tree/harness
  ln -s $build/suites/platform_test $build/suites/ipc_helper tree/suites
  cp $build/suites/Kyuafile tree/suites
  for p in $build/suites/*_test; do
    test -e tree/suites/${p##*/} && continue
    printf '#!/bin/sh\nP=%s\n%s\n' "$p" "$1" >tree/suites/${p##*/}
    chmod +x tree/suites/${p##*/}
  done
  tree/harness/ipcompat run $(builds) --directory=out >out.txt 2>&1 || {
    cat out.txt
    atf_fail "no run with: $1"
  }
}

# needs COMMAND...: what the surrounding is made with; here it may be refused.
needs ()
{
  "$@" true >refused 2>&1 ||
    atf_skip "refused here: $* ($(head -n 1 refused))"
}

# surrounding NAME PROGRAMS DESCRIPTION
surrounding ()
{
  atf_test_case $1
  eval "$1_head ()
    {
      atf_set descr '$3'
      atf_set timeout 3600
      test -z '$2' || atf_set require.progs '$2'
    }"
  all_cases="${all_cases-} $1"
}

no_loopback='no loopback network'
no_oracle='nothing tells here whether a process is blocked'
no_user='no second uid'
no_pids='pids cannot be chosen'

surrounding loopback unshare 'No loopback network'
loopback_body ()
{
  needs unshare -n
  plain
  whole unshare -n
  compare 220 "$no_loopback"
}

surrounding first unshare 'Each case is the first process of a namespace'
first_body ()
{
  needs unshare -pf --mount-proc
  plain
  each 'exec unshare -pf --mount-proc --kill-child $P "$@"'
  compare 0
}

surrounding namespace unshare 'ipcompat is the first process of a namespace'
namespace_body ()
{
  needs unshare -pf --mount-proc
  plain
  whole unshare -pf --mount-proc --kill-child
  compare 0
}

# without_proc COMMAND: the suites after COMMAND has made away with /proc.
without_proc ()
{
  away="unshare -m sh -c"
  needs $away "$1 && exec \"\$@\"" sh
  plain
  whole $away "$1 && exec \"\$@\"" sh
  compare 520 "$no_oracle" "$no_pids" 'no /proc'
}

surrounding no_proc 'unshare umount' 'No /proc'
no_proc_body ()
{
  without_proc 'umount -l /proc'
}

surrounding empty_proc 'unshare mount' 'An empty /proc'
empty_proc_body ()
{
  without_proc 'mount -t tmpfs none /proc'
}

surrounding others_proc unshare 'The /proc of another namespace'
others_proc_body ()
{
  needs unshare -pf
  plain
  whole unshare -pf --kill-child
  compare 520 "$no_oracle" "$no_pids" 'no /proc'
}

surrounding descriptors '' 'Few descriptors'
descriptors_body ()
{
  plain
  whole sh -c 'ulimit -n 64 && exec "$@"' sh
  compare 10 'no descriptors from FD_SETSIZE on'
}

surrounding capabilities setpriv 'Root without capabilities'
capabilities_body ()
{
  needs setpriv --bounding-set -all --inh-caps=-all
  plain
  whole setpriv --bounding-set -all --inh-caps=-all
  # In a chroot nobody makes a user namespace, in which they could be.
  compare 40 "$no_user" 'no private process namespace' \
    'no private mounts' 'no private network'
}

surrounding mapped unshare 'A user namespace with root alone'
mapped_body ()
{
  needs unshare -Ur
  plain
  whole unshare -Ur
  compare 40 "$no_user"
}

surrounding directory '' 'The work directory of another user'
directory_body ()
{
  mkdir other
  chown 64321:64321 other 2>refused || atf_skip "refused here: chown"
  plain
  each 'mkdir d && chown 64321:64321 d && chmod 3777 d && cd d && exec $P "$@"'
  compare 10
}

surrounding sanitizer '' 'A build, by BSD make, whose runtime catches signals'
sanitizer_body ()
{
  test "$(atf_config_get platforms no)" = yes ||
    atf_skip "only with --platforms"
  flags='-g -O1 -fsanitize=address,undefined'
  echo 'int main (void) { return 0; }' >t.c
  { @CC@ $flags t.c -o t && ./t; } >refused 2>&1 ||
    atf_skip "no sanitizers: $(head -n 1 refused)"
  # With BSD make, parallel jobs of a target's lines share one shell; without
  # -j each line has its own.
  make=$(command -v bmake) || make=${MAKE:-make}
  { $src/configure CC='@CC@' CFLAGS="$flags" &&
    env -u MAKEFLAGS -u MFLAGS $make -j2 all &&
    env -u MAKEFLAGS -u MFLAGS $make all harness/tests/setup_test; } \
    >log 2>&1 || { tail -n 40 log; atf_fail "it does not build"; }
  plain
  ./harness/ipcompat run $(builds) --directory=out >out.txt 2>&1 ||
    { cat out.txt; atf_fail "no run"; }
  compare 15 'a runtime of this build catches signals'
}

# A sticky directory, and nothing of Kyua's that cleans up after a case.
by_hand ()
{
  mkdir -p d
  chmod 1777 d
  cd d
  unset __RUNNING_INSIDE_ATF_RUN
}

surrounding leaves '' 'A case removes the directory that it made for itself'
leaves_body ()
{
  by_hand
  ln -s $build/suites ../suites
  ../suites/dispositions_test -s ../suites -r result fork_inherits \
    >../out 2>&1 || { cat ../out; atf_fail "it does not pass"; }
  atf_check -o match:^passed cat result
  atf_check -o inline:'result\n' ls
}

# The end of the FIFO is the end of all who hold it: the case and its child.
surrounding killed '' 'So it is when the case is killed'
killed_body ()
{
  mkfifo ready || atf_fail mkfifo
  by_hand
  $build/harness/tests/meta_cases -s $build/harness/tests -r result \
    -v ready=../../ready blocks_with_child >../out 2>&1 &
  exec 3<../ready
  read -r case child <&3 || { cat ../out; atf_fail "it did not begin"; }
  test -d case.* || atf_fail "no directory of its own: $(ls)"
  kill -9 $case
  wait
  atf_check cat <&3
  while test -d case.*; do sleep 0.05; done
}

atf_test_case judges
judges_head ()
{
  atf_set descr 'A lost verdict, and a reason that is not known, are seen'
}
judges_body ()
{
  good='  a.b, extended: holds (x) -> not exercised (no net)'
  printf 'EVIDENCE LOST (1)\n%s\n' "$good" >changes
  judge changes 1 'no net' >said || atf_fail 'what may be is refused'
  atf_check -o inline:'1 rows not exercised: no net\n' cat said
  judge changes 0 'no net' && atf_fail 'too many pass'
  judge changes 1 'no user' && atf_fail 'another reason passes'
  printf 'EVIDENCE LOST (1)\n  %s\n' \
    'a.b, extended: holds (x) -> no evidence (no net)' >changes
  judge changes 1 'no net' && atf_fail '"no evidence" passes'
  printf 'REGRESSIONS (1)\n  %s\n' \
    'a.b, extended: holds (x) -> deviates (y)' >changes
  judge changes 1 'no net' && atf_fail 'a regression passes'
  printf 'CHANGED (1)\n  a.b, extended: %s\n' \
    'deviates (x) -> absent (absent)' >changes
  judge changes 1 'no net' && atf_fail 'another verdict passes'
  printf 'CHANGED (1)\n  a.b, extended: holds (x) -> holds (y)\n' >changes
  judge changes 0 || atf_fail 'another word for the same is refused'
}

atf_init_test_cases ()
{
  for c in judges $all_cases; do
    atf_add_test_case $c
  done
}
