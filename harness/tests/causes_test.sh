#! @ATF_SH@
# causes_test.sh - findings by their cause, in the reports that there are.
# SPDX-License-Identifier: BSD-2-Clause

src=@SRC@
build=@BUILD@
ipcompat=$build/harness/ipcompat

atf_test_case used
used_head ()
{
  atf_set descr 'Each cause is of some report, and has its parts'
}
used_body ()
{
  for report in $src/reports/*.json; do
    $ipcompat report $report || atf_fail "$report"
  done >texts
  CC="@CC@" sh $src/harness/tools/records $src/catalogue/causes.def >causes
  atf_check test "$(wc -l <causes)" -gt 10
  cut -f 5 causes | while read -r sentence; do
    grep -qF "$sentence: " texts || echo "no report shows: $sentence"
    case $sentence in *.) echo "has a full stop: $sentence" ;; esac
  done >wrong
  cut -f 6 causes | grep -n '^$' | sed 's/$/ cites nothing/' >>wrong
  cut -f 7 causes | grep -v '^https://[a-z0-9./_-]*$' | grep . >>wrong
  cut -f 3 causes | sort | uniq -d >>wrong
  atf_check cat wrong
}

# ids PATTERN: the ids at the heads of lines, each once.
ids ()
{
  sed -n "s/^$1 \([a-z0-9_]*\.[a-z0-9_]*\) .*/\1/p" | LC_ALL=C sort -u
}

atf_test_case whole
whole_head ()
{
  atf_set descr 'No cause hides a row, in no report and no format'
}
whole_body ()
{
  for report in $src/reports/*.json; do
    grep -oE '^\{"id":"[^"]*"|"verdict":"(deviates|absent)"' $report |
      awk -F '"' '$2 == "id" { id = $4; next } { print id }' |
      LC_ALL=C sort -u >want
    atf_check test -s want
    $ipcompat report $report | ids ' [!0]' >text
    atf_check comm -23 want text
    $ipcompat report --format=html $report |
      sed -n '/id="*findings/,/id="*find[" >]/p' | tr '<' '\n' |
      sed -n 's/^a href="*#\([a-z0-9_]*\.[a-z0-9_]*\)"*>.*/\1/p' |
      LC_ALL=C sort -u >html
    atf_check comm -23 want html
    $ipcompat report --format=markdown $report >all
    sed 's/&#95;/_/g' all | grep -o '<code>[a-z0-9_.]*</code>' |
      sed -e 's/^<code>//' -e 's|</code>$||' | LC_ALL=C sort -u >markdown
    grep -q 'more rows in report.json' all ||
      atf_check comm -23 want markdown
  done
}

atf_test_case manual
manual_head ()
{
  atf_set descr 'That manual and test disagree is told by every writer'
}
manual_body ()
{
  report=$src/reports/linux-6.18-glibc-2.36-x86_64.json
  # One holds by what the catalogue knows, the other deviates.
  for id in sem_timedwait_set write_pipe_partial_stopped; do
    atf_check -o match:'signal.7. says: restarts' -x "$ipcompat report $report |
      sed -n '/^MANUAL AND TEST/,/^[D-L]/p' | grep -A 1 $id | grep says"
    atf_check -o match:'not <samp>restarts</samp> as signal.7. says' \
      -x "$ipcompat report --format=html $report | grep '#restart.$id[\">]'"
    atf_check -o match:'signal&#40;7&#41; says restarts' \
      -x "$ipcompat report --format=markdown $report |
        sed 's/&#95;/_/g' | grep 'restart.$id<'"
    atf_check -o match:'signal.7. says restarts' \
      -x "$ipcompat report --format=junit $report | grep -A 1 '\"$id\"'"
    atf_check -o match:'"agrees":false' \
      -x "$ipcompat report --format=json $report | grep '\"restart.$id\"'"
  done
}

atf_init_test_cases ()
{
  for case in used whole manual; do atf_add_test_case $case; done
}
