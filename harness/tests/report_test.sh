#! @ATF_SH@
# report_test.sh - from stores to reports, over a small catalogue.
# SPDX-License-Identifier: BSD-2-Clause

src=@SRC@
build=@BUILD@
ipcompat=$build/harness/tests/fixture-ipcompat

# product: the case that says what was measured.
product ()
{
  printf 'suites/platform_test|product|-|passed||%s|\n' \
'os: Linux\012os_version: 6.18.1-x\012machine: x86_64\012'\
'distribution: "Debian 12"\012libc: glibc\012libc_version: 2.36\012'\
'compiler: gcc 12.2\012pointer_bits: 64\012uid0: no\012evidence: real\012'\
'revision: abc1234\012probe: FIXTURE 1 a word\012probe: OTHER -1 \012'\
'later_key: ignored\012'
}

# case_ BUILD ROW RESULT REASON STDOUT [STDERR]: of the suite alpha.
case_ ()
{
  case $1 in extended) infix= ;; *) infix=_$1 ;; esac
  printf 'suites/alpha%s_test|%s|alpha.%s|%s|%s|%s|%s\n' "$infix" \
    "$2" "$2" "$3" "$4" "$5" "${6-}"
}

instrument ()
{
  printf 'suites/instruments_test|%s|instruments.%s|%s||%s|\n' \
    "$1" "$1" "$2" "$3"
}

# results: a case for each way in which one can end.
results ()
{
  product
  instrument steady passed 'observed: works\012'
  instrument shaky failed 'observed: wobbles\012'
  case_ extended holds passed '' 'observed: right\012uses: steady\012'
  case_ strict holds passed '' 'observed: right\012'
  case_ fallback holds passed '' 'observed: right\012mapped: splint\012'
  case_ extended deviates failed 'observed wrong' \
    'noise\012observed: wrong\012detail: 3 of 4, <b> & "so" \174 on\012'
  case_ strict deviates passed '' 'observed: right\012'
  case_ fallback deviates failed '' 'observed: wrong\012mapped: splint\012'
  case_ extended absent skipped absent 'observed: absent\012'
  case_ strict absent skipped absent 'observed: absent\012'
  case_ fallback absent passed '' 'observed: right\012mapped: crutch\012'
  case_ extended varies passed '' 'observed: persists\012'
  case_ strict varies passed '' 'observed: resets\012'
  case_ extended hazard passed '' 'observed: shown\012'
  case_ strict hazard passed '' 'observed: not shown\012'
  case_ extended limited passed '' 'observed: right\012'
  case_ strict limited passed '' 'observed: right\012'
  case_ fallback limited expected_failure 'declared limit' \
    'observed: limps\012mapped: crutch\012'
  case_ extended limit_gone passed '' 'observed: right\012'
  case_ strict limit_gone passed '' 'observed: right\012'
  case_ fallback limit_gone failed '' 'observed: right\012mapped: crutch\012'
  case_ extended skipped skipped 'no second uid' ''
  case_ strict skipped skipped 'no second uid' ''
  case_ extended broken broken 'Premature exit' 'observed: right\012' \
    'broken: x.c:3: open (errno EMFILE)\012broken: again\012'
  case_ strict broken broken 'Test case body timed out' ''
  case_ extended twice passed '' 'observed: right\012observed: right\012'
  case_ strict twice passed '' 'observed: right\012'
  case_ extended malformed failed '' 'observed: ri\033ght\012'
  case_ strict malformed failed '' 'observed: \012'
  case_ extended silent passed '' 'not observed: right\012'
  case_ strict silent passed '' ''
  case_ extended fails_right failed 'Line 3' 'observed: right\012'
  case_ strict fails_right passed '' 'observed: right\012'
  case_ extended leans passed '' 'uses: shaky\012observed: right\012'
  case_ strict leans passed '' 'observed: right\012'
  case_ extended pair passed '' 'observed: FIXTURE\012'
  case_ strict pair passed '' 'observed: FIXTURE\012'
  case_ fallback pair passed '' \
    'observed: neither\012mapped: crutch\012mapped: splint\012'
  case_ extended part passed '' 'observed: right\012'
  case_ strict part passed '' 'observed: right\012'
  printf 'other_test|x|-|passed|||\n'
}

