#! @ATF_SH@
# compare_test.sh - what changed between two reports.
# SPDX-License-Identifier: BSD-2-Clause

build=@BUILD@
ipcompat=$build/harness/tests/fixture-ipcompat

# store FILE [ROW BUILD RESULT STDOUT]...: a store of these cases.
store ()
{
  file=$1
  shift
  rm -f "$file"
  {
    printf 'suites/platform_test|product|-|passed||%s|\n' \
'os: Linux\012os_version: 6.18\012machine: x86_64\012libc: glibc\012'\
'libc_version: 2.36\012compiler: gcc 12.2\012evidence: real\012'\
"revision: abc\\012probe: FIXTURE ${probe-1}\\012"
    while [ $# -gt 0 ]; do
      case $2 in extended) infix= ;; *) infix=_$2 ;; esac
      case $2.$1 in
        fallback.limited) through='mapped: crutch\012' ;;
        fallback.*) through='mapped: splint\012' ;;
        *) through= ;;
      esac
      printf 'suites/alpha%s_test|%s|alpha.%s|%s|why|%s|\n' "$infix" \
        "$1" "$1" "$3" "${4:+observed: $4\\012}$through"
      shift 4
    done
  } | $build/harness/tests/fixture-store "$file"
}

# compares STATUS PATTERN: old.db against new.db.
compares ()
{
  atf_check -s exit:$1 -o match:"$2" $ipcompat compare old.db new.db
}

atf_test_case regressions
regressions_body ()
{
  store old.db holds extended passed right
  store new.db holds extended failed wrong
  compares 1 'alpha.holds, extended: holds .right. -> deviates .wrong.'
  compares 1 '^1 regressions, 0 evidence lost'
  store new.db holds extended skipped absent
  compares 1 'holds .right. -> absent'
  store old.db holds fallback passed right
  store new.db holds fallback failed wrong
  compares 1 'alpha.holds, fallback: proven .right. -> fails .wrong.'
  store old.db limited fallback expected_failure limps
  store new.db limited fallback failed right
  compares 1 'limited .limps. -> fails .right.'
}

# The opposite of a limit that must show.
atf_test_case possible_limit
possible_limit_body ()
{
  store old.db holds fallback passed right
  store new.db holds fallback expected_failure halts
  compares 0 'alpha.holds, fallback: proven .right. -> limited .halts.'
  store new.db holds fallback failed limps
  compares 1 'alpha.holds, fallback: proven .right. -> fails .limps.'
}

atf_test_case lost
lost_body ()
{
  store old.db holds extended passed right
  store new.db holds extended broken ''
  compares 1 'EVIDENCE LOST .1.'
  store new.db holds extended skipped ''
  compares 1 'holds .right. -> not exercised .why.'
  store new.db varies extended passed persists
  compares 1 'holds .right. -> not exercised .not run.'
}

atf_test_case better
better_body ()
{
  store old.db holds extended failed wrong varies extended passed resets
  store new.db holds extended passed right varies extended passed resets
  compares 0 'FIXED .1.'
  compares 0 '^0 regressions, 0 evidence lost, 1 fixed, 0 changed, 0 new'
  store new.db holds extended failed wrong varies extended passed persists
  compares 0 'alpha.varies, extended: holds .resets. -> holds .persists.'
  compares 0 'CHANGED .1.'
  store old.db varies extended passed resets
  store new.db holds extended failed wrong varies extended passed resets
  compares 0 'NEW .1.'
}

atf_test_case reports
reports_body ()
{
  store old.db holds extended passed right
  probe=0
  store new.db holds extended passed right
  compares 0 'FIXTURE: yes -> no'
  $ipcompat report --format=json old.db >old.json
  $ipcompat report --format=json new.db >new.json
  $ipcompat compare old.db new.db >from.stores
  atf_check -o file:from.stores $ipcompat compare old.json new.json
  # A row that the old report does not have is new.
  grep -v '"alpha.holds"' old.json |
    sed -e 's/"behaviours":20/"behaviours":19/' \
      -e '/^"summary"/s/"not exercised":19/"not exercised":18/' >older.json
  atf_check -s exit:0 -o match:'alpha.holds, extended: nothing -> holds' \
    $ipcompat compare older.json old.json
  atf_check -s exit:1 -o match:'alpha.holds, extended: holds .*-> nothing' \
    $ipcompat compare old.json older.json
}

