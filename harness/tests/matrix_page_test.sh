#! @ATF_SH@
# matrix_page_test.sh - the page of many products: valid, whole, harmless,
# small.
# SPDX-License-Identifier: BSD-2-Clause

src=@SRC@
build=@BUILD@
. $src/harness/tests/browser.sh

# page: page.html, of all reports that are kept.
page ()
{
  $build/harness/ipcompat matrix --output=page.html $src/reports/*.json ||
    atf_fail 'no page'
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
  atf_set descr 'Every behaviour has its one fold; every link leads somewhere'
}
whole_body ()
{
  page
  sed -n 's/^{"id":"\([^"]*\)".*/\1/p' $src/reports/*.json | LC_ALL=C sort -u \
    >want
  sed -n 's/^<details class="b" id="\([^"]*\)".*/\1/p' page.html |
    LC_ALL=C sort >got
  # Manuals may speak of rows that no report has.
  atf_check comm -23 want got
  atf_check uniq -d got
  body | tr '<' '\n' | sed -n 's/^[^>]* id="\([^"]*\)".*/\1/p' |
    LC_ALL=C sort >ids
  atf_check uniq -d ids
  body | tr '<' '\n' | sed -n 's/^a href="#\([^"?]*\)".*/\1/p' |
    LC_ALL=C sort -u >links
  atf_check test -s links
  atf_check comm -23 links ids
  # Each row of the table has a cell for each column.
  columns=$(grep -c '^<th scope="col"\|^<tr><th scope="col"' page.html)
  sed -n '/<tbody/,/<\/table>/p' page.html |
    awk -v want=$columns '/^<tr><th scope="row"/ {
      n++
      if (gsub(/<td/, "") + 1 != want) { print; bad = 1 }
    } END { exit bad || !n }' >wrong || atf_fail "$(cat wrong)"
  # What it counts is what it has.
  sed -n 's/.*<a href="#\([a-z]*-differ\)"><b>\([0-9]*\)<.*/\1 \2/p' \
    page.html >counts
  atf_check test -s counts
  while read -r name count; do
    sed -n "/<tbody id=\"$name\"/,/<tbody\\|<\\/table>/{/^<tr><th/p;}" \
      page.html | grep -c 'scope="row"' >rows
    atf_check_equal "$name $count" "$name $(cat rows)"
  done <counts
}

atf_test_case quiet
quiet_head ()
{
  atf_set descr 'The page loads nothing and runs nothing but its own script'
}
quiet_body ()
{
  page
  for pattern in ' src=' ' on[a-z]*="' ' style="' '://' '<link' '<iframe' \
    '<img' '<object' '<base'; do
    body | atf_check -s exit:1 grep "$pattern"
  done
  atf_check -o inline:'1\n' grep -c '<script>' page.html
  atf_check -o inline:'1\n' grep -c '<style>' page.html
  atf_check -s exit:1 grep -E 'url\(|@import' $src/harness/write/matrix.css
  atf_check -s exit:1 \
    grep -E 'innerHTML|outerHTML|insertAdjacent|eval|document.write' \
    $src/harness/write/matrix.js
}

atf_test_case policy
policy_head ()
{
  atf_set descr 'The policy names the hashes of just this style and script'
  atf_set require.progs python3
}
policy_body ()
{
  page
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
  page
  atf_check tidy -quiet -errors page.html
  # One product alone, and where nobody differs.
  product harmless
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
  echo 'import html5lib
html5lib.HTMLParser(strict=True).parse(open("page.html", "rb"))' >check.py
  page
  atf_check $python check.py
  product harmless
  atf_check $python check.py
}

