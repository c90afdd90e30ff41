#! @ATF_SH@
# matrix_test.sh - many products: who differs, on what, by which evidence.
# SPDX-License-Identifier: BSD-2-Clause

src=@SRC@
build=@BUILD@
ipcompat=$build/harness/tests/fixture-ipcompat
. $src/harness/tests/products.sh

# case_ ROW BUILD RESULT VALUE
case_ ()
{
  infix= through=
  case $2 in strict | fallback) infix=_$2 ;; esac
  test $2 != fallback || through='mapped: splint\012'
  printf 'suites/alpha%s_test|%s|alpha.%s|%s|why|%s|\n' "$infix" "$1" "$1" \
    "$3" "${4:+observed: $4\\012}$through"
}

# report NAME FACTS [ROW BUILD RESULT VALUE]...: NAME.json, of a product with
# FACTS besides.  BUILD may be "both" of the native ones.
report ()
{
  name=$1
  facts=$2
  shift 2
  {
    while [ $# -gt 0 ]; do
      case_ "$1" $2 "$3" "$4"
      test $2 != both || case_ "$1" strict "$3" "$4"
      shift 4
    done
  } | make_report $name "$facts"
}

emulated='evidence: real\012environment: qemu-user-7.2\012'

# agrees WORD ROW FILE...: how far the products of FILE agree on ROW.
agrees ()
{
  word=$1
  row=$2
  shift 2
  $ipcompat matrix --format=json "$@" >json || atf_fail "no matrix of $*"
  got=$(grep "^{\"id\":\"alpha.$row\"" json |
    sed 's/.*"agreement":"\([^"]*\).*/\1/')
  atf_check_equal "$row $word" "$row $got"
}

atf_test_case agreement
agreement_head ()
{
  atf_set descr 'Who differs is told by the evidence, real products first'
}
agreement_body ()
{
  report a '' deviates both passed right varies both passed persists
  report b '' deviates both failed wrong varies both passed persists
  report c '' deviates both passed right varies both passed resets
  report s "$simulated" deviates both passed right \
    varies both passed resets
  report e "$emulated" deviates both failed wrong \
    varies both passed persists
  report p 'os: Plan 9\012evidence: real\012' holds both passed right
  agrees real-differ deviates a.json b.json
  agrees real-differ deviates b.json s.json a.json e.json
  agrees emulated-differ deviates a.json e.json
  agrees simulated-differ deviates s.json e.json
  agrees alike deviates a.json c.json
  agrees alike deviates a.json s.json
  agrees seen-once deviates a.json
  agrees unseen limited a.json b.json
  # Linux's manual says that it resets, Plan 9's that "holds" is wrong.
  agrees manuals-differ varies a.json
  agrees seen-once varies c.json
  agrees manuals-differ varies a.json s.json
  agrees real-differ varies a.json c.json
  agrees simulated-differ varies e.json s.json
  agrees manuals-differ holds p.json
  # Another verdict of a fallback, or value of one build, is a difference.
  report f '' holds both passed right holds fallback passed right
  report g '' holds both passed right holds fallback failed wrong
  report h '' holds extended passed right holds strict failed wrong
  report i '' holds extended passed right holds strict passed right
  agrees real-differ holds f.json g.json
  agrees real-differ holds h.json i.json
}

atf_test_case unobserved
unobserved_head ()
{
  atf_set descr 'What was not observed makes no difference'
}
unobserved_body ()
{
  report a '' deviates both passed right
  report b '' deviates both skipped ''
  report c '' deviates both broken ''
  report d '' deviates both passed right
  agrees seen-once deviates a.json b.json c.json
  agrees alike deviates a.json b.json c.json d.json
  # An older report has fewer rows: that is no verdict.
  grep -v '"alpha.deviates"' d.json >old.json
  agrees alike deviates a.json old.json d.json
  agrees seen-once deviates a.json old.json
  atf_check -o match:'^[{]"id":"alpha.deviates".*"cells":.0,null,' cat json
  atf_check -o save:csv $ipcompat matrix --format=csv a.json old.json
  atf_check -o match:'"alpha.deviates".*,"right","not in this report",' \
    cat csv
  atf_check -o save:page $ipcompat matrix a.json old.json
  sed -n '/id="alpha.deviates"/p' page >row
  atf_check -o match:'<td class="o">not in this report<td><i>real</i>' \
    -o match:'<samp>right x1, not in 1 report</samp>' cat row
  # Why nothing was observed is kept for each.
  sed 's/"reason":"why"/"reason":"for want of a user"/' b.json >c.json
  for format in html json; do
    atf_check -o match:'\("?why|"reason":"why"' \
      -o match:'for want of a user' $ipcompat matrix --format=$format b.json \
      c.json
  done
  # Nothing at all in common.
  report p 'os: Plan 9\012evidence: real\012'
  atf_check -o ignore $ipcompat matrix p.json
}

atf_test_case columns
columns_head ()
{
  atf_set descr 'Columns of one kind that are the same in each cell are one'
}
columns_body ()
{
  report a '' deviates both passed right varies both passed resets
  report b '' deviates both failed wrong varies both passed resets
  report c '' deviates both passed right varies both passed resets
  report s "$simulated" deviates both passed right \
    varies both passed resets
  atf_check -o save:page $ipcompat matrix a.json b.json c.json s.json
  grep '<th scope="col"' page >heads
  # "Behaviour", a with c, b, s, and two manuals, which differ on "holds".
  atf_check -o inline:'6\n' grep -c . heads
  atf_check -o match:'>R1 R3</a>.*and 1 with the same cells' \
    -o match:'>S1</a> <i>simulated</i> Linux' cat heads
  atf_check -o match:'1 columns are the same as another one' cat page
  atf_check -o match:'cells are those of .*>R1</a>, which shows both' cat page
  # A link to either finds it.
  for name in a c; do
    atf_check -o match:"id=\"c-linux-6.18-glibc-2.36-$name\"" cat heads
  done
  # Two reports of one product are two columns, in any order of arguments.
  atf_check -o save:one $ipcompat matrix --format=json a.json a.json b.json
  atf_check -o match:'"key":"linux-6.18-glibc-2.36-a~2"' cat one
  atf_check -o file:one $ipcompat matrix --format=json b.json a.json a.json
  # So are two of one key, but not of one kind.
  sed 's/"evidence":"real"/&,"kernel":"other"/' a.json >other.json
  atf_check -o save:both $ipcompat matrix --format=json a.json other.json
  atf_check -o match:'"key":"linux-6.18-glibc-2.36-a","evidence":"real"' \
    -o match:'"key":"linux-6.18-glibc-2.36-a~2","evidence":"emulated"' cat both
}

atf_test_case evidence
evidence_head ()
{
  atf_set descr 'No kind of evidence is mistaken for another one'
}
evidence_body ()
{
  report a '' varies both passed persists holds both passed right
  report s "$simulated" varies both passed resets \
    holds both failed wrong
  report e "$emulated" varies both passed resets holds both passed right
  atf_check -o save:page $ipcompat matrix a.json s.json e.json
  sed -n '/<tbody/,/<\/table>/p' page | sed -n '/#alpha.varies/p' >row
  atf_check -o match:'<td class=v0>persists' \
    -o match:'<td class="v1 e">resets<td class="v1 s">resets' \
    -o match:'<td class="v1 m">resets' cat row
  sed -n '/<tbody/,/<\/table>/p' page | sed -n '/#alpha.holds/p' >row
  atf_check -o match:'<td class="d s">wrong' cat row
  # A manual has no verdict, whatever it says; what it says has its page.
  atf_check -o match:'<td class="q m">wrong' cat row
  sed -n '/<details class="b" id="alpha.holds"/p' page >fold
  sed 's/<tr>/\
&/g' fold >lines
  atf_check -o match:'^<tr><td class="q m">wrong<td>.*>D[0-9]</a> Plan 9 man' \
    -o match:'^<tr><td class="h m">right<td>.*>D[0-9]</a> Linux manual' \
    -o match:'Plan 9 manual<td>documented in <cite>holds.2., BUGS</cite>' \
    cat lines
  sed -n '/<details class="b" id="alpha.varies"/p' page >fold
  atf_check -o match:'varies.7.</cite>, <strong>and a test says otherwise' \
    cat fold
  atf_check -o save:csv $ipcompat matrix --format=csv a.json s.json e.json
  atf_check -o match:'^"\(evidence\)",,,,"real","emulated","simulated","docu' \
    cat csv
  atf_check -o match:'"deviates: wrong"' cat csv
  atf_check -o save:md $ipcompat matrix --format=markdown a.json s.json e.json
  atf_check -o match:'^- S1, simulated: ' -o match:'^- D1, documented: ' \
    -o match:'\*\*deviates\*\* <code>wrong</code> S1' \
    -o match:'<br>documented <code>wrong</code> D2 [|]$' cat md
}

atf_test_case details
details_head ()
{
  atf_set descr 'Details are told once each, by whom, and not without end'
}
details_body ()
{
  report a '' holds both passed right
  for i in 1 2 3 4 5 6 7 8; do
    sed -e "s/\"machine\":\"a\"/\"machine\":\"m$i\"/" \
      -e "s/\"observed\":\"right\"/&,\"detail\":\"saw <$i> of 8\"/" \
      a.json >m$i.json
  done
  cp m1.json m9.json
  atf_check -o save:page $ipcompat matrix m[129].json
  grep '^<details class="b" id="alpha.holds"' page >fold
  atf_check -o match:' <small>R1 R2: saw &lt;1&gt; of 8</small> <small>R3: ' \
    -o not-match:'more in the reports' cat fold
  atf_check -o save:page $ipcompat matrix m1.json m9.json
  grep '^<details class="b" id="alpha.holds"' page >fold
  atf_check -o match:' <small>saw &lt;1&gt; of 8</small><tr>' cat fold
  atf_check -o save:page $ipcompat matrix m?.json
  grep '^<details class="b" id="alpha.holds"' page | sed 's/<small>/\
&/g' >parts
  atf_check -o inline:'6\n' grep -c 'saw &lt;' parts
  atf_check -o match:'<small>2 more in the reports</small>' cat parts
}

atf_test_case formats
formats_head ()
{
  atf_set descr 'All formats say the same, all of them or none'
  atf_set require.progs python3
}
formats_body ()
{
  report a '' deviates both passed right varies both passed persists
  report b "$simulated" deviates both failed wrong \
    varies both skipped ''
  grep -v '"alpha.holds"' b.json >old.json
  atf_check $ipcompat matrix --directory=all a.json old.json
  atf_check -o inline:'index.html
matrix.csv
matrix.json
matrix.md
' ls all
  for format in html json csv markdown; do
    case $format in html) f=index.html ;; markdown) f=matrix.md ;;
      *) f=matrix.$format ;; esac
    atf_check -o file:all/$f $ipcompat matrix --format=$format a.json old.json
    # A report and its store are as good as each other.
  done
  cat >check.py <<'END'
