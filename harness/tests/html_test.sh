#! @ATF_SH@
# html_test.sh - the page: valid, whole, harmless, small.
# SPDX-License-Identifier: BSD-2-Clause

src=@SRC@
build=@BUILD@
. $src/harness/tests/browser.sh

# platform: the case that says what was measured.
platform ()
{
  printf 'suites/platform_test|product|-|passed||%s|\n' \
'os: Linux\012os_version: 6.18.1-x\012machine: x86_64\012'\
'distribution: "Debian 12"\012libc: glibc\012libc_version: 2.36\012'\
'compiler: gcc 12.2\012pointer_bits: 64\012uid0: no\012evidence: real\012'\
'revision: abc1234\012probe: MKFIFO 1 \012'
}

# page COMMAND: page.html from the cases on standard input.
page ()
{
  rm -f page.db
  $build/harness/tests/fixture-store page.db || atf_fail 'no store'
  $1 report --format=html --output=page.html page.db || atf_fail 'no page'
}

# outcomes: "ID|BUILD|VALUE" for each build of each behaviour, with the first
# documented outcome.
outcomes ()
{
  rm -f bare.db
  platform | $build/harness/tests/fixture-store bare.db
  $build/harness/ipcompat report --format=json bare.db |
    sed -n 's/^{"id":"\([^"]*\)".*"outcomes":\["\([^"\\]*\)"\(.*\)/\1|\2|\3/p' |
    awk -F'|' '{
      print $1 "|extended|" $2
      if ($3 ~ /"strict":/) print $1 "|strict|" $2
      if ($3 ~ /"fallback":/) print $1 "|fallback|" $2 }'
}

# cases: what a run would leave, from what outcomes wrote.  With "mixed" on
# the command line every verdict occurs.
cases ()
{
  platform
  awk -F'|' -v mixed="$1" '{
    split($1, id, "[.]")
    infix = $2 == "extended" ? "" : "_" $2
    result = "passed"; why = ""; out = "observed: " $3 "\\012"; err = ""
    n = mixed == "" ? 9 : NR % 8
    if (n == 0) { result = "failed"; out = "observed: strange\\012" }
    if (n == 1) { result = "skipped"; why = "no pty"; out = "" }
    if (n == 2) { result = "broken"; out = ""; err = "broken: x\\012" }
    if (n == 3) { result = "skipped"; why = "absent"
                  out = "observed: absent\\012" }
    printf "suites/%s%s_test|%s|%s|%s|%s|%s|%s\n", id[1], infix, id[2],
      $1, result, why, out, err }'
}

# body: the page without its style and script, which are ours.
body ()
{
  awk '/<style>/ { skip = 1 } /<script>/ { skip = 1 }
    !skip { print }
    /<\/style>/ { skip = 0 } /<\/script>/ { skip = 0 }' page.html
}

atf_test_case whole
whole_head ()
{
  atf_set descr 'Every behaviour is there once; every link leads somewhere'
}
whole_body ()
{
  outcomes >known
  cases mixed <known | page $build/harness/ipcompat
  $build/harness/ipcompat list --format=tsv | cut -f 1 |
    LC_ALL=C sort >want
  # A fold, or a cell of a matrix.
  tr '<' '\n' <page.html |
    sed -n 's/^\(details\|td\) id=\([^ >]*\).*/\2/p' |
    LC_ALL=C sort >got
  atf_check cmp want got
  body | tr '<' '\n' | sed -n 's/^[^>]* id="*\([^" >]*\).*/\1/p' |
    LC_ALL=C sort >ids
  atf_check uniq -d ids
  body | tr '<' '\n' | sed -n 's/^a href="*#\([^"?> ]*\).*/\1/p' |
    LC_ALL=C sort -u >links
  atf_check comm -23 links ids
}

atf_test_case matrix
matrix_head ()
{
  atf_set descr 'A suite with columns is a table of all rows that end so'
}
matrix_body ()
{
  outcomes >known
  cases mixed <known | page $build/harness/ipcompat
  sh $src/harness/tools/records $src/catalogue/suites.def |
    awk -F '\t' -v OFS='\t' '$2 == "MATRIX" { print $3, $4, $5 }' >columns
  atf_check test -s columns
  while IFS="$(printf '\t')" read -r suite ending title; do
    $build/harness/ipcompat list --format=tsv $suite | cut -f 1 |
      grep "$ending\$" >>want || atf_fail "no row ends in $ending"
    grep "<th scope=col>$title" page.html >head ||
      atf_fail "no column is called $title"
  done <columns
  sed -n '/<table class="matrix/,/<\/table>/p' page.html | tr '<' '\n' |
    sed -n 's/^td id=\([^ >]*\).*/\1/p' | LC_ALL=C sort >got
  LC_ALL=C sort want >sorted
  atf_check cmp sorted got
}