# product STRING...: page.html of a product for each, which says STRING
# wherever it can.
product ()
{
  rm -f hostile-*.json
  for string; do
    python3 - "$string" <<'EOF' || atf_fail "no report says $string"
import glob, json, os, sys
s = os.fsencode(sys.argv[1]).decode('latin-1')
n = len(glob.glob('hostile-*.json'))
result = {'verdict': 'deviates', 'observed': s, 'detail': s}
missing = {'verdict': 'no evidence', 'reason': s, 'detail': s}
def row(id, **more):
    return dict({'id': id, 'level': 'VARIES', 'claim': s, 'outcomes': [s, s],
                 'sources': [{'document': s, 'status': s, 'text': s}],
                 'native': {'extended': result, 'strict': missing},
                 'fallback': dict(missing, names=[s])}, **more)
report = {
    'schema': 'ipcompat-report/2',
    'generator': {'name': s, 'version': s, 'revision': s},
    'product': {name: s for name in (
        'key', 'os', 'os_version', 'distribution', 'machine', 'libc',
        'libc_version', 'compiler', 'environment', 'environment_version',
        'kernel', 'implementation', 'simulation', 'faults')},
    'run': {'started': s, 'seconds': 1}, 'asked': [s, 'alpha', 'zeta'],
    'cut': s, 'probes': {}, 'fallbacks': {},
    'behaviours': [
        row('alpha.deviates'),
        row('alpha.holds', native={'extended': missing, 'strict': result}),
        row('alpha.skipped', status='not testable', reason=s),
        row('zeta.unheard', manual={'page': s, 'value': s})]}
report['product']['evidence'] = ('real', 'simulated')[n % 2]
json.dump(report, open('hostile-%d.json' % n, 'w'))
EOF
  done
  atf_check $build/harness/tests/fixture-ipcompat matrix --output=page.html \
    hostile-*.json
}

# tags: the elements of the page, one per line, with their attributes' names.
tags ()
{
  tr '<' '\n' <page.html | sed -e '1d' -e 's/>.*//' -e 's/"[^"]*"//g' \
    -e 's/class=[^ ]*/class/'
}

atf_test_case hostile
hostile_head ()
{
  atf_set descr 'No string of a product becomes markup, a formula or a command'
  atf_set require.progs python3
}
hostile_body ()
{
  cat >check.py <<'EOF'
import csv, json, re
json.load(open('all/matrix.json'))
text = open('all/matrix.csv', newline='').read()
assert re.fullmatch(r'(?:[ -~]|\r\n)*', text)
rows = list(csv.reader(text.splitlines()))
assert len({len(r) for r in rows}) == 1, [len(r) for r in rows]
for r in rows:
    for cell in r:
        assert not cell or cell[0] not in '=+-@|%\t\r', cell
md = open('all/matrix.md').read()
assert re.fullmatch(r'[ -~\n]*', md)
assert not re.search(r'<(?!/?code>|br>)|@|`|^::', md, re.M), md
for line in md.split('\n'):
    if line.startswith('|'):
        assert line.count('|') == 3, line
EOF
  product harmless other
  atf_check -o match:'<samp>harmless</samp>' cat page.html
  tags >want
  for string in '<script>alert(1)</script>' '"><img src=x onerror=y>' \
    "' onclick='x" '</style><b>' '</details></main>' '<!--' ']]>' \
    '&lt;b&gt; %s %n' '{{x}} ${y}' '=cmd|x!A1' '+1' '-1' '@SUM(1)' \
    "'=1" ',",' '::error::x' 'a | pipe ` @name **b**' \
    "$(printf 'esc\033[31m \r\n\342\200\256 \303\050')"; do
    product "$string" other
    tags >got
    atf_check diff want got
    LC_ALL=C tr -d '\012\040-\176' <page.html >odd
    atf_check test ! -s odd
    atf_check $build/harness/tests/fixture-ipcompat matrix --directory=all \
      hostile-*.json
    atf_check python3 check.py
  done
}