import csv, json
m = json.load(open('all/matrix.json'))
rows = list(csv.reader(open('all/matrix.csv', newline='')))
head, evidence = rows[0], rows[1]
assert [c['key'] for c in m['columns']] == head[4:], head
assert [c['evidence'] for c in m['columns']] == evidence[4:], evidence
assert all(len(r) == len(head) for r in rows)
assert len(m['rows']) == len(rows) - 3
for r, line in zip(m['rows'], rows[3:]):
    assert [r['id'], r['level'], r['agreement']] == line[:3], line
    assert len(r['cells']) == len(m['columns'])
    for column, cell, text in zip(m['columns'], r['cells'], line[4:]):
        if cell is None:
            assert text == ('' if column['evidence'] == 'documented'
                            else 'not in this report'), text
            continue
        value = r['values'][cell]
        if 'documented' in value:
            assert text == value['documented']
        else:
            e = value.get('extended', {})
            word = e.get('observed', e.get('verdict', 'not testable'))
            assert word in text, (word, text)
assert sum(m['summary'].values()) == len(m['rows'])
END
  atf_check python3 check.py
  mkdir whole
  mkdir whole/matrix.csv
  atf_check -s exit:2 -e match:'whole/matrix.csv: cannot be written' \
    $ipcompat matrix --directory=whole a.json
  atf_check -o inline:'matrix.csv\n' ls whole
  if [ -w /dev/full ]; then
    for format in html json csv markdown; do
      atf_check -s exit:2 -e match:'cannot be written' \
        $ipcompat matrix --format=$format --output=/dev/full a.json
    done
  fi
}

