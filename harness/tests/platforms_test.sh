#! @ATF_SH@
# platforms_test.sh - other platforms, from this machine.
# SPDX-License-Identifier: BSD-2-Clause

src=@SRC@
build=@BUILD@

on="$src/harness/run --build=$build --built"

test_case ()
{
  atf_test_case $1
  eval "$1_head () { atf_set descr '$2'; atf_set timeout $3; }"
  all_cases="${all_cases-} $1"
}

# platform NAME LINE...: a real one of the test's own.
platform ()
{
  IPCOMPAT_PLATFORMS=$PWD/own
  export IPCOMPAT_PLATFORMS
  mkdir -p own/real own/simulated
  name=$1
  shift
  printf '%s\n' "about='the test'" "$@" >own/real/$name.sh
}

# absent NAME REASON: that is said and counted, and is no failure.
absent ()
{
  atf_check -o "match:^platforms: $1: not available: $2" \
    -o 'match:^platforms: 0 ran, 0 failed, 1 not available$' $on --platform=$1
  atf_check -o "match:^$1 .*; not available: $2" $src/harness/run --list
}

test_case list 'The list has each platform' 600
list_body ()
{
  atf_check -o save:listed $src/harness/run --list
  for file in $src/harness/platforms/real/*.sh \
    $src/harness/platforms/simulated/*.sh; do
    name=$(basename $file .sh)
    grep -Eq "^$name +(real|simulated) +(fast|slow)  [^;]" listed ||
      atf_fail "$name is not in the list"
  done
  atf_check -o 'match:^native .*  this host$' cat listed
}

test_case unknown 'A platform that nobody knows is refused' 60
unknown_body ()
{
  atf_check -s exit:2 -e "match:no platform is called 'atlantis'" \
    $on --platform=native,atlantis
  atf_check -s exit:2 -o ignore -e match:usage $on --platform=
}

test_case missing 'What is missing is no failure' 60
missing_body ()
{
  platform nowhere programs=ipc-no-such:ipc-package
  absent nowhere 'ipc-no-such is not in PATH \(package ipc-package\)'
  platform nocc cc=false
  absent nocc 'false *:'
  # Where nothing was ever kept, there is no directory for it.
  IPCOMPAT_CACHE=$PWD/none
  export IPCOMPAT_CACHE
  platform notmade cc=$PWD/cc compiler=false
  absent notmade '(to be built first: false|false fails; all of it: .*\.log)'
  platform noroot chroot=no_such_suite
  atf_check -o 'match:1 not available$' $on --platform=noroot
}

test_case trivial 'A platform that cannot run a program is not available' 60
trivial_body ()
{
  platform dead wrapper=false
  absent dead 'a trivial program ends with 1'
  platform lying wrapper=true
  absent lying 'a trivial program ends with 0'
}

need_faults ()
{
  test -f $build/harness/faults/faults.so || atf_skip "no library of faults"
}

# shows NAME [SUITE...]: the whole chain.
shows ()
{
  said=$1
  $on --platform="$@" >log 2>&1 || { cat log; atf_fail "status $?"; }
  atf_check -o "match:$said: probes, rows, fallbacks and a program are as" \
    -o 'match:1 ran, 0 failed, 0 not available$' cat log
}

# lies EDIT MATCH: a line of svr3's file is another than what it shows.
lies ()
{
  sed "$1" $src/harness/platforms/simulated/svr3.sh >own/simulated/svr3.sh
  cmp -s own/simulated/svr3.sh $src/harness/platforms/simulated/svr3.sh &&
    atf_fail "no such line: $1"
  atf_check -s exit:1 -o "match:$2" -o 'match:0 ran, 1 failed' \
    $on --platform=svr3 reliability
}

# One case: all are built in the same place.
test_case simulated 'A simulated platform shows what its file says' 7200
simulated_body ()
{
  need_faults
  shows svr3 reliability
  (
    platform none
    lies 's/persist resets/persist persists/' \
      "reliability.persist is 'resets', wanted 'persists'"
    lies 's/^proven=./&reliability.window\
reliability.siginterrupt\
/' "reliability.siginterrupt: its fallback is '', wanted 'proven'"
    lies 's/SIGNAL_BLOCKS_STRICT/SIGACTION/' 'SIGACTION says 1, wanted 0'
    lies "s/^fallbacks=.*/fallbacks='signal flock'/" \
      'the fallback flock is not chosen'
    lies 's/^fallbacks=.*/&\
stops_at=socketpair/' "stops at '', wanted 'socketpair'"
  ) || exit
  test "$(atf_config_get platforms no)" = yes || return 0
  for file in $src/harness/platforms/simulated/*.sh; do
    shows $(basename $file .sh)
  done
}

test_case lock 'A second run into a directory says so and stops' 600
lock_body ()
{
  platform slow "cc=$PWD/slow"
  place=$build/platforms/slow
  rm -rf $place
  mkdir -p $place
  # It works in the check, and stays in the build.
  cat >slow <<END
#!/bin/sh
case \$PWD in
  $place*)
    test ! -s $PWD/compiler || exit 1
    echo \$\$ >$PWD/compiler
    exec sleep 300 ;;
esac
exec cc "\$@"
END
  chmod +x slow
  # Left behind by who was killed.
  sh -c 'echo $$' >$place/lock
  $on --platform=slow fifos >first 2>&1 &
  first=$!
  until test -s compiler; do sleep 0.1; done
  atf_check_equal $first "$(cat $place/lock)"
  atf_check -s exit:1 \
    -o match:"slow: process $first is at work in $place; if not: rm " \
    $on --platform=slow fifos
  atf_check_equal $first "$(cat $place/lock)"
  kill $(cat compiler)
  wait $first
  atf_check_equal 1 $?
  test ! -f $place/lock || atf_fail "the lock stays"
  rm -rf $place
}

test_case real 'Those that can be had here are built, and run' 7200
real_body ()
{
  test "$(atf_config_get platforms no)" = yes ||
    atf_skip "only with --platforms"
  atf_check -o 'match:, 0 failed, ' -o 'match:^platforms: native: [1-9]' \
    $on --platform=native,clang,i386,musl
}

atf_init_test_cases ()
{
  for each in $all_cases; do
    atf_add_test_case $each
  done
}
