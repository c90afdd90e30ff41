#! @ATF_SH@
# chroot_test.sh - the two commands on a fresh machine, in both orders.
# SPDX-License-Identifier: BSD-2-Clause

src=@SRC@
enter=$src/harness/platforms/chroot
# Quick ones; among them are scripts that name what configure found, and one
# that configures.
part='setup_test report_test run_test'

# for_suites FUNCTION [ARGUMENT...]: with each suite that was asked for,
# appended.
for_suites ()
{
  suites=$(atf_config_get chroots no)
  test "$suites" != no || atf_skip "only with --chroots"
  for suite in $(echo $suites | tr , ' '); do
    status=0
    $enter $suite 2>made || status=$?
    case $status in
      0) "$@" $suite ;;
      77) atf_skip "$suite: $(tail -n 1 made)" ;;
      *) cat made; atf_fail "no $suite" ;;
    esac
  done
}

# logged COMMAND...: only if it fails, the end of what it says is shown.
logged ()
{
  "$@" >log 2>&1 || {
    status=$?
    tail -n 40 log
    atf_fail "status $status: $*"
  }
}

# all_passed [SKIPPED]: the part, and nothing was skipped, or what SKIPPED, a
# pattern, counts.
all_passed ()
{
  atf_check -o match:"^[1-9][0-9]* passed, 0 failed, ${1-0} skipped\$" \
    grep ' passed, ' log
}

test_case ()
{
  atf_test_case $1
  eval "$1_head () { atf_set descr '$2'; atf_set timeout $3; }"
  all_cases="${all_cases-} $1"
}

test_case run_check 'harness/run, then harness/check, as root' 7200
run_check_body () { for_suites in_order run_check; }

test_case check_run 'harness/check, then harness/run, as root' 7200
check_run_body () { for_suites in_order check_run; }

# What the first order once failed at: run has no need of atf-sh.
script_run_check="harness/run reliability && ! command -v atf-sh &&
  harness/check $part"
script_check_run="harness/check $part && harness/run reliability"

in_order ()
{
  eval "script=\$script_$1"
  logged $enter $2 sh -c "$script"
  all_passed
}

test_case plain_user 'A plain user is told what to install; then, both' 7200
plain_user_body () { for_suites as_user; }

as_user ()
{
  in="$enter --keep=$PWD/$1"
  told $1 run
  told $1 check
  logged $in $1 sh -c "$(sed -n 's/^check: next, as root: //p' said)"
  logged $in --user $1 sh -c "harness/run reliability && harness/check $part"
  # Not every kernel lets such a user make a system without /proc.
  all_passed '[01]'
  logged $in --user $1 sh -c "rm -r build && $script_check_run"
  all_passed '[01]'
  # Something went: that is told, too, and not found out by what breaks.
  $in $1 sh -c 'rm "$(command -v kyua)"'
  told $1 run
  atf_check -o inline:'run: missing: kyua \n' grep missing: said
  rm -rf $1
}

# told SUITE COMMAND: it stops, and says what root has to do.
told ()
{
  status=0
  $in --user $1 harness/$2 >said 2>&1 || status=$?
  cat said
  test $status -eq 2 || atf_fail "status $status"
  atf_check -o match:kyua grep "^$2: missing: " said
  atf_check -o match:'install.* kyua' grep "^$2: next, as root: " said
}

test_case killed 'Nothing is left when it is killed' 1800
killed_body () { for_suites kill_all; }

kill_all ()
{
  TMPDIR=$PWD
  export TMPDIR
  kill_one $1 TERM
  nothing_left
  kill_one $1 KILL
  # Nobody could remove the files; whoever comes next does.
  atf_check $enter $1
  nothing_left
}

# kill_one SUITE SIGNAL: of its processes, one ignores what can be ignored.
kill_one ()
{
  mkfifo gate
  $enter $1 sh -c 'trap "" HUP INT TERM; echo started; tail -f /dev/null' \
    >gate 2>&1 &
  script=$!
  exec 4<gate
  read -r line <&4
  test "$line" = started || atf_fail "not started: $line"
  kill -$2 $script
  wait $script
  # The end of the output is the end of all that could write it.
  cat <&4
  exec 4<&-
  rm gate
  ! grep "$PWD" /proc/mounts || atf_fail "still mounted"
}

nothing_left ()
{
  for f in ipcompat-chroot.*; do
    test ! -e "$f" || atf_fail "$f is left"
  done
}

# A tool that cannot do it, in the place of the real one.
replace ()
{
  mkdir -p bin
  printf '#!/bin/sh\n%s\n' "$2" >bin/$1
  chmod +x bin/$1
}

# refused REASON: and it says so.
refused ()
{
  atf_check -s exit:77 -e match:"^chroot: not here: .*$1" \
    env PATH="${path-$PWD/bin:$PATH}" $enter --cache=$PWD/cache stable true
}

test_case not_root 'It says so if it is not root, or may not mount' 60
not_root_body ()
{
  replace id 'echo 1000'
  refused 'only root'
  rm bin/id
  test "$(id -u)" -eq 0 || return 0
  replace unshare 'echo "unshare: not permitted" >&2; exit 1'
  refused 'unshare: not permitted'
  replace setpriv 'echo "setpriv: no such option" >&2; exit 1'
  refused 'setpriv: no such option'
}

test_case no_mirror 'It says so if it has no debootstrap or no mirror' 60
no_mirror_body ()
{
  test "$(id -u)" -eq 0 || atf_skip "only root may mount"
  unshare --mount --pid --fork mount -t proc proc /proc ||
    atf_skip "mount is refused here"
  replace debootstrap 'echo "E: Failed getting release file ftp:x"; exit 1'
  refused 'Failed getting release file ftp:x'
  replace debootstrap 'echo "E: Disk full" >&2; exit 1'
  atf_check -s exit:1 -e match:'Disk full' \
    env PATH="$PWD/bin:$PATH" $enter --cache=$PWD/cache stable
  # A PATH that has just what comes before it.
  rm -r bin
  mkdir bin
  for tool in sh dirname mkdir rm id mktemp tail unshare setpriv flock \
    chroot mount tar env uname
  do
    ln -s "$(command -v $tool)" bin || atf_skip "no $tool"
  done
  path=$PWD/bin
  refused 'debootstrap is not in PATH'
  ls -d cache/*.tar* 2>/dev/null && atf_fail "half a system is kept"
  nothing_left
}

atf_init_test_cases ()
{
  for c in $all_cases; do
    atf_add_test_case $c
  done
}