make_store ()
{
  rm -f "$1"
  $build/harness/tests/fixture-store "$@"
}

# golden NAME FORMAT [OPTION]...: the report of store.db is as it was.
golden ()
{
  name=$1
  shift
  atf_check -o save:got $ipcompat report --format="$@" store.db
  sed -e 's/^ipcompat [0-9][^ ]*/ipcompat VERSION/' \
    -e 's/"version":"[^"]*"/"version":"VERSION"/' got >got.$name
  test -z "$IPC_UPDATE_GOLDEN" || cp got.$name $src/harness/tests/golden/$name
  atf_check diff -u $src/harness/tests/golden/$name got.$name
}

# Whether no byte of FILE is a control or not ASCII, the symbols apart.
clean ()
{
  LC_ALL=C tr -d '\012\040-\176' <"$1" |
    LC_ALL=C tr -d '\342\211\240\205\200\223\234\227\220\210\303' >odd
  atf_check test ! -s odd
}

atf_test_case text
text_body ()
{
  results | make_store store.db
  golden report.txt text
  golden verbose.txt text -v
  golden quiet.txt text -q
  golden only.txt text --only=holds,limited
  atf_check -o save:coloured $ipcompat report --color=always store.db
  sed 's/[^ -~]\[[0-9;]*m//g' coloured >plain
  $ipcompat report store.db >uncoloured
  atf_check cmp plain uncoloured
  clean uncoloured
}

atf_test_case json
json_body ()
{
  results | make_store store.db
  golden report.json json
  # Read back, it is the same; so is what is made of it.
  atf_check -o file:got $ipcompat report --format=json got
  for format in text markdown html; do
    $ipcompat report --format=$format store.db >from.store
    atf_check -o file:from.store $ipcompat report --format=$format got
  done
  # Two stores of one run are as good as one.
  results | sed '20,$d' | make_store one.db
  { product; results | sed '1,19d'; } | make_store two.db
  atf_check -o save:joined $ipcompat report --format=json one.db two.db
  atf_check diff -I '^"run":' got joined
}

atf_test_case markdown
markdown_body ()
{
  results | make_store store.db
  golden report.md markdown
}

atf_test_case markdown_budget
markdown_budget_head ()
{
  atf_set descr "A long summary loses whole rows, and says so"
}
markdown_budget_body ()
{
  value=$(printf '%080d' 0 | tr 0 '_')
  {
    product
    $build/harness/ipcompat list --format=tsv |
      awk -F '\t' -v value="$value" '$3 == "tested" {
        split($1, part, ".")
        printf "suites/%s_test|%s|%s|failed||observed: %s\\012|\n",
          part[1], part[2], $1, value
      }'
  } | make_store store.db
  $build/harness/ipcompat report --format=markdown --output=got store.db
  test "$(wc -c <got)" -le 60000 || atf_fail "too long"
  atf_check -o match:'^[0-9]+ more rows in report.json' cat got
  # No row was cut.
  atf_check -s exit:1 grep -vE '^$|\|$|^[^|]' got
}

atf_test_case junit
junit_head ()
{
  atf_set require.progs xmllint
}
junit_body ()
{
  results | make_store store.db
  golden junit.xml junit
  atf_check xmllint --noout got
  atf_check -o inline:"1\n" xmllint --xpath \
    'count(//testcase[count(*) > 1]) + 1' got
  atf_check -o inline:"$(xmllint --xpath 'sum(//@tests)' got)\n" \
    xmllint --xpath 'count(//testcase)' got
  atf_check -o inline:"$(xmllint --xpath 'sum(//@failures)' got)\n" \
    xmllint --xpath 'count(//failure)' got
  atf_check -o match:'<failure type="absent"' $ipcompat report \
    --format=junit --junit-absent=failure store.db
}

atf_test_case schema
schema_body ()
{
  python=$(. "$src/harness/tools/packages.sh" && python_with jsonschema) ||
    atf_skip 'no jsonschema'
  results | make_store store.db
  hostile | make_store hostile.db
  for store in store hostile; do
    $ipcompat report --format=json $store.db >$store.json
  done
  sed 's/^"run":{/&"x_mine":[1],/' store.json >extended.json
  atf_check -o ignore $ipcompat report extended.json
  cat >validate.py <<'END'
import json, jsonschema, sys
schema = json.load(open(sys.argv[1]))
jsonschema.Draft7Validator.check_schema(schema)
for name in sys.argv[2:]:
    jsonschema.validate(json.load(open(name)), schema)
END
  atf_check $python validate.py \
    $src/harness/write/report.schema.json store.json \
    hostile.json extended.json
  sed 's/"verdict":"holds"/"verdict":"fine"/' store.json >bad.json
  atf_check -s exit:1 -e ignore $python validate.py \
    $src/harness/write/report.schema.json bad.json
}

