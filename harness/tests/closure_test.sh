#! @ATF_SH@
# closure_test.sh - catalogue, bodies, probes and fallbacks cannot part.
# SPDX-License-Identifier: BSD-2-Clause
#
# Each case harms a copy of the sources in one way; single objects are then
# compiled with this build's flags, and the message must name the culprit.

src=@SRC@
build=@BUILD@

# Copy what is harmed.
copy_sources ()
{
  mkdir copy
  cp -R $src/catalogue $src/suites $src/fallbacks copy
  mkdir copy/harness copy/probes
  cp -R $src/harness/base $src/harness/command $src/harness/faults \
    $src/harness/model $src/harness/read $src/harness/runner \
    $src/harness/tools $src/harness/write copy/harness
  cp $src/probes/*.m4 $src/probes/for-later copy/probes
  chmod -R u+w copy
}

# compile OUTPUT ARGUMENT...: the extended build's way.
compile ()
{
  output=$1
  shift
  @CC@ -iquote copy/suites -iquote copy/catalogue \
    -iquote copy/fallbacks -iquote $build @CPPFLAGS@ @CFLAGS@ \
    -DIPC_BUILD=EXTENDED -DIPC_SUITE=reliability \
    -DIPC_DEF='"reliability.def"' \
    -o $output "$@"
}

# compile_suite: the extended build of a suite, from the copy.
compile_suite ()
{
  compile reliability_test copy/suites/frame/main.c \
    copy/suites/kit/*.c copy/suites/reliability/*.c \
    $build/suites/libipcsuite.a @LIBS@
}

compile_catalogue ()
{
  sh copy/harness/tools/generate &&
    compile catalogue.o -c copy/catalogue/catalogue.c
}

# must_fail CULPRIT COMMAND...: it fails, and says because of what.
must_fail ()
{
  culprit=$1
  shift
  if "$@" >said 2>&1; then
    atf_fail "no failure because of $culprit"
  fi
  cat said
  grep -q -- "$culprit" said || atf_fail "nothing names $culprit"
}

# closure_case NAME DESCRIPTION: the body is NAME_closure.
closure_case ()
{
  atf_test_case $1
  eval "$1_head () { atf_set descr '$2'; }"
  eval "$1_body () { copy_sources; $1_closure; }"
  all_cases="${all_cases-} $1"
}

check_copy () { sh $src/harness/tools/check-catalogue copy; }

closure_case unharmed 'The copy as it is builds and has no faults'
unharmed_closure ()
{
  compile_suite || atf_fail "the suite does not build"
  compile_catalogue || atf_fail "the catalogue does not build"
  check_copy || atf_fail "the catalogue has faults"
}

closure_case body_deleted 'A record without a body fails the build'
body_deleted_closure ()
{
  sed -i.old 's/^IPC_TEST (persist)/void gone (void); void gone (void)/' \
    copy/suites/reliability/*.c
  must_fail ipc_body_persist compile_suite
}

closure_case body_stray 'A body without a record fails the build'
body_stray_closure ()
{
  printf 'IPC_TEST (stray)\n{\n  ipc_observe ("x");\n}\n' \
    >>copy/suites/reliability/reliability.c
  must_fail ipc_claim_stray compile_suite
}

closure_case probe_misspelt 'A misspelt probe fails the build'
probe_misspelt_closure ()
{
  sed -i.old 's/PROBES (SIGNAL_KEEPS_HANDLER)/PROBES (SIGNAL_KEPS_HANDLER)/' \
    copy/catalogue/reliability.def
  must_fail IPC_PROBE_SIGNAL_KEPS_HANDLER compile_catalogue
}

closure_case fallback_misspelt 'A misspelt fallback fails the build'
fallback_misspelt_closure ()
{
  sed -i.old 's/FALLBACKS (signal)/FALLBACKS (signl)/' \
    copy/catalogue/reliability.def
  must_fail ipc_fallback_signl compile_catalogue
}

closure_case probe_second 'A misspelt second probe fails the build'
probe_second_closure ()
{
  sed -i.old 's/PROBES (MSG_NOSIGNAL, SO_NOSIGPIPE)/PROBES (MSG_NOSIGNAL, X)/' \
    copy/catalogue/socketpairs.def
  must_fail IPC_PROBE_X compile_catalogue
}

closure_case fallback_second 'A misspelt second fallback fails the build'
fallback_second_closure ()
{
  sed -i.old 's/FALLBACKS (signal)/FALLBACKS (signal, sgnal)/' \
    copy/catalogue/reliability.def
  must_fail ipc_fallback_sgnal compile_catalogue
}

closure_case suite_misspelt 'A misspelt build, or matrix, fails the build'
suite_misspelt_closure ()
{
  def=copy/catalogue/suites.def
  cp $def whole.def
  sed 's/EXTENDED | STRICT/EXTENDED | STRIKT/' whole.def >$def
  must_fail STRIKT compile_catalogue
  sed 's/MATRIX (restart/MATRIX (restrat/' whole.def >$def
  must_fail ipc_suite_restrat compile_catalogue
}

closure_case limit_misspelt 'A limit of no row fails the build'
limit_misspelt_closure ()
{
  echo 'DECLARED_LIMIT (signal, reliability, persits, "resets", "why")' \
    >>copy/fallbacks/limits.def
  must_fail ipc_row_reliability_persits compile_catalogue
}

closure_case id_doubled 'Two records with one id fail the build'
id_doubled_closure ()
{
  cp copy/catalogue/reliability.def twice
  cat twice >>copy/catalogue/reliability.def
  must_fail ipc_row_reliability_persist compile_catalogue
}

closure_case heading_unknown 'An unknown heading of perlipc is found'
heading_unknown_closure ()
{
  sed -i.old 's/PERLIPC ("Signals")/PERLIPC ("Sygnals")/' \
    copy/catalogue/reliability.def
  must_fail Sygnals check_copy
}

closure_case field_malformed 'A FIELD that leads nowhere is found'
field_malformed_closure ()
{
  def=copy/catalogue/reliability.def
  cp $def whole.def
  add_field ()
  {
    sed "s|POSIX_MAY (\"signal\"))|FIELD (\"$1\"))|" whole.def >$def
  }
  for field in owner/repo#12 owner/repo@1a2b3c4 CVE-2026-12345 \
    debian:123456; do
    add_field $field
    grep -q "FIELD (\"$field\")" $def || atf_fail "no record to try it in"
    compile_catalogue && check_copy || atf_fail "$field is refused"
  done
  for field in 12 owner/repo owner/repo#0 owner/repo#x repo#1 tracker:1; do
    add_field $field
    must_fail "FIELD has no owner/repo#n, or the like: $field" check_copy
  done
}

closure_case lists_malformed 'A list that says a name twice, or none, is found'
lists_malformed_closure ()
{
  def=copy/catalogue/reliability.def
  cp $def whole.def
  sed 's/FALLBACKS (signal)/FALLBACKS (signal, signal)/' whole.def >$def
  must_fail 'signal is there twice' check_copy
  sed 's/FALLBACKS (signal)/FALLBACKS (none, signal)/' whole.def >$def
  must_fail 'none stands beside others' check_copy
  sed 's/PROBES (SIGNAL_KEEPS_HANDLER)/PROBES (SIGACTION, NONE)/' \
    whole.def >$def
  must_fail 'NONE stands beside others' check_copy
  sed 's/SOURCES (PERLIPC ("Signals"), /SOURCES (PERLIPC ("Signals"),&/
    s/SOURCES (PERLIPC ("Signals"),SOURCES (/SOURCES (PERLIPC ("Signals"), /' \
    whole.def >$def
  must_fail 'a source is there twice: Signals' check_copy
}

closure_case probe_orphan 'A probe that nothing asks for is found'
probe_orphan_closure ()
{
  sed 's/signal_keeps_handler/nobody_asks/' \
    $src/probes/signal-keeps-handler.m4 >copy/probes/nobody-asks.m4
  must_fail NOBODY_ASKS check_copy
}

closure_case fallback_orphan 'A fallback that no record names is found'
fallback_orphan_closure ()
{
  echo 'FALLBACK_FAMILY (idle, "idle", "None", "fallbacks/idle.c")' \
    >>copy/fallbacks/fallbacks.def
  must_fail 'idle: no record' check_copy
}

closure_case outcomes_of_required 'REQUIRED with two outcomes is found'
outcomes_of_required_closure ()
{
  sed -i.old 's/persist, VARIES/persist, REQUIRED/' \
    copy/catalogue/reliability.def
  must_fail 'reliability.persist: REQUIRED has one' check_copy
}

closure_case body_sleeps 'A body that sleeps is found'
body_sleeps_closure ()
{
  printf 'void f (void) { sleep (1); }\n' \
    >>copy/suites/reliability/reliability.c
  must_fail 'nothing sleeps' check_copy
}

closure_case body_conditional 'A conditional among bodies is found'
body_conditional_closure ()
{
  printf '#ifdef __linux__\n#endif\n' >>copy/suites/reliability/reliability.c
  must_fail 'no conditional' check_copy
}

closure_case body_atf 'An ATF macro in a body is found'
body_atf_closure ()
{
  printf 'void f (void) { ATF_REQUIRE (1); }\n' \
    >>copy/suites/reliability/reliability.c
  must_fail 'no ATF' check_copy
}

closure_case no_natives 'Fallbacks of processes call nothing that is missing'
no_natives_closure ()
{
  for name in accept4 close-from cloexec coprocess daemon dup3 exec-clean \
    flock fork-flush kill killpg lock-file mkfifo nocldwait pipe pipe2 popenv \
    process-identity pump reaper restart self-path setpgid setsid shell \
    sigtimedwait spawn spawn-actions system timed-command waitpid wakeup
  do
    @CC@ -iquote copy/fallbacks @CPPFLAGS@ @CFLAGS@ -Werror \
      -DIPC_PROBE_CLOSEFROM=0 -DIPC_PROBE_HAVE_MKNOD=0 -DIPC_PROBE_KILLPG=0 \
      -DIPC_PROBE_PIPE2=0 -DIPC_PROBE_SETPGID=0 -DIPC_PROBE_SETPGRP_VOID=-1 \
      -DIPC_PROBE_SETSID=0 -DIPC_PROBE_SIGACTION=0 -DIPC_PROBE_WAIT3=0 \
      -DIPC_PROBE_WAITID_WNOWAIT=0 -DIPC_PROBE_WAITPID=0 \
      -c -o $name.o copy/fallbacks/$name.c ||
      atf_fail "$name.c cannot be compiled without"
    @NM@ -u $name.o >symbols
    missing='accept4|closefrom|daemon|dup3|flock|killpg|mkfifo|mknod'
    missing="$missing|pclose|pipe2|popen|setpgid|setpgrp|setsid|sigaction"
    missing="$missing|system|wait3|waitp?id"
    if grep -E " _?($missing)\$" symbols
    then
      atf_fail "$name.c calls what is missing"
    fi
  done
}

atf_init_test_cases ()
{
  for c in $all_cases; do
    atf_add_test_case $c
  done
}