atf_test_case products
products_head ()
{
  atf_set descr 'Two products differ: neither is worse, and nothing gates'
}
products_body ()
{
  store old.db holds extended passed right varies extended passed resets \
    deviates extended passed right limited extended passed right
  store new.db holds extended failed wrong varies extended passed persists \
    deviates extended skipped '' limited extended passed right
  compares 1 '^1 regressions, 1 evidence lost'
  for db in old new; do
    $ipcompat report --format=json $db.db >$db.json
  done
  sed 's/"libc":"glibc"/"libc":"musl"/' new.json >other.json
  atf_check -o save:said $ipcompat compare old.json other.json
  atf_check -o not-match:'[Rr][Ee][Gg][Rr][Ee][Ss]|worse|LOST|FIXED|->' \
    -o match:'alpha.holds, .*: holds .right.; the other deviates .wrong.' \
    -o match:'^ONE DEVIATES, IS ABSENT OR FAILS .1.$' -o match:'^DIFFER .1.$' \
    -o match:'^EVIDENCE OF ONE ALONE .1.$' \
    -o match:'^2 differ, of which one deviates, is absent or fails in 1; ' \
    cat said
  # Seen from the other side it is the same.
  tail -n 1 said >last
  atf_check -o save:said $ipcompat compare other.json old.json
  atf_check -o file:last tail -n 1 said
  # Who wants them held against each other says so.
  atf_check -s exit:1 -o match:'^1 regressions, 1 evidence lost' \
    $ipcompat compare --gate old.json other.json
  sed -e 's/"evidence":"real"/"evidence":"simulated"/' new.json >sim.json
  atf_check -o match:'^2 differ' $ipcompat compare old.json sim.json
}

# as FORMAT: what is written of old.db and new.json, in "said".
as ()
{
  atf_check -s exit:1 -o save:said \
    $ipcompat compare --format=$1 old.db new.json
}

# A value in which each format sees a meaning of its own.
atf_test_case formats
formats_head () { atf_set require.progs xmllint python3; }
formats_body ()
{
  store old.db holds extended passed right varies extended passed persists \
    limited fallback expected_failure limps
  store new.db holds extended failed wrong varies extended passed resets
  $ipcompat report --format=json new.db |
    sed 's/"observed":"wrong"/"observed":"a|b %25 <i>\&\\"c::"/' >new.json
  as markdown
  atf_check -o match:'^regression: 1, evidence lost: 1, changed: 1' \
    -o match:'^[|] regression [|] `alpha.holds` [|] extended [|] holds' \
    -o not-match:'a[|]b' -o not-match:'<i>' cat said
  atf_check -o inline:'5\n' sh -c "grep -c '^|' said"
  as github
  atf_check -o match:'^::error title=ipcompat regression::alpha.holds \(ext' \
    -o match:'^::error title=ipcompat evidence lost::alpha.limited' \
    -o match:'^::notice title=ipcompat changed::alpha.varies' \
    -o match:'b %2525 <i>' cat said
  as json
  atf_check python3 - said <<'END'
import json, sys
said = json.load (open (sys.argv[1]))
assert said["one product"] and said["counts"]["regression"] == 1
by_id = {c["id"]: c for c in said["changes"]}
assert by_id["alpha.holds"]["fails"] and by_id["alpha.limited"]["fails"]
assert by_id["alpha.holds"]["new"]["observed"] == 'a|b %25 <i>&"c::'
assert not by_id["alpha.varies"]["fails"]
assert by_id["alpha.limited"]["new"] is None or \
  "observed" not in by_id["alpha.limited"]["new"]
END
  as junit
  atf_check xmllint --noout said
  for what in 'What holds, holds' 'Documented: right' 'POSIX shall' \
    'Again: ipcompat run --build=extended alpha.holds'
  do
    atf_check -o match:"$what" xmllint --xpath \
      '//testcase[@name="alpha.holds"]/failure' said
  done
  atf_check -o inline:'2\n' xmllint --xpath 'count(//failure)' said
  atf_check -o inline:'2\n' xmllint --xpath \
    'number(//testsuite/@failures)' said
  # Two products fail nothing.
  sed 's/"libc":"glibc"/"libc":"musl"/' new.json >other.json
  atf_check -o not-match:'::error' -o match:'::notice' \
    $ipcompat compare --format=github old.db other.json
  atf_check -s exit:2 -e match:'format: "odt"' \
    $ipcompat compare --format=odt old.db new.db
}

atf_test_case trouble
trouble_body ()
{
  store old.db holds extended passed right
  atf_check -s exit:2 -e match:'gone: No such file' \
    $ipcompat compare old.db gone
  atf_check -s exit:2 -e match:'gone: No such file' \
    $ipcompat compare gone old.db
}

atf_init_test_cases ()
{
  for case in regressions possible_limit lost better reports products \
    formats trouble; do
    atf_add_test_case $case
  done
}