# hostile: strings that somebody else may choose, wherever one can come from.
hostile ()
{
  set -- '<script>alert(1)</script>' '"><img src=x onerror=alert(1)>' \
    "' onmouseover='x" ']]>' '<!--' '&amp;&#27;' '\033[31mred\033[0m' \
    '\000nul' '\377\376 bad UTF-8 \303\050' '\342\200\256right to left' \
    '\342\200\250line' 'a | pipe ` and @name **bold**' '::error::x' \
    '=1+1' '%s%n%d' '\015over'
  cells='deviates absent varies hazard limited limit_gone skipped broken'
  cells="$cells twice malformed silent fails_right leans holds"
  printf 'suites/platform_test|product|-|passed||%s|\n' \
"os: $1\012os_version: $2\012machine: $3\012distribution: $4$5\012"\
"libc: $6$7\012libc_version: $8$9\012compiler: ${10}${11}\012"\
"evidence: real\012revision: ${13}${16}\012probe: FIXTURE 0 ${7}${1}\012"
  for row in $cells; do
    # A pipe ends a field of the fixture: write it as a byte.
    value=$(printf '%s' "$1" | sed 's/|/\\174/g')
    case_ extended $row failed "$value" \
      "observed: $value\012detail: $value\012uses: $value\012" ''
    case_ strict $row broken "$value" '' "broken: $value\012"
    set -- "$@" "$1"
    shift
  done
  printf '%s|__test_cases_list__|-|broken|%s||\n' \
    suites/alpha_fallback_test '<b>\033'
}

atf_test_case unproven
unproven_head ()
{
  atf_set descr "What went through no fallback, or another one, proves none"
}
unproven_body ()
{
  {
    product
    case_ fallback holds passed '' 'observed: right\012'
    case_ fallback absent passed '' 'observed: right\012mapped: splint\012'
    case_ fallback limited expected_failure 'declared limit' \
      'observed: limps\012'
    case_ fallback deviates passed '' 'observed: right\012mapped: splint\012'
    case_ fallback pair passed '' 'observed: neither\012mapped: splint\012'
  } | make_store unproven.db
  atf_check -o save:out $ipcompat report --format=json unproven.db
  atf_check -o inline:'4\n' grep -c 'not go through fallback [a-z]*"' out
  atf_check -o match:'alpha.pair.*not go through fallback crutch' cat out
  # What a row shows it shows of all its fallbacks.
  { product
    case_ fallback pair failed '' \
      'observed: wrong\012mapped: splint\012mapped: crutch\012'; } |
    make_store both.db
  atf_check -o match:'^"fallbacks":."crutch":"fails","splint":"fails"' \
    -o match:'alpha.pair.*"names":."splint","crutch".,"verdict":"fails"' \
    $ipcompat report --format=json both.db
  atf_check -o match:'#f-splint.*, <a href=#f-crutch>' \
    $ipcompat report --format=html both.db
  atf_check -o inline:'1\n' grep -c '"verdict":"proven"' out
}

# agreed FIXTURE OTHER ROW VALUE AGREES...: with these answers of the probes
# what ROW's probes say agrees with VALUE so.
agreed ()
{
  {
    product | sed -e "s/FIXTURE 1 a word/FIXTURE $1 /" -e "s/OTHER -1/OTHER $2/"
    case_ extended $3 passed '' "observed: $4\\012"
  } | make_store agreed.db
  atf_check -o save:json $ipcompat report --format=json agreed.db
  shift 4
  got=$(sed -n '/"observed"/s/.*"probes":\[\([^]]*\)].*/\1/p' json |
    tr '{' '\n' | sed -n 's/.*"agrees":\([a-z]*\).*/\1/p')
  atf_check_equal "$*" "$(echo $got)"
  case " $* " in *' false '*) count=1 ;; *) count=0 ;; esac
  atf_check -o match:"\"disagreements\":$count," cat json
}

