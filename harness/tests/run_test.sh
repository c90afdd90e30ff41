#! @ATF_SH@
# run_test.sh - ipcompat run: what cases are given, what is left behind.
# SPDX-License-Identifier: BSD-2-Clause
#
# A build tree of its own, with suites that say what they see, takes the
# place of the real one: ipcompat finds the suites beside itself.

build=@BUILD@

# make_tree BODY: the suites are one case, which runs the shell text BODY.
make_tree ()
{
  mkdir -p tree/harness tree/suites
  cp $build/harness/ipcompat tree/harness
  cp -R $build/harness/faults tree/harness
  ln -s $build/suites/platform_test tree/suites
  cat >tree/suites/Kyuafile <<END
syntax(2)
test_suite("ipcompat")
atf_test_program{name="platform_test"}
atf_test_program{name="reliability_test"}
END
  cat >tree/suites/reliability_test <<END
#! @ATF_SH@
atf_test_case persist
persist_head () { atf_set X-behaviour reliability.persist; }
persist_body ()
{
  here=$(pwd)
  $1
  echo "observed: persists"
}
atf_init_test_cases () { atf_add_test_case persist; }
END
  chmod +x tree/suites/reliability_test
}


# nothing_left: no scratch directory, no new store.
nothing_left ()
{
  for f in ipc.* tree/report/*.db.* tree/report/partial/*.db.*; do
    test ! -e "$f" || atf_fail "$f is left"
  done
}

# await FILE: until it is there.
await ()
{
  while test ! -e $1; do sleep 0.05; done
}

test_case ()
{
  atf_test_case $1
  eval "$1_head () { atf_set descr '$2'; atf_set timeout 240; }"
  all_cases="${all_cases-} $1"
}

test_case selection 'A suite, a row and a build can be chosen'
selection_body ()
{
  for words in reliability reliability.persist \
    '--build=strict reliability' '--build=fallback,extended reliability'
  do
    atf_check -o ignore -e ignore \
      $build/harness/ipcompat run --directory=out $words
    test -s out/partial/results.db || atf_fail "no store"
  done
}

test_case files 'All formats and the store are written'
files_body ()
{
  make_tree :
  atf_check -o save:said -e ignore tree/harness/ipcompat run \
    --build=extended reliability.persist
  for f in index.html report.json report.txt report.md junit.xml results.db
  do
    test -s tree/report/partial/$f || atf_fail "no $f"
  done
  test $(wc -l <said) -le 10 || atf_fail "the summary is too long"
  grep -q "tree/report/partial/index.html" said || atf_fail "no path"
  nothing_left
}

test_case partial 'A run of a part says so and leaves the whole report'
partial_body ()
{
  make_tree :
  mkdir tree/report
  echo whole >tree/report/report.json
  echo whole >tree/report/results.db
  atf_check -o save:said -e ignore tree/harness/ipcompat run \
    --build=extended reliability.persist
  atf_check -o inline:'whole\n' cat tree/report/report.json
  atf_check -o inline:'whole\n' cat tree/report/results.db
  atf_check -o match:'^1 behaviours: ' cat said
  atf_check -o match:'a partial run, of --build=extended reliability.persist' \
    cat said
  new=tree/report/partial/report.json
  atf_check -o match:'^"asked":."--build=extended","reliability.persist".,' \
    cat $new
  atf_check -o inline:'1\n' grep -c '^{"id":' $new
  atf_check $build/harness/ipcompat report --verify $new
  # The strict build alone: the row has its verdict.
  atf_check -o ignore -e ignore $build/harness/ipcompat run \
    --directory=out --build=strict reliability.persist
  atf_check -o match:'^1 behaviours: 1 hold, ' \
    $build/harness/ipcompat report out/partial/report.json
}

test_case environment 'Nothing of the caller reaches a case'
environment_body ()
{
  make_tree 'env >$here/env; cat /proc/self/status >$here/status || :
    ls /proc/self/fd >$here/fds || :'
  cat >caller.pl <<'END'
use POSIX;
$SIG{USR1} = 'IGNORE';
$SIG{PIPE} = 'IGNORE';
POSIX::sigaction (SIGRTMIN, POSIX::SigAction->new (SIG_IGN)) or die;
sigprocmask (SIG_BLOCK, POSIX::SigSet->new (SIGUSR2, SIGTERM)) or die;
exec @ARGV or die;
END
  SECRET=leaked atf_check -o ignore -e ignore perl caller.pl \
    tree/harness/ipcompat run --build=extended reliability.persist \
    9<tree/suites/Kyuafile
  if grep -rq SECRET env tree/report; then
    atf_fail "a variable of the caller came through"
  fi
  for name in $(sed -n 's/^\([A-Za-z_]*\)=.*/\1/p' env); do
    case $name in
      PATH | HOME | TMPDIR | LC_ALL | TZ) ;;
      PWD | OLDPWD | SHLVL | _ | __RUNNING_INSIDE_ATF_RUN) ;;
      *) atf_fail "the variable $name is there" ;;
    esac
  done
  if test -s status; then
    # glibc keeps 32 and 33 to itself: nobody can reset those.
    grep -E '^SigBlk:[[:space:]]*0+$|^SigIgn:[[:space:]]*0+[01]?[08]?0{7}$' \
      status >zero
    test $(wc -l <zero) -eq 2 ||
      atf_fail "signals:" $(grep -E '^Sig(Blk|Ign)' status)
  fi
  if grep -qw 9 fds; then
    atf_fail "a descriptor of the caller came through"
  fi
}