atf_test_case small
small_head ()
{
  atf_set descr '1,000 rows by 30 products stay below 2 MB, 220 KB packed'
  atf_set require.progs python3
}
small_body ()
{
  # Thirty products that differ on a third of the rows, at random.
  cat >make.py <<'EOF'
import json, random, sys
random.seed(1)
base = open(sys.argv[1]).read()
differ = {r['id'] for r in json.loads(base)['behaviours']
          if random.random() < .3}
for i in range(30):
    d = json.loads(base)
    d['product']['os_version'] = '%d.%d' % (i, i)
    if i % 3 == 1:
        d['product']['environment'] = 'qemu-user-7.%d' % i
    if i % 3 == 2:
        d['product'].update(evidence='simulated', simulation='set%d' % i)
    for r in d['behaviours']:
        for b in r['native'].values() if r['id'] in differ else ():
            if 'observed' in b and random.random() < .4:
                b['observed'] = random.choice(
                    r['outcomes'] + ['another value', 'EINVAL after all'])
    json.dump(d, open('%02d.json' % i, 'w'))
EOF
  python3 make.py $src/reports/linux-6.18-glibc-2.36-x86_64.json
  atf_check $build/harness/ipcompat matrix --output=page.html ??.json
  rows=$(grep -c '^<details class="b"' page.html)
  bytes=$(wc -c <page.html)
  packed=$(gzip -9 <page.html | wc -c)
  echo "$rows rows: $bytes bytes, $packed packed"
  atf_check test $((bytes / rows)) -lt 2000
  atf_check test $((packed / rows)) -lt 220
  # Those that are kept, most of which agree, but for WASI: of each row and
  # product.
  page
  bytes=$(wc -c <page.html)
  rows=$(grep -c '^<details class="b"' page.html)
  products=$(ls $src/reports/*.json | wc -l)
  echo "of $products kept reports, $rows rows: $bytes bytes"
  atf_check test $((bytes / rows / products)) -lt 75
}

# twin: page.html, with a product whose cells are those of another.
twin ()
{
  sed 's/glibc 2\.41/glibc 2.41.9/; s/glibc-2\.41/glibc-2.41.9/' \
    $src/reports/*-glibc-2.41-*-container.json >twin.json
  $build/harness/ipcompat matrix --output=page.html $src/reports/*.json \
    twin.json || atf_fail 'no page'
}

atf_test_case browser
browser_head ()
{
  atf_set descr 'Links to a row, a column and a filter lead there'
  atf_set timeout 600
}
browser_body ()
{
  need_browser
  page
  rows=$(grep -c '^<details class="b"' page.html)
  differ=$(sed -n 's/.*#real-differ"><b>\([0-9]*\)<.*/\1/p' page.html)
  dom '#?d=real-differ&e=real' >filtered
  test -s filtered || atf_skip 'chromium does not start'
  atf_check -o match:"id=\"shown\">$differ of $rows rows; columns R1, R2" \
    cat filtered
  tr '<' '\n' <filtered | grep '^details class="b"' | grep -vc hidden >left
  atf_check -o inline:"$differ\n" cat left
  tr '<' '\n' <filtered | grep -c '^tbody id="[a-z]*-differ">' >left
  atf_check -o inline:'1\n' cat left
  # A row of a suite on which all agree is within three folds.
  id=$(sed '1,/^<details id="unanimous"/d' page.html |
    sed -n 's/^<details class="b" id="\([^"]*\)".*/\1/p' | sed -n 2p)
  dom "#$id" >row
  tr '<' '\n' <row | grep '^details .*open=""' >open
  atf_check -o inline:'3\n' grep -c . open
  atf_check -o match:"class=\"b target\" id=\"$id\"" cat open
  # One product, by its key, also where another one shows it.
  twin
  key=$(sed -n 's/^<li id="p-\([^"]*\)".*which shows both.*/\1/p' page.html |
    sed -n 1p)
  by=$(sed -n "s/.*value=\"$key\" data-by=\"\([^\"]*\)\".*/\1/p" page.html)
  code=$(grep "^<th .*id=\"c-$by\"" page.html |
    sed 's/[^>]*><a href="[^"]*">\([^<]*\)<.*/\1/')
  dom "#?c=$key" >column
  atf_check -o match:"$rows of $rows rows; columns $code<" cat column
  atf_check -o match:'<html lang="en" class="js one">' cat column
}

atf_init_test_cases ()
{
  for case in whole quiet policy tidy strict hostile small browser fit axe; do
    atf_add_test_case $case
  done
}