atf_test_case probes
probes_head ()
{
  atf_set descr 'Each probe of a row agrees or not; one that does not is enough'
}
probes_body ()
{
  # It asks just what is claimed, in words that do not name it.
  agreed 1 -1 varies persists true
  agreed 1 -1 varies resets false
  agreed 0 -1 varies persists false
  agreed 0 -1 varies absent true
  agreed -1 -1 varies absent null
  # Outcomes that name the first: any of them is its "yes".
  agreed 1 1 pair 'FIXTURE and OTHER' true null
  agreed 1 1 pair 'FIXTURE' true null
  agreed 0 0 pair 'FIXTURE' false null
  agreed 0 1 pair 'OTHER' true null
  agreed 1 1 pair 'OTHER' false null
  agreed 0 0 pair 'neither' true null
  # A part of it that is not there cannot have been seen.
  agreed 1 0 pair 'FIXTURE' true null
  agreed 1 0 pair 'FIXTURE and OTHER' true false
  agreed -1 0 pair 'OTHER' null false
  agreed 1 1 part right null
  agreed 1 1 part wrong null
  agreed 1 0 part right false
  agreed 1 0 part absent null
  agreed 1 0 part wrong null
  # Each is told beside the test.
  { product | sed 's/OTHER -1/OTHER 0/'
    case_ extended pair passed '' 'observed: FIXTURE and OTHER\012'; } |
    make_store agreed.db
  atf_check -o match:'alpha.pair  probe FIXTURE: yes, OTHER: no, DISAGREES' \
    $ipcompat report agreed.db
  atf_check -o match:'probe FIXTURE: yes$' \
    -o match:'probe OTHER: no, which the test contradicts' \
    -o match:'^ *IPC_PROBE_OTHER' -o match:'^Fallback   splint' \
    -o match:'^Fallback   crutch' \
    $ipcompat explain alpha.pair --report=agreed.db
  atf_check -o match:'Probe FIXTURE: yes, agrees. Probe OTHER: no, disagrees' \
    $ipcompat report --format=html agreed.db
}

atf_test_case field
field_head ()
{
  atf_set descr 'Where programs met it is told by every writer, as text'
}
field_body ()
{
  results | make_store store.db
  $ipcompat report --format=json store.db >store.json
  for from in store.db store.json; do
    # A row that holds, and one that does not.
    atf_check -o match:'alpha.holds .*met in steady/tool#12' \
      -o match:'met in broken/tool#7, CVE-2026-12345' \
      $ipcompat report -v $from
    atf_check -o match:'alpha.holds.*"met","text":"steady/tool#12"' \
      -o match:'"text":"broken/tool#7".*"text":"CVE-2026-12345"' \
      $ipcompat report --format=json $from
    atf_check -o match:'met in <cite>steady/tool#12</cite>' \
      -o match:'<cite>broken/tool#7</cite>; met in <cite>CVE-2026-12345' \
      $ipcompat report --format=html $from
    atf_check -o match:'deviates.*met in <code>broken/tool&#35;7, CVE-2026' \
      $ipcompat report --format=markdown $from
    atf_check -o match:'holds.*met in <code>steady/tool&#35;12</code>' \
      $ipcompat report --format=markdown --only=holds $from
    atf_check -o match:'"field.holds" value="steady/tool#12"' \
      -o match:'"field.deviates" value="broken/tool#7, CVE-2026-12345"' \
      $ipcompat report --format=junit $from
  done
  atf_check -o match:'^Sources .*; met in steady/tool#12$' \
    $ipcompat explain alpha.holds
  # No writer makes a link of it: a report is read without a network.
  atf_check -s exit:1 -x "$ipcompat report --format=html store.db |
    grep -iE 'href=.[^#]*(tool|CVE)'"
}

# rows FILE: its rows, without what revision 1 of the schema had not.
rows ()
{
  grep '^{"id":' $1 | grep -vE 'alpha.(pair|part)"' | sed -e 's/,$//' \
    -e 's/,{"document":"field"[^}]*}//g' | sort
}