test_case orphans 'What a case leaves behind is killed, and named'
orphans_head ()
{
  atf_set require.progs setsid
}
orphans_body ()
{
  make_tree 'setsid sh -c "echo \$\$ >$here/pid; exec sleep 300" &
    while test ! -s $here/pid; do sleep 0.05; done'
  atf_check -o ignore -e match:'killed what a case left behind' \
    tree/harness/ipcompat run --build=extended reliability.persist
  if kill -0 $(cat pid) 2>/dev/null; then
    atf_fail "it lives"
  fi
  nothing_left
}

# product WORD...: run it so, and see what the report says of the product.
product ()
{
  atf_check -o ignore -e ignore tree/harness/ipcompat run --directory=out \
    "$@" reliability.persist
  grep '^"product"' out/partial/report.json >product
}

test_case words 'What a caller says of the product is part of its key'
words_body ()
{
  make_tree :
  product --environment=attic
  atf_check -o match:'"key":"[^"]*-attic"' -o match:'"environment":"attic"' \
    cat product
  atf_check -o match:'in attic' head -n 1 out/partial/report.txt
  IPC_ENVIRONMENT=attic product --environment=host --implementation=other-2
  atf_check -o match:'"key":"[^"]*-other-2"' -o match:'"evidence":"real"' \
    -o match:'"environment":"host"' -o match:'"implementation":"other-2"' \
    cat product
  IPC_ENVIRONMENT=attic product --simulation=v7
  atf_check -o match:'"key":"[^"]*-attic-sim-v7"' \
    -o match:'"evidence":"simulated"' -o match:'"simulation":"v7"' cat product
  product --environment=attic --environment-version=7.2.22 --implementation=o
  atf_check -o match:'"key":"[^"]*-attic-7.2-o"' \
    -o match:'"environment_version":"7.2.22"' cat product
  atf_check -o match:'in attic 7.2.22, o, real' \
    head -n 1 out/partial/report.txt
  for option in environment environment-version implementation simulation; do
    for word in '' 'a b' A ../x $(printf '%041d' 0); do
      atf_check -s exit:2 -e match:"--$option wants a word" \
        tree/harness/ipcompat run "--$option=$word"
    done
  done
}

# file_system: of this directory, as platform_test sees it.
file_system ()
{
  "$@" $build/suites/platform_test product 2>warnings |
    sed -n 's/^file_system: //p'
}

test_case file_system 'The file system is that of the working directory'
file_system_body ()
{
  df -T . >told 2>/dev/null || atf_skip "no df that tells"
  atf_check_equal "$(file_system)" "$(awk 'NR == 2 { print $2 }' told)"
  mkdir 'a b'
  unshare --mount mount -t tmpfs none 'a b' 2>/dev/null ||
    atf_skip "no tmpfs to be had"
  atf_check_equal tmpfs "$(file_system unshare --mount sh -c '
    mount -t tmpfs none "a b" && cd "a b" && exec "$@"' sh)"
}

# shown_by COMMAND...: which environment platform_test sees when run by it.
shown_by ()
{
  unset IPC_ENVIRONMENT
  "$@" product 2>warnings | sed -n 's/^environment: //p'
}