atf_test_case schema
schema_head ()
{
  atf_set descr 'The JSON has the shape that is written down'
}
schema_body ()
{
  python=$(. "$src/harness/tools/packages.sh" && python_with jsonschema) ||
    atf_skip 'no jsonschema'
  report a '' deviates both passed right varies both passed persists
  report b "$simulated" deviates both failed wrong varies both skipped ''
  sed 's/^"run":/"asked":["alpha"],\n"cut":"all",\n&/' b.json >c.json
  sed 's/"alpha.holds"/"alpha.heard"/' a.json >unheard.json
  atf_check -o save:matrix.json $ipcompat matrix --format=json a.json b.json \
    c.json unheard.json
  $build/harness/ipcompat matrix --format=json $src/reports/*.json >kept.json
  cat >validate.py <<'END'
import json, jsonschema, sys
schema = json.load(open(sys.argv[1]))
jsonschema.Draft7Validator.check_schema(schema)
for name in sys.argv[2:]:
    jsonschema.validate(json.load(open(name)), schema)
END
  atf_check $python validate.py $src/harness/write/matrix.schema.json \
    matrix.json kept.json
  sed 's/"evidence":"simulated"/"evidence":"real"/; s/"code":"S/"code":"X/' \
    matrix.json >bad.json
  atf_check -s exit:1 -e ignore $python validate.py \
    $src/harness/write/matrix.schema.json bad.json
}

atf_test_case budget
budget_head ()
{
  atf_set descr 'A long Markdown loses whole rows, and says so'
}
budget_body ()
{
  # Of each row a value that nobody else has, and that Markdown lengthens.
  for i in 1 2 3 4; do
    sed -e "s/\"machine\":\"[^\"]*\"/\"machine\":\"m$i\"/" \
      -e "s/\"observed\":\"[^\"]*\"/\"observed\":\"$i $(printf '|%.0s' \
        1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16)\"/g" \
      $src/reports/linux-6.18-glibc-2.36-x86_64.json >m$i.json
  done
  $build/harness/ipcompat matrix --format=markdown --output=got m?.json ||
    atf_fail 'no matrix'
  test "$(wc -c <got)" -le 60000 || atf_fail "$(wc -c <got) bytes"
  atf_check -o match:'^[0-9]+ more rows in matrix.json' cat got
  atf_check -s exit:1 grep -vE '^$|\|$|^[^|]' got
}

atf_test_case trouble
trouble_body ()
{
  report a '' holds both passed right
  for arguments in '' '--format=odt a.json' '--directory=x --output=y a.json' \
    '--nonsense a.json' 'gone.json' 'a.json .' 'a.json gone.json'; do
    atf_check -s exit:2 -e save:err $ipcompat matrix $arguments
    atf_check -o inline:'1\n' -x "grep -vc '^Try ' err"
  done
  echo '{}' >not.json
  atf_check -s exit:2 -e match:'not.json: not a report of ipcompat' \
    $ipcompat matrix --output=kept a.json not.json
  atf_check -s exit:1 test -e kept
  atf_check -o match:'Usage: ipcompat matrix' $ipcompat matrix --help
}

atf_test_case mutated
mutated_head ()
{
  atf_set descr 'Damaged reports: no crash, no silence, nothing half-written'
  atf_set require.progs python3
}
mutated_body ()
{
  report a '' holds both passed right holds fallback passed right \
    deviates both failed wrong varies both passed resets \
    hazard both passed shown limited fallback failed right
  report b "$simulated" holds both passed right
  cat >mutate.py <<'END'
import random, subprocess, sys
import damage
random.seed(13)
whole = open('a.json', 'rb').read()
done = {0: 0, 2: 0}
for n in range(300):
    open('bad.json', 'wb').write(damage.damaged(whole))
    command = random.choice((
        ['matrix', '--format=html'], ['matrix', '--format=json'],
        ['matrix', '--format=csv'], ['matrix', '--format=markdown'],
        ['badge'], ['identify', '--known=known'], ['compare', 'b.json']))
    files = ['bad.json'] + (['b.json'] if command[0] == 'matrix' else [])
    p = subprocess.run([sys.argv[1]] + command + files, capture_output=True)
    assert p.returncode in done, (n, command, p.returncode, p.stderr)
    assert all(c == 10 or 32 <= c < 127 for c in p.stderr), (n, p.stderr)
    if p.returncode == 2:
        assert p.stderr.count(b'\n') == 1 and not p.stdout, (n, p.stderr)
    else:
        assert not p.stderr and p.stdout, (n, command, p.stderr)
    done[p.returncode] += 1
print(done)
assert min(done.values()) > 20, done
END
  mkdir known
  cp b.json known
  # Compare finds something in most: that is no trouble of this test.
  atf_check -o save:done env PYTHONPATH=$src/harness/tests \
    PYTHONDONTWRITEBYTECODE=1 python3 mutate.py $ipcompat
  cat done
}

atf_init_test_cases ()
{
  for case in agreement unobserved columns evidence details formats schema \
    budget trouble mutated; do
    atf_add_test_case $case
  done
}
