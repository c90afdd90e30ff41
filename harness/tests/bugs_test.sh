#! @ATF_SH@
# bugs_test.sh - findings that are known elsewhere, beside the observations.
# SPDX-License-Identifier: BSD-2-Clause

src=@SRC@
build=@BUILD@
ipcompat=$build/harness/tests/fixture-ipcompat
link='https://bugs.example.org/show.cgi?id=1&x=7'

# store VERSION VALUE: a store of Linux VERSION on which alpha.deviates showed
# VALUE.
store ()
{
  rm -f store.db
  result=failed
  test "$2" != right || result=passed
  { printf 'suites/platform_test|product|-|passed||%s|\n' \
'os: Linux\012os_version: '"$1"'\012machine: x86_64\012'\
'libc: glibc\012libc_version: 2.36\012compiler: gcc 12.2\012'\
'pointer_bits: 64\012evidence: real\012revision: abc1234\012'
    for infix in '' _strict _fallback; do
      printf 'suites/alpha%s_test|deviates|alpha.deviates|%s||' \
        "$infix" $result
      printf 'observed: %s\\012mapped: splint\\012|\n' "$2"
    done
  } | $build/harness/tests/fixture-store store.db || atf_fail 'no store'
}

# finding [LINE]...: a file of one.
finding ()
{
  printf '# A comment\n\nid: alpha.deviates\nvalue: wrong\nos: Linux\n' >f.bugs
  printf 'os_version: 6.18\nlibc: glibc\nlink: %s\n' "$link" >>f.bugs
  for line; do echo "$line"; done >>f.bugs
}

# shown FORMAT [OPTION]...: the lines that tell.
shown ()
{
  format=$1
  shift
  $ipcompat report --format=$format "$@" store.db >all || atf_fail 'no report'
  grep -E 'known as|x_known' all >shown
}

atf_test_case formats
formats_head ()
{
  atf_set descr 'Every format names the link, and no kept report does'
}
formats_body ()
{
  store 6.18.1-x wrong
  finding 'note: as <they> say'
  shown text --bugs=f.bugs
  # Of the native builds, and of the fallback.
  atf_check -o inline:'2\n' grep -cxF \
    "     known as $link (as <they> say)" shown
  escaped='https://bugs.example.org/show.cgi?id=1&amp;x=7'
  shown html --bugs=f.bugs
  atf_check -o ignore grep -F \
    "known as <a href=\"$escaped\">$escaped</a> (as &lt;they&gt; say)" shown
  shown markdown --bugs=f.bugs
  atf_check -o match:'as https&#58;//bugs.example.org' \
    -o match:"\(https://bugs.example.org/show.cgi\?id=1&x=7\)" \
    -o match:'&#40;as &#60;they&#62; say&#41;' cat shown
  shown junit --bugs=f.bugs
  atf_check -o inline:'3\n' grep -cF \
    "known as $escaped (as &lt;they&gt; say)" shown
  shown json --bugs=f.bugs
  atf_check -o match:'"x_known":..value":"wrong","link":"https:' cat shown
  cp all with.json
  # No report that is kept has it: not one without --bugs, nor one beside the
  # others; and one that has it is the same report.
  shown json
  atf_check cat shown
  atf_check mv all without.json
  atf_check $ipcompat report --directory=all --bugs=f.bugs store.db
  atf_check cmp without.json all/report.json
  atf_check -o match:'known as' cat all/report.txt
  atf_check $ipcompat report --verify with.json
  atf_check -o file:without.json $ipcompat report --format=json with.json
}

atf_test_case lapses
lapses_head ()
{
  atf_set descr 'A finding lapses with its version, and is none of another OS'
}
lapses_body ()
{
  finding
  # The first parts of a version are enough, whole ones.
  for version in 6.18 6.18.1-x; do
    store $version wrong
    shown text --bugs=f.bugs
    atf_check -o inline:"     known as $link\n     known as $link\n" cat shown
  done
  for version in 6.1 6.180 7.6.18 6.18rc1; do
    store $version wrong
    shown junit --bugs=f.bugs
    atf_check -o inline:'3\n' \
      grep -c "x=7 for os_version 6.18; this is os_version $version" shown
    shown html --bugs=f.bugs
    atf_check -o match:"</a> for os_version 6.18; this is os_version $version" \
      cat shown
  done
  shown json --bugs=f.bugs
  atf_check -o match:'"for":"os_version 6.18","here":"os_version 6.18rc1"' \
    cat shown
  # Of two the one that holds counts.
  store 7.0 wrong
  { cat f.bugs; echo; sed -e 's/6\.18/6.1, 7.0/' -e 's/x=7/x=8/' f.bugs; } \
    >two.bugs
  shown text --bugs=two.bugs
  atf_check -o match:"x=8$" -o not-match:'x=7' cat shown
  # Another value, another system, another libc: not this.
  store 6.18 other
  shown text --bugs=f.bugs
  atf_check cat shown
  store 6.18 wrong
  for change in 's/^os: .*/os: SunOS/' 's/^libc: .*/libc: musl/'; do
    sed "$change" f.bugs >other.bugs
    shown text --bugs=other.bugs
    atf_check cat shown
  done
}