# The evidence, where this host can be made to give it.
test_case environments 'Namespaces and another root are noticed'
environments_body ()
{
  program=$build/suites/platform_test
  tried=
  here=$(shown_by $program)
  if unshare -pf true 2>/dev/null; then
    tried=$tried.
    test "$(shown_by unshare -pf $program)" = container ||
      atf_fail "a namespace of processes is not noticed"
  fi
  mkdir root
  for file in $(ldd $program 2>/dev/null | grep -o '/[^ ]*'); do
    mkdir -p root${file%/*}
    cp $file root$file
  done
  cp $program root
  if test "$here" = host && chroot root /platform_test -l >/dev/null 2>&1; then
    tried=$tried.
    test "$(shown_by chroot root /platform_test)" = chroot ||
      atf_fail "another root is not noticed"
  fi
  test -n "$tried" || atf_skip "neither unshare nor chroot works here"
}

# add_hanging: beside it a program that heeds nothing, nor does what it has
# started elsewhere; the end of the FIFO "held" is the end of both.
add_hanging ()
{
  echo 'atf_test_program{name="fifos_test"}' >>tree/suites/Kyuafile
  cat >tree/suites/fifos_test <<END
#!/bin/sh
exec 9>$PWD/held
trap '' TERM
setsid sh -c 'trap "" TERM; exec sleep 300' &
exec sleep 300
END
  chmod +x tree/suites/fifos_test
  mkfifo held
}

# cut COMMAND...: that tree, run by it; the program that hangs has lost just
# its own rows.
cut ()
{
  exec 8<>held
  atf_check -o save:said -e save:err "$@" tree/harness/ipcompat run \
    --limit=10 --directory=out --build=extended fifos reliability.persist
  exec 7<held 8>&-
  atf_check cat <&7
  atf_check -o ignore grep \
    'fifos_test: the limit of 10 s ended it; nothing of it was stored' err
  new=out/partial/report.json
  atf_check -o match:'^"cut":"fifos_test: the limit of 10 s ended it"' cat $new
  for file in said out/partial/report.txt out/partial/report.md; do
    atf_check -o match:'run that was cut: fifos' cat $file
  done
  grep '^{"id":"fifos\.' $new >rows
  grep -v '"verdict":"no evidence","reason":"nothing was stored: the limit' \
    rows | grep -v '"not testable"' >others
  test -s rows && test ! -s others || atf_fail $(cat rows others)
  atf_check -o match:'"observed":"persists"' grep '"reliability.persist"' $new
  atf_check $build/harness/ipcompat report --verify $new
  ls out/partial/stores >stores
  atf_check -o inline:'platform_test.db\nreliability_test.db\n' cat stores
  nothing_left
}

test_case limit 'A program that hangs is killed, and loses just its rows'
limit_head ()
{
  atf_set require.progs setsid
}
limit_body ()
{
  make_tree :
  add_hanging
  cut env
  # Another store has what is missing; its absence is forgotten.
  atf_check -o ignore -e ignore $build/harness/ipcompat run \
    --directory=whole --build=extended fifos
  atf_check -o not-match:'was cut' $build/harness/ipcompat report \
    out/partial/stores/*.db whole/partial/results.db
}

test_case first_process 'So it is as the first process of a namespace'
first_process_head ()
{
  atf_set require.progs 'setsid unshare'
}
first_process_body ()
{
  make_tree 'setsid sh -c "sleep 0.1" &'
  add_hanging
  unshare --pid --fork true 2>/dev/null || atf_skip "no namespace to be had"
  cut unshare --pid --fork
  cut unshare --pid --fork --mount-proc
}

test_case dies 'So is it if Kyua dies'
dies_body ()
{
  make_tree 'kill -KILL $PPID'
  echo 'atf_test_program{name="fifos_test"}' >>tree/suites/Kyuafile
  sed -e 's/reliability.persist/fifos.create/' -e 's/persist/create/' \
    -e 's/^  kill.*/  :/' -e 's/creates/creates a FIFO/' \
    tree/suites/reliability_test >tree/suites/fifos_test
  chmod +x tree/suites/fifos_test
  atf_check -o ignore -e match:'reliability_test: Kyua was ended by signal 9' \
    tree/harness/ipcompat run --limit=50 --build=extended \
    fifos.create reliability.persist
  atf_check -o match:'nothing was stored: Kyua was ended by signal 9' \
    -o match:'^2 behaviours: 1 hold' cat tree/report/partial/report.txt
}

test_case limits 'Cases that start together do not reach their limits together'
limits_body ()
{
  for program in $build/suites/*_test; do
    $program -l
  done | awk '
    /^Content-Type/ { before = 0 }
    $1 == "timeout:" {
      n++
      if ($2 < 120 || $2 == before) print "again after " before
      before = $2
    }
    END { if (n < 1000) print "just " n " cases" }' >wrong
  atf_check cat wrong
}

test_case inside 'A command can run Kyua, and need not look after orphans'
inside_body ()
{
  make_tree 'setsid sh -c "sleep 0.1" &'
  unshare --pid --fork true 2>/dev/null || atf_skip "no namespace to be had"
  for limit in '' --limit=50; do
    atf_check -o match:'^1 behaviours: 1 hold' -e ignore \
      tree/harness/ipcompat run $limit --inside='unshare --pid --fork' \
      --build=extended reliability.persist
  done
  atf_check -s exit:2 -e match:'cannot run ipc-no-such' \
    tree/harness/ipcompat run --inside=ipc-no-such reliability.persist
}

test_case leave_out 'What a platform does not outlive is left out, and said'
leave_out_body ()
{
  atf_check -e ignore -o match:'1 hold, 0 deviate, 0 absent, 2 not exercised' \
    $build/harness/ipcompat run --directory=out --build=extended \
    --leave-out=reliability.persist,kill.zero_alive \
    reliability.persist kill.zero_alive kill.pgrp_negative
  atf_check -o match:'platform would not outlive' \
    grep reliability.persist out/partial/report.json
}

test_case refused 'What is known to be refused, and left out, reaches a case'
refused_body ()
{
  make_tree 'echo "$(atf_config_get leave_out)" "$(atf_config_get refused)" \
    >'$PWD/told
  atf_check -o match:'^1 behaviours: 1 hold' -e ignore \
    tree/harness/ipcompat run --build=extended --refused=setsid:EINVAL,ENOEXEC \
    --leave-out=kill.zero_alive reliability.persist
  atf_check -o inline:'kill.zero_alive setsid:EINVAL,ENOEXEC\n' cat told
}

# interrupt SIGNAL NUMBER
interrupt ()
{
  make_tree 'echo $$ >$here/pid; sleep 300'
  tree/harness/ipcompat run --build=extended reliability.persist >out 2>&1 &
  await pid
  kill -$1 $!
  wait $!
  status=$?
  cat out
  test $status -eq $((128 + $2)) || atf_fail "status $status"
  grep -q 'interrupted; nothing was written' out || atf_fail "no message"
  test ! -e tree/report/partial/results.db || atf_fail "a store was written"
  if kill -0 $(cat pid) 2>/dev/null; then
    atf_fail "the case lives"
  fi
  nothing_left
}

test_case interrupt_int 'SIGINT ends a run, and nothing is left'
interrupt_int_body () { interrupt INT 2; }

test_case interrupt_term 'SIGTERM likewise'
interrupt_term_body () { interrupt TERM 15; }

test_case bad_words 'What does not exist is named, with status 2'
bad_words_body ()
{
  ipcompat=$build/harness/ipcompat
  atf_check -s exit:2 -e match:'called nosuch' $ipcompat run nosuch
  atf_check -s exit:2 -e match:'reliability.nosuch' \
    $ipcompat run reliability.nosuch
  atf_check -s exit:2 -e match:--build $ipcompat run --build=loose
  atf_check -s exit:2 -e match:--parallelism $ipcompat run --parallelism=0
  atf_check -s exit:2 -e match:--limit $ipcompat run --limit=0
  atf_check -s exit:2 -e match:'no fault is called' \
    $ipcompat run --directory=out --fault=nosuch
  atf_check -s exit:2 -e match:--help $ipcompat run --nosuch
  atf_check -o match:usage $ipcompat run --help
}

test_case unwritable 'A directory that cannot be written is named'
unwritable_body ()
{
  : >file
  atf_check -s exit:2 -e match:'cannot write' \
    $build/harness/ipcompat run --directory=file/below reliability
  atf_check -s exit:2 -e match:'cannot write' \
    $build/harness/ipcompat run --directory=out \
    --store=missing/store.db reliability
  nothing_left
}

test_case kyua_fails 'A run that Kyua gives up leaves the old store'
kyua_fails_body ()
{
  make_tree :
  mkdir -p tree/report/partial
  echo old >tree/report/partial/results.db
  echo 'error("no such luck")' >tree/suites/Kyuafile
  atf_check -s exit:2 -o ignore -e match:'Kyua failed with status 2.*luck' \
    tree/harness/ipcompat run --build=extended reliability.persist
  atf_check -o inline:'old\n' cat tree/report/partial/results.db
  nothing_left
}

test_case fault 'A fault turns a verdict, and the evidence says so'
fault_body ()
{
  atf_check -o ignore -e ignore $build/harness/ipcompat run --directory=out \
    --build=extended --fault=signal_one_shot reliability.persist
  atf_check -o ignore grep '"evidence":"simulated"' out/partial/report.json
  atf_check -o ignore grep '"faults":"signal_one_shot"' out/partial/report.json
  atf_check -o ignore grep \
    '"key":"[^"]*-fault-signal_one_shot"' out/partial/report.json
  atf_check -o ignore grep '"observed":"resets"' out/partial/report.json
}

atf_init_test_cases ()
{
  for c in $all_cases; do
    atf_add_test_case $c
  done
}