atf_test_case quiet
quiet_head ()
{
  atf_set descr 'The page loads nothing and runs nothing but its own script'
}
quiet_body ()
{
  outcomes >known
  cases mixed <known | page $build/harness/ipcompat
  # A link that a reader follows is none of the page's own.
  for pattern in ' src=' ' on[a-z]*=' ' style=' '://' '<link' '<iframe' \
    '<img' '<object' '<base'; do
    body | sed 's|<a href="https://[a-z0-9./_-]*">||g' |
      atf_check -s exit:1 grep "$pattern"
  done
  atf_check -o inline:'1\n' grep -c '<script>' page.html
  atf_check -o inline:'1\n' grep -c '<style>' page.html
  # The style sheet loads nothing, the script writes no markup.
  atf_check -s exit:1 grep -E 'url\(|@import' $src/harness/write/report.css
  atf_check -s exit:1 \
    grep -E 'innerHTML|outerHTML|insertAdjacent|eval|document.write' \
    $src/harness/write/filter.js $src/harness/write/report.js \
    $src/harness/write/report-code.js $src/harness/write/matrix.js
}

atf_test_case policy
policy_head ()
{
  atf_set descr 'The policy names the hashes of just this style and script'
  atf_set require.progs python3
}
policy_body ()
{
  platform | page $build/harness/ipcompat
  policy_fits
}

atf_test_case tidy
tidy_head ()
{
  atf_set descr 'HTML Tidy has nothing to say'
  atf_set require.progs tidy
}
tidy_body ()
{
  outcomes >known
  cases mixed <known | page $build/harness/ipcompat
  atf_check tidy -quiet -errors page.html
  cases '' <known | page $build/harness/ipcompat
  atf_check tidy -quiet -errors page.html
  platform | page $build/harness/ipcompat
  atf_check tidy -quiet -errors page.html
}

atf_test_case strict
strict_head ()
{
  atf_set descr 'A strict HTML5 parser accepts the page'
}
strict_body ()
{
  python=$(. "$src/harness/tools/packages.sh" && python_with html5lib) ||
    atf_skip 'no html5lib'
  outcomes >known
  cases mixed <known | page $build/harness/ipcompat
  echo 'import html5lib
html5lib.HTMLParser(strict=True).parse(open("page.html", "rb"))' >check.py
  atf_check $python check.py
}

# strings VALUE: a run of the small catalogue that says VALUE wherever it can.
strings ()
{
  platform | sed "s|Debian 12|$1|; s|gcc 12.2|$1|; s|abc1234|$1|"
  printf 'suites/alpha_test|deviates|alpha.deviates|failed||'
  printf 'observed: %s\\012detail: %s\\012|\n' "$1" "$1"
  printf 'suites/alpha_test|skipped|alpha.skipped|skipped|%s||\n' "$1"
  printf 'suites/alpha_test|broken|alpha.broken|broken|x||'
  printf 'broken: %s\\012\n' "$1"
}

# tags: the elements of the page, one per line, with their attributes' names.
tags ()
{
  tr '<' '\n' <page.html | sed -e '1d' -e 's/>.*//' -e 's/"[^"]*"//g'
}

atf_test_case hostile
hostile_head ()
{
  atf_set descr 'No string of a product becomes markup'
}
hostile_body ()
{
  strings harmless | page $build/harness/tests/fixture-ipcompat
  atf_check -o match:'>harmless<' cat page.html
  tags >want
  for string in '<script>alert(1)</script>' '"><img src=x onerror=y>' \
    "' onclick='x" '</style><b>' '</details></main>' '<!--' ']]>' \
    '\&lt;b\&gt; %s %n' '{{x}} ${y}'; do
    strings "$string" | page $build/harness/tests/fixture-ipcompat
    tags >got
    atf_check diff want got
  done
}

atf_test_case small
small_head ()
{
  atf_set descr 'A page of 1000 rows, with findings, stays below 360 KB'
}
small_body ()
{
  # What was really seen, by as many rows as there are.
  atf_check -o save:page.html $build/harness/ipcompat report --format=html \
    $src/reports/linux-6.18-glibc-2.36-x86_64.json
  tr '<' '\n' <page.html | grep -c '^\(details\|td\) id=' >rows
  rows=$(cat rows)
  bytes=$(wc -c <page.html)
  # What does not grow with the rows is counted once; it grows with reports/,
  # by what others are known to choose.
  growing=$(grep '^<details id=\|^<tr><th><details>' page.html | wc -c)
  size=$((growing * 1000 / rows + bytes - growing))
  echo "$rows rows, $bytes bytes; 1000 rows: $size bytes"
  atf_check test $size -lt 360000
}

atf_init_test_cases ()
{
  for case in whole matrix quiet policy tidy strict hostile small; do
    atf_add_test_case $case
  done
}
