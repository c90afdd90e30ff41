#! @ATF_SH@
# expect_test.sh - a report of before says what will be observed.
# SPDX-License-Identifier: BSD-2-Clause

build=@BUILD@
ipcompat=$build/harness/ipcompat
kyua=$(sed -n 's/^KYUA = //p' $build/Makefile)

# run STATUS DIRECTORY [OPTION...] WORD...: what it prints is in "said".
run ()
{
  status=$1 directory=$2
  shift 2
  atf_check -s exit:$status -o save:said -e ignore \
    $ipcompat run --directory=$directory "$@"
}

# says PATTERN: a line of "said".
says ()
{
  grep -q -- "$1" said || atf_fail "does not say $1: $(cat said)"
}

# results DIRECTORY: how many cases ended how, as Kyua says.
results ()
{
  $kyua report --results-file=$1/partial/results.db --verbose \
    --results-filter=passed,failed,broken,xfail,skipped |
    sed -n 's/^\([a-z_/]*:[a-z_]*\)  *->  *\([a-z_ ]*\).*/\1 \2/p'
}

test_case ()
{
  atf_test_case $1
  eval "$1_head () { atf_set descr '$2'; atf_set timeout 120; }"
  all_cases="${all_cases-} $1"
}

test_case known 'A deviation that is known is an expected failure'
known_body ()
{
  run 0 old --fault=poll_hup_once pipes.poll_eof reliability.persist
  results old | grep -q '^pipes_test:poll_eof failed' ||
    atf_fail "the fault does not show"
  run 0 new --fault=poll_hup_once --expect=old/partial/report.json \
    pipes.poll_eof reliability.persist
  says '^all as expected'
  results new >results
  grep -q '^pipes_test:poll_eof expected_failure' results ||
    atf_fail "not expected: $(cat results)"
  ! grep -E ' (failed|broken)' results || atf_fail "a failure is left"
  # The report says the same, whatever was expected.
  atf_check -o ignore $ipcompat compare old/partial/report.json \
    new/partial/report.json
}

test_case surprise 'Another value is a failure that names both, good or bad'
surprise_body ()
{
  run 0 old --fault=poll_hup_once pipes.poll_eof
  run 1 new --expect=old/partial/report.json pipes.poll_eof
  says '^UNEXPECTED'
  says 'observed POLLHUP, expected POLLHUP, then nothing'
  results new | grep -q '^pipes_test:poll_eof failed' ||
    atf_fail "not failed: $(results new)"
  grep '^{"id":"pipes.poll_eof"' new/partial/report.json |
    grep -q '"extended":{"verdict":"holds"' ||
    atf_fail "no evidence any more: $(cat new/partial/report.json)"
  run 1 old --fault=poll_hup_once --expect=new/partial/report.json \
    pipes.poll_eof
  says 'observed POLLHUP, then nothing, expected POLLHUP'
}

test_case missing 'A missing facility is unexpected, too, where it was there'
missing_body ()
{
  run 0 old --build=extended fifos.atomic
  run 1 new --build=extended --fault=mkfifo_missing,mknod_missing \
    --expect=old/partial/report.json fifos.atomic
  says 'observed absent, expected '
}

test_case quotes 'Values with quotes and backslashes are compared as they are'
quotes_body ()
{
  run 0 old --build=extended reliability.persist
  value='"observed":"a \\"b\\\\"'
  sed "/\"id\":\"reliability.persist\"/s/\"observed\":\"[^\"]*\"/$value/" \
    old/partial/report.json >quoted.json
  run 1 new --build=extended --expect=quoted.json reliability.persist
  says 'expected a "b\\$'
}

test_case builds 'Each build is held against its own value'
builds_body ()
{
  run 0 old reliability.persist
  sed '/"reliability.persist"/s/\("strict":{[^}]*"observed":"\)[^"]*/\1other/' \
    old/partial/report.json >other.json
  run 1 new --expect=other.json reliability.persist
  says 'reliability_strict_test:persist'
  test "$(grep -c expected said)" -eq 1 || atf_fail "not just one"
}

test_case unknown 'What the report does not know is judged as without it'
unknown_body ()
{
  run 0 old --build=extended reliability.persist
  sed '/"id":"reliability.persist"/d' old/partial/report.json >less.json
  run 0 new --build=extended --expect=less.json reliability.persist
  says '^all as expected'
}

test_case refused 'What is no report is refused, and a relative name by Kyua'
refused_body ()
{
  echo '{}' >no.json
  for name in no.json none.json; do
    atf_check -s exit:2 -e match:"$name" $ipcompat run --directory=out \
      --expect=$name reliability.persist
  done
  for name in no.json $PWD/no.json $PWD/none.json; do
    rm -f by-hand.db
    atf_check -s exit:1 -o match:'broken' $kyua -c none \
      -v test_suites.ipcompat.expect=$name test -k $build/suites/Kyuafile \
      --results-file=$PWD/by-hand.db reliability_test:persist
  done
}

atf_init_test_cases ()
{
  for c in $all_cases; do
    atf_add_test_case $c
  done
}