atf_test_case ages
ages_head ()
{
  atf_set descr "A report of the schema's first revision stays readable"
}
ages_body ()
{
  old=$src/harness/tests/golden/report-1.json
  atf_check -o match:'"ipcompat-report/1"' head -1 $old
  atf_check -o save:now.json $ipcompat report --format=json $old
  atf_check -o match:'"ipcompat-report/2"' head -1 now.json
  atf_check -o file:now.json $ipcompat report --format=json now.json
  rows now.json >now
  rows $src/harness/tests/golden/report.json >golden
  atf_check test "$(wc -l <now)" -eq 18
  atf_check diff golden now
  for format in text html markdown junit; do
    atf_check -o not-empty $ipcompat report --format=$format $old
  done
  results | make_store store.db
  atf_check -o match:'^0 regressions, 0 evidence lost, 0 fixed' \
    $ipcompat compare $old store.db
  # It is held to its own shape.
  sed 's/"perlipc_status":"near"/"perlipc_status":3/' $old >bad.json
  refused 'sources' report --verify bad.json
  sed '/alpha.holds/s/"posix":{[^}]*},//' $old >bad.json
  refused 'alpha.holds: ' report --verify bad.json
  sed '/alpha.holds/s/"probe":{/"probe":{"more":1,/' $old >bad.json
  refused 'alpha.holds: probes.*more' report --verify bad.json
}

atf_test_case hostile
hostile_head ()
{
  atf_set require.progs xmllint
}
hostile_body ()
{
  hostile | make_store store.db
  golden hostile.txt text -v
  golden hostile.md markdown
  golden hostile.json json
  golden hostile.xml junit
  atf_check xmllint --noout got
  atf_check mkdir all
  atf_check $ipcompat report --directory=all store.db
  for file in all/*; do
    clean $file
    atf_check -s exit:1 grep -q 'never to be shown' $file
  done
  atf_check -s exit:1 grep -E '<(script>alert|img)' all/index.html \
    all/report.md all/junit.xml
  # No line of the terminal's form begins with what somebody else chose.
  atf_check -s exit:1 grep '^::' all/report.txt
}

# refused PATTERN ARGUMENT...: status 2, one line on standard error.
refused ()
{
  pattern=$1
  shift
  atf_check -s exit:2 -e save:err $ipcompat "$@"
  atf_check -o match:"$pattern" cat err
  atf_check -o inline:"1\n" -x "grep -vc '^Try ' err"
}

atf_test_case bad_stores
bad_stores_body ()
{
  results | make_store good.db
  refused 'gone.db: No such file' report gone.db
  : >empty
  refused 'empty: empty' report empty
  echo 'hello' >text
  refused 'text: neither' report text
  refused 'neither|directory' report .
  head -c 9000 good.db >cut.db
  refused 'cut.db: truncated or damaged' report cut.db
  head -c 60 good.db >cut.db
  refused 'cut.db: ' report cut.db
  { head -c 4096 good.db; head -c 9000 /dev/zero; tail -c +13097 good.db; } \
    >holed.db
  refused 'holed.db: ' report holed.db
  results | make_store old.db 2
  refused 'schema version 2 .* only 3' report old.db
  : | make_store none.db
  refused 'none.db: no results' report none.db
  echo 'other/x_test|case|-|passed|||' | make_store foreign.db
  refused 'foreign.db: not a store of ipcompat' report foreign.db
  results | sed 's/libc: glibc//' | make_store dumb.db
  refused 'did not say what was measured' report dumb.db
  results | sed 's/evidence: real/evidence: rumour/' | make_store rumour.db
  refused 'neither real nor simulated' report rumour.db
  results | sed 's/probe: FIXTURE 1/probe: fix ture/' | make_store probe.db
  refused 'malformed or doubled probe' report probe.db
  results | sed 's/probe: OTHER/probe: FIXTURE/' | make_store probe.db
  refused 'malformed or doubled probe' report probe.db
  results | sed 's/alpha\.holds/alpha.unheard/' | make_store later.db
  refused 'alpha.unheard .*catalogue' report later.db
  { echo 'suites/platform_test|product|-|passed|||'; results | sed 1d; } |
    make_store mute.db
  refused 'did not say what was measured' report mute.db
  results | sed 's/6\.18/6.19/' | make_store other.db
  refused 'another product' report good.db other.db
  $ipcompat report --format=json good.db >good.json
  refused 'cannot be joined' report good.db good.json
}

atf_test_case bad_reports
bad_reports_body ()
{
  results | make_store store.db
  $ipcompat report --format=json store.db >good.json
  head -c 3000 good.json >cut.json
  refused 'cut.json: line' report cut.json
  echo '{}' >other.json
  refused 'not a report of ipcompat' report other.json
  sed 's/ipcompat-report.2/ipcompat-report\/3/' good.json >later.json
  refused 'schema is ipcompat-report/3' report --verify later.json
  sed 's/"os":"Linux"/&,"os":"Linux"/' good.json >twice.json
  refused 'duplicate' report twice.json
  sed 's/"os":"Linux"/&,"extra":1/' good.json >extra.json
  refused 'product.extra' report --verify extra.json
  atf_check -o ignore $ipcompat report extra.json
  sed 's/"machine":"x86_64",//' good.json >less.json
  refused 'product' report --verify less.json
  atf_check -o ignore $ipcompat report less.json
  sed 's/"compiler":"[^"]*"/"compiler":7/' good.json >number.json
  atf_check -o match:'glibc 2.36, unknown, real' $ipcompat report number.json
  sed 's/"holds":[0-9]*/"holds":99/' good.json >count.json
  refused 'summary.holds' report --verify count.json
  atf_check -o ignore $ipcompat report count.json
  sed 's/"alpha\.holds"/"alpha.holds_not"/' good.json >unheard.json
  refused 'alpha.holds_not: unknown' report --verify unheard.json
  atf_check -o match:'NOT IN THIS CATALOGUE .1.' $ipcompat report unheard.json
  sed 's/"alpha\.holds"/"alpha holds"/' good.json >no-id.json
  refused 'malformed id "alpha holds"' report no-id.json
  sed '/"alpha\.holds"/{p;}' good.json >doubled.json
  refused 'alpha.holds is doubled' report doubled.json
  sed '/alpha\.holds/s/"verdict":"holds"/"verdict":"absent"/' good.json \
    >verdict.json
  refused 'alpha.holds: native' report --verify verdict.json
  atf_check -o ignore $ipcompat report verdict.json
  sed 's/"observed":"wrong"/"observed":"wr\\u001bng"/' good.json >esc.json
  refused 'esc.json: alpha.deviates: ' report --verify esc.json
  atf_check -o ignore $ipcompat report esc.json
  sed 's/"key":"[^"]*"/"key":"..\/..\/etc"/' good.json >key.json
  refused 'product.key' report --verify key.json
  atf_check -o ignore $ipcompat report key.json
  { head -c 4200000 /dev/zero | tr '\000' ' ' | sed '1s/^/{/'; } >big.json
  refused 'larger than' report big.json
  { head -c 3000 /dev/zero | tr '\000' '[' | sed 's/^/{"a":/'; } >deep.json
  refused 'nested deeper' report deep.json
}