atf_test_case others
others_head ()
{
  atf_set descr 'compare and explain name it, too'
}
others_body ()
{
  store 6.18.1-x right
  $ipcompat report --format=json store.db >old.json || atf_fail 'no report'
  store 6.18.1-x wrong
  finding
  for format in text markdown json github junit; do
    atf_check -s exit:1 -o save:out $ipcompat compare --bugs=f.bugs \
      --format=$format old.json store.db
    tr -d '\n' <out >line
    atf_check -o ignore grep "known.*bugs.example.org.show.cgi.id=1" line
  done
  atf_check -o save:out $ipcompat explain --bugs=f.bugs --report=store.db \
    alpha.deviates
  atf_check -o match:'^Known elsewhere$' \
    -o match:'^  wrong, os Linux, os_version 6.18, libc glibc: *$' \
    -o match:'extended: deviates, wrong; known as *$' cat out
  # Those that are in the reports' directory need no option.
  atf_check mkdir -p known/bugs
  atf_check cp f.bugs known/bugs
  atf_check -o match:'^Known elsewhere$' $ipcompat explain --known=known \
    alpha.deviates
}

atf_test_case bad
bad_head ()
{
  atf_set descr 'A bad file is refused, with the line and the reason'
}

# refused LINE REASON: of f.bugs, by each that reads one.
refused ()
{
  for command in "report store.db" "compare store.db store.db" \
      "explain alpha.deviates"; do
    atf_check -s exit:2 -e match:"f.bugs: line $1: $2" \
      $ipcompat ${command%% *} --bugs=f.bugs ${command#* }
  done
}

bad_body ()
{
  store 6.18.1-x wrong
  finding 'colour: red'
  refused 9 'no finding has the member colour'
  finding 'no colon'
  refused 9 'not "name: text"'
  finding 'id: alpha.holds'
  refused 9 'a second id'
  finding 'note:  '
  refused 9 'no text'
  finding '' 'id: alpha.nothing'
  refused 10 'no behaviour is called alpha.nothing'
  finding '' 'id: alpha.holds' 'value: wrong' 'os: Linux' 'os_version: 1'
  refused 10 'the finding that begins here has no link'
  for member in id value link os; do
    finding
    grep -v "^$member: " f.bugs >g && mv g f.bugs
    refused 3 "the finding that begins here has no $member"
  done
  finding
  grep -v version f.bugs >g && mv g f.bugs
  refused 3 'the finding that begins here names no version'
  finding
  sed 's/^link: .*/link: "><script>/' f.bugs >g && mv g f.bugs
  refused 8 'no address or number'
  finding "note: $(printf '%01001d' 0)"
  refused 9 'too long'
  finding
  printf 'note: a\000b\n' >>f.bugs
  refused 9 'no text: it has a NUL'
  finding
  printf 'co\033[31m: x\n' >>f.bugs
  refused 9 'no finding has the member co.033'
  atf_check -s exit:2 -e match:'nothing.bugs: No such file' \
    $ipcompat report --bugs=nothing.bugs store.db
  atf_check -s exit:2 -e match:'^ipcompat: .: Is a directory' \
    $ipcompat report --bugs=. store.db
  # A run does not even begin.
  atf_check -s exit:2 -e match:'line 3: no behaviour is called alpha.dev' \
    $build/harness/ipcompat run --bugs=f.bugs fifos
}

atf_test_case hostile
hostile_head ()
{
  atf_set descr 'No string of a file becomes markup, nor a link a script'
}
hostile_body ()
{
  store 6.18.1-x wrong
  finding 'note: n'
  shown html --bugs=f.bugs
  grep -o '<[a-z/]*' all >want
  for note in '<script>alert(1)</script>' '"><img src=x onerror=y>' \
    '</details></main>' '<!--' "$(printf '\033]0;x\007\200')" '%s%n'; do
    finding "note: $note"
    shown html --bugs=f.bugs
    grep -o '<[a-z/]*' all >got
    atf_check cmp want got
    shown markdown --bugs=f.bugs
    atf_check -s exit:1 grep '<script\|<img\|<!--' all
    shown junit --bugs=f.bugs
    atf_check xmllint --noout all
    for format in text markdown html junit json; do
      shown $format --bugs=f.bugs
      tr -d '\n\t' <all | LC_ALL=C grep -c '[[:cntrl:]]' >controls
      atf_check -o inline:'0\n' cat controls
    done
  done
  for link in javascript:alert\(1\) data:text/html,x '#12345' \
    'https://a.b/)](x'; do
    finding
    shown html --bugs=f.bugs
    case $link in
      https*) ;;
      *) atf_check -o match:"known as <cite>" cat shown ;;
    esac
    shown markdown --bugs=f.bugs
    atf_check -o not-match:'[]][(]' cat shown
  done
}

atf_test_case shipped
shipped_head ()
{
  atf_set descr 'What comes along is of some report, and holds there'
}
shipped_body ()
{
  for file in $src/reports/bugs/*.bugs; do
    for report in $src/reports/*.json; do
      $build/harness/ipcompat report --format=json --bugs=$file $report |
        sed -n 's/.*"id":"\([^"]*\)".*"x_known".*/\1/p'
    done | LC_ALL=C sort -u >got
    sed -n 's/^id: //p' $file | LC_ALL=C sort -u >want
    atf_check comm -23 want got
  done
  atf_check -o match:'known as https://github.com' \
    $build/harness/ipcompat report $src/reports/*-s390x-*.json
}

atf_init_test_cases ()
{
  for case in formats lapses others bad hostile shipped; do
    atf_add_test_case $case
  done
}
