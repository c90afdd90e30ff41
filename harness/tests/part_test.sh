#! @ATF_SH@
# part_test.sh - a store of one suite alone: a part of a run that says so.
# SPDX-License-Identifier: BSD-2-Clause

src=@SRC@
build=@BUILD@
fixture=$build/harness/tests/fixture-ipcompat
ipcompat=$build/harness/ipcompat

platform ()
{
  printf 'suites/platform_test|product|-|passed||%s|\n' \
'os: Linux\012os_version: 6.18.1-x\012machine: x86_64\012'\
'libc: glibc\012libc_version: 2.36\012compiler: gcc 12.2\012'\
'pointer_bits: 64\012evidence: real\012revision: abc1234\012'
}

# store FILE [INFIX.ROW]...: a store of just these cases of alpha.
store ()
{
  file=$1
  shift
  rm -f $file
  for case; do
    printf 'suites/alpha%s_test|%s|alpha.%s|passed||observed: right\\012|\n' \
      "${case%.*}" "${case#*.}" "${case#*.}"
  done >cases
  $build/harness/tests/fixture-store $file <cases || atf_fail "no $file"
}

unknown='the platform, its probes and the revision are not known'

atf_test_case unnamed
unnamed_head ()
{
  atf_set descr 'The report is of a part, and guesses nothing of the platform'
}
unnamed_body ()
{
  store part.db .holds .deviates _strict.holds _strict.deviates
  for format in text html markdown junit; do
    atf_check -o save:out $fixture report --format=$format part.db
    atf_check -o match:"$unknown" \
      -o match:'--build=extended,strict alpha.deviates alpha.holds' cat out
    atf_check -o not-match:'Linux|glibc|x86_64' \
      sed '/<style>/,/<.script>/d' out
  done
  # No other row.
  atf_check -o save:part.json $fixture report --format=json part.db
  atf_check -o inline:'2\n' grep -c '^{"id"' part.json
  for fact in key os os_version machine libc libc_version compiler \
    environment evidence revision; do
    atf_check -o match:"\"$fact\":\"unknown\"" cat part.json
  done
  # It can be read back, is what this ipcompat would write, and stays a part.
  atf_check $fixture report --verify part.json
  atf_check -o file:part.json $fixture report --format=json part.json
  atf_check -o match:'a platform that is not named.*not a whole run' \
    $fixture badge part.json
  atf_check -s exit:2 -e match:'part.db: does not say of which platform' \
    $fixture matrix part.db
}

atf_test_case schema
schema_body ()
{
  python=$(. "$src/harness/tools/packages.sh" && python_with jsonschema) ||
    atf_skip 'no jsonschema'
  store part.db .holds
  $fixture report --format=json part.db >part.json || atf_fail 'no report'
  cat >check.py <<'END'
import json, jsonschema, sys
jsonschema.validate(json.load(open(sys.argv[2])), json.load(open(sys.argv[1])))
END
  atf_check $python check.py $src/harness/write/report.schema.json part.json
}

atf_test_case asked
asked_head ()
{
  atf_set descr 'What was run is named: a suite, or the rows of it'
}
asked_body ()
{
  # A real suite, as Kyua's users run it.
  cd "$build" || atf_fail 'no build'
  here=$OLDPWD
  for words in hangup_test hangup_test:default_terminates; do
    rm -f "$here/real.db"
    @KYUA@ test -k suites/Kyuafile -r "$here/real.db" $words >"$here/out" 2>&1
    $ipcompat report "$here/real.db" >"$here/text" || atf_fail "$words"
    case $words in
      *:*) want='hangup.default_terminates' ;;
      *) want=hangup ;;
    esac
    atf_check -o inline:"  a partial run, of --build=extended $want\n" \
      grep 'a partial run' "$here/text"
  done
  cd "$here" || atf_fail 'no way back'
}

atf_test_case joined
joined_head ()
{
  atf_set descr 'Beside a store that names the platform it is of that'
}
joined_body ()
{
  platform | $build/harness/tests/fixture-store whole.db
  store part.db .holds _strict.holds
  for order in 'whole.db part.db' 'part.db whole.db'; do
    atf_check -o save:out $fixture report -v $order
    atf_check -o match:'Linux 6.18.1-x x86_64' -o match:'alpha.holds +right' \
      -o not-match:'partial run' -o not-match:"$unknown" cat out
  done
  echo 'other/x_test|case|-|passed|||' |
    $build/harness/tests/fixture-store foreign.db
  atf_check -s exit:2 -e match:'foreign.db: not a store of ipcompat' \
    $fixture report foreign.db
  atf_check -s exit:2 -e match:'foreign.db: not a store of ipcompat' \
    $fixture report whole.db foreign.db
}

atf_test_case kept
kept_head ()
{
  atf_set descr 'No report of a part replaces that of a whole run'
}
kept_body ()
{
  platform | $build/harness/tests/fixture-store whole.db
  store part.db .holds
  atf_check $fixture report --directory=all whole.db
  cp all/report.json all/index.html .
  for how in --directory=all '--format=json --output=all/report.json'; do
    atf_check -s exit:2 \
      -e match:'all/report.json is of a whole run, and stays' \
      $fixture report $how part.db
  done
  atf_check cmp report.json all/report.json
  atf_check cmp index.html all/index.html
  # A part may replace a part, and a whole anything.
  for store in part.db part.db whole.db whole.db; do
    atf_check $fixture report --directory=new $store
  done
  atf_check cmp report.json new/report.json
}

atf_init_test_cases ()
{
  for case in unnamed schema asked joined kept; do
    atf_add_test_case $case
  done
}