atf_test_case bad_usage
bad_usage_body ()
{
  results | make_store store.db
  HOME=no-home refused 'no store given' report
  refused 'format: "odt"' report --format=odt store.db
  refused 'nonsense' report --nonsense store.db
  refused 'only: "good"' report --only=good store.db
  refused 'only is for text' report --only=holds --format=json store.db
  refused 'all formats' report --directory=x --output=y store.db
  refused 'no such behaviour.*: alpha.gone' explain alpha.gone
  refused 'one ID' explain
  refused 'no such suite' list gamma
  refused 'two files' compare store.db
  for command in report list explain compare; do
    atf_check -o match:"Usage: ipcompat $command" $ipcompat $command --help
  done
}

atf_test_case topics
topics_body ()
{
  atf_check -o match:'^Suite      alpha: ' -o match:'^  alpha.holds  REQUIRED' \
    -o match:'REQUIRED, 2 VARIES, 1 HAZARD' -o not-match:'instruments' \
    $ipcompat explain alpha
  atf_check -o match:'^Fallback   crutch, in ' -o match:'^  alpha.limited' \
    -o match:'^  Declared limit, alpha.limited: limps' \
    -o not-match:'alpha.holds' $ipcompat explain crutch
  for call in signal 'signal(2)'; do
    atf_check -o match:'^Call       signal()' $ipcompat explain "$call"
  done
  atf_check -s exit:2 -e match:'no such' $ipcompat explain signa
  for word in alpha crutch signal; do
    $ipcompat explain $word | awk 'length > 79 { exit 1 }' ||
      atf_fail "explain $word is wider than 80 columns"
  done
  atf_check -s exit:2 -e match:'^next: ipcompat explain alpha.deviates$' \
    $ipcompat explain alpha.deviate
  atf_check -s exit:2 -e match:'^next: ipcompat explain alpha.holds$' \
    $ipcompat explain holds
  atf_check -s exit:2 -e not-match:next $ipcompat explain zzzzzzzzzzzzzz
}

