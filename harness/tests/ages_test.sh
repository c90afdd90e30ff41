#! @ATF_SH@
# ages_test.sh - reports of older and newer ipcompats stay readable.
# SPDX-License-Identifier: BSD-2-Clause

src=@SRC@
build=@BUILD@
ipcompat=$build/harness/ipcompat
old=$src/harness/tests/reports/1.json
future=$src/harness/tests/reports/future.json

atf_test_case old
old_head ()
{
  atf_set descr "A report of the schema's first revision is read"
}
old_body ()
{
  rows=$(grep -c '^{"id":' $old)
  for format in text json html markdown junit; do
    atf_check -o save:old.$format $ipcompat report --format=$format $old
  done
  atf_check -o match:"^$rows behaviours: " cat old.text
  atf_check -o match:'"key":"linux-6.18-glibc-2.36-x86_64"' cat old.json
  atf_check -o inline:"$rows\n" grep -c '^{"id":' old.json
  # Each observation is what it was.
  for file in $old old.json; do
    sed -n -e 's/^{"id":"\([^"]*\)".*"extended":{\([^}]*\)}.*/\1 \2/p' \
      $file >seen.${file##*/}
  done
  atf_check test -s seen.1.json
  atf_check diff seen.1.json seen.old.json
}

atf_test_case future
future_head ()
{
  atf_set descr "What a later ipcompat wrote is read, as far as it goes"
}
future_body ()
{
  atf_check -o save:text $ipcompat report -v $future
  atf_check -o match:'^4 behaviours: 2 hold, 1 deviate' cat text
  atf_check -o match:'1 no evidence' cat text
  atf_check -o match:'NOT IN THIS CATALOGUE .3.' cat text
  atf_check -o match:'telepathy.word.*a word that this ipcompat' cat text
  atf_check -o match:'reliability.unheard' cat text
  atf_check -o match:'= reliability.persist .*persists' cat text
  atf_check -o save:html $ipcompat report --format=html $future
  atf_check -o match:'<li>3 not in this catalogue' cat html
  atf_check -o match:'id=telepathy.far' cat html
  atf_check -o match:'<h3>telepathy: not in this catalogue' cat html
  atf_check -o match:'3 not in this catalogue' \
    $ipcompat report --format=markdown $future
  atf_check -o match:'name="telepathy.word"|name="word"' \
    $ipcompat report --format=junit $future
  atf_check -o save:json $ipcompat report --format=json $future
  atf_check -o match:'"unknown":3' cat json
  atf_check -o match:'"id":"telepathy.far","unknown":true' cat json
  # Written and read again, it is the same.
  atf_check -o file:json $ipcompat report --format=json json
}

atf_test_case verify
verify_body ()
{
  atf_check $ipcompat report --verify $old
  atf_check -s exit:2 -e match:'schema is ipcompat-report/9' \
    $ipcompat report --verify $future
  sed 's/"machine":/"extra":1,&/' $old >extra.json
  atf_check -o ignore $ipcompat report extra.json
  atf_check -s exit:2 -e match:'product.extra' \
    $ipcompat report --verify extra.json
  atf_check -s exit:2 -e match:'one report.json' \
    $ipcompat report --verify $old $old
}

atf_test_case compare
compare_head ()
{
  atf_set descr "An old report is compared with one of now"
}
compare_body ()
{
  atf_check -o ignore -e ignore $ipcompat run --directory=out \
    --build=extended reliability
  atf_check -s ignore -o save:said \
    $ipcompat compare --gate $old out/partial/report.json
  atf_check -o match:'new report is of a partial run, of --build=extended rel' \
    cat said
  atf_check -o not-match:'-> nothing' cat said
  same=$(sed -n 's/.* \([0-9]*\) the same$/\1/p' said)
  test "$same" -gt 0 || atf_fail "nothing was compared"
  atf_check -s ignore -o match:'3 rows of the new report are not in this' \
    $ipcompat compare --gate $old $future
  atf_check -o match:'^0 regressions, 0 evidence lost, 0 fixed' \
    $ipcompat compare $old $old
}

atf_test_case kept
kept_head ()
{
  atf_set descr "The reports of reports/ are readable, and of no machine"
}
kept_body ()
{
  for report in $src/reports/*.json; do
    name=$(basename $report .json)
    atf_check -o save:again.json \
      $build/harness/ipcompat report --format=json $report
    for file in $report again.json; do
      atf_check -o ignore grep -F "\"product\":{\"key\":\"$name\"," $file
    done
    # Of what was there when it was made, nothing is lost.
    sed -n 's/^{"id":"\([^"]*\)".*/\1/p' $report >ids
    sed -n 's/^{"id":"\([^"]*\)".*/\1/p' again.json >ids.again
    atf_check sh -c 'sort ids ids.again ids.again | uniq -u'
    grep -nE "/(home|root|tmp|work|build|usr)/" $report &&
      atf_fail "$name names a path"
  done
  atf_check -o save:table $src/harness/tools/platforms-table
  grep -vxF -f $src/README.md table && atf_fail \
    "README.md lacks that; harness/tools/platforms-table writes it"
  test $(wc -l <table) -gt 3
}

atf_init_test_cases ()
{
  for case in old future verify compare kept; do
    atf_add_test_case $case
  done
}