# In a home of its own: what Kyua has stored lies there.
atf_test_case newest
newest_body ()
{
  mkdir -p home/.kyua/store
  store=home/.kyua/store/results.here
  results | make_store $store.20260101-000000-000000.db
  results | sed 's/observed: right/observed: wrong/' |
    make_store $store.20260102-000000-000000.db
  touch -t 202601010000 $store.*
  touch -t 202601020000 $store.20260102-000000-000000.db
  HOME=home atf_check -o save:newest -e match:'20260102' $ipcompat report -v
  atf_check -o file:newest $ipcompat report -v \
    $store.20260102-000000-000000.db
  touch -t 202601030000 $store.20260101-000000-000000.db
  HOME=home atf_check -o save:other -e match:'20260101' $ipcompat report -v
  atf_check -s exit:1 -o ignore cmp newest other
}

atf_test_case output
output_body ()
{
  results | make_store store.db
  refused 'cannot be written' report --output=no/such/dir/x store.db
  refused 'cannot be written' report --output=. store.db
  refused 'cannot be made' report --directory=no/such/dir store.db
  mkdir whole
  mkdir whole/junit.xml
  echo before >whole/report.txt
  refused 'junit.xml: cannot be written' report --directory=whole store.db
  atf_check -o inline:"junit.xml\nreport.txt\n" ls whole
  atf_check -o inline:"before\n" cat whole/report.txt
  if [ -w /dev/full ]; then
    for format in text json html markdown junit; do
      refused '/dev/full: cannot be written' report --format=$format \
        --output=/dev/full store.db
      atf_check -s exit:2 -e match:'cannot be written' -x \
        "$ipcompat report --format=$format store.db >/dev/full"
    done
  fi
  atf_check $ipcompat report --directory=new store.db
  atf_check -o inline:"index.html
junit.xml
report.json
report.md
report.txt
" ls new
  (umask 027; $ipcompat report --output=masked store.db)
  atf_check -o match:'^-rw-r-----' ls -l masked
}

atf_test_case fail_on
fail_on_body ()
{
  results | make_store store.db
  atf_check -o ignore $ipcompat report store.db
  for word in deviates absent no-evidence not-exercised fails limited \
    disagrees holds,deviates; do
    atf_check -s exit:1 -o ignore $ipcompat report --fail-on=$word store.db
  done
  { product; case_ extended holds passed '' 'observed: right\012'; } |
    make_store fine.db
  atf_check -o ignore $ipcompat report --fail-on=deviates,absent fine.db
}

atf_test_case list_explain
list_explain_body ()
{
  results | make_store store.db
  atf_check -o save:tsv $ipcompat list --format=tsv
  tab=$(printf '\t')
  tested="REQUIRED${tab}tested${tab}"
  atf_check -o match:"^alpha.holds${tab}${tested}What holds, holds$" \
    -o match:'^alpha.untestable.*not tested: takes two hosts' \
    cat tsv
  atf_check -o match:'One row for each' $ipcompat list alpha.holds
  atf_check -o save:explained $ipcompat explain alpha.limited \
    --report=store.db
  atf_check -o match:'The crutch limps here' -o match:'Outcomes   right' \
    -o match:'fallback: limited, limps .one leg' \
    -o match:'Gets there, slowly' \
    -o match:'Declared limit, alpha.limited: limps' cat explained
  atf_check -o match:'Not tested takes two hosts' \
    -o not-match:'^Documented' $ipcompat explain alpha.untestable
}

# identified FACTS: a report of that product in the file "made".
identified ()
{
  { product | sed "s/evidence:/$1&/"; case_ extended holds passed '' \
    'observed: right\012'; } | make_store identified.db
  $ipcompat report --format=json identified.db >made || atf_fail "$1"
}

atf_test_case known
known_head ()
{
  atf_set descr 'What each known platform does is listed by itself'
}
known_body ()
{
  mkdir known
  results | make_store store.db
  $ipcompat report --format=json store.db >known/b.json
  { product | sed 's/os: Linux/os: Plan9/'
    case_ extended deviates passed '' 'observed: right\012'
    case_ strict deviates passed '' 'observed: right\012'
  } | make_store other.db
  $ipcompat report --format=json other.db >known/a.json
  echo nonsense >known/c.json
  echo nonsense >known/README.md
  atf_check -o save:said -e match:'^[^:]*: known/c.json: ' \
    $ipcompat explain --known=known alpha.deviates
  sed -n '/^Known platforms/,/^$/p' said >lines
  atf_check -o inline:'Known platforms
  holds, right; fallback not exercised
    plan9-6.18-glibc-2.36-x86_64
  deviates, wrong (strict: right); fallback fails, wrong
    linux-6.18-glibc-2.36-x86_64

' cat lines
  atf_check -o not-match:Known $ipcompat explain alpha.deviates
  # Those that come with it.
  atf_check -o save:said $build/harness/ipcompat explain fifos.create
  awk '/^  [^ ]/ { what = $0 } /^    linux/ { print what ": " $0 }' said >lines
  atf_check -o match:'holds, creates a FIFO.* linux-6.18-musl-1.2.3-x86_64$' \
    -o match:'absent.* linux-.*-sim-nomkfifo-.* \(simulated\)$' cat lines
  # Nothing is wider than a terminal, but for what is there to be pasted.
  for row in fifos.create restart.poll_set reliability.persist \
    handlers.samask; do
    $build/harness/ipcompat explain $row | grep -v '^Run again'
  done | awk 'length > 79' >wide
  atf_check cat wide
}

atf_test_case identity
identity_head ()
{
  atf_set descr 'A sandbox is told from what it says, and from the next one'
}
identity_body ()
{
  plain=linux-6.18-glibc-2.36-x86_64
  identified 'environment: gvisor\\012environment_version: 20240729.0\\012'\
'kernel: gVisor\\012file_system: 9p\\012'
  atf_check -o match:"\"key\":\"$plain-gvisor-20240729.0\"" \
    -o match:'"kernel":"gVisor"' -o match:'"file_system":"9p"' cat made
  atf_check -o match:' x86_64 \(in truth gVisor\), .*, in gvisor 20240729' \
    $ipcompat report made
  for word in 'as known<dd>gVisor' '<dd>9p' 'Its version<dd>20240729.0'; do
    atf_check -o match:"$word" $ipcompat report --format=html made
  done
  atf_check $ipcompat report --verify made
  identified 'compiler: clang 19.1\\012'
  atf_check -o match:"\"key\":\"$plain-clang-19.1\"" cat made
  identified 'os: FreeBSD\\012libc: FreeBSD libc\\012compiler: clang 19.1\\012'
  atf_check -o match:'"key":"freebsd-6.18-x86_64"' cat made
  # Neither the file system nor the kernel's true name makes another product.
  identified 'file_system: tmpfs\\012kernel: other\\012'
  atf_check -o match:"\"key\":\"$plain\"" cat made
}

atf_test_case documented
documented_head ()
{
  atf_set descr 'What manuals say stands apart from what was seen, by OS'
}
documented_body ()
{
  cat >expected <<EOF
Documented
  Linux: right (holds(7))
  Plan 9: wrong (holds(2), BUGS)

EOF
  atf_check -o save:explained $ipcompat explain alpha.holds
  atf_check -o file:expected sed -n '/^Documented/,/^$/p' explained
  results | make_store store.db
  atf_check -o save:seen $ipcompat explain alpha.holds --report=store.db
  atf_check -o match:'^  Linux: right' sed -n '/^Documented/,/^$/p' seen
  atf_check -o not-match:'holds[(]' sed -n '/^Observed/,/^$/p' seen
}

atf_init_test_cases ()
{
  for case in text json markdown markdown_budget junit schema hostile \
    unproven probes field ages bad_stores bad_reports bad_usage newest \
    topics output fail_on list_explain known identity documented; do
    atf_add_test_case $case
  done
}
