#! @ATF_SH@
# products_test.sh - which product is like which; and the badge of one.
# SPDX-License-Identifier: BSD-2-Clause

src=@SRC@
build=@BUILD@
ipcompat=$build/harness/tests/fixture-ipcompat
. $src/harness/tests/products.sh

# report NAME FACTS [ROW VALUE]...: NAME.json, of a product with FACTS.
report ()
{
  name=$1
  facts=$2
  shift 2
  {
    while [ $# -gt 0 ]; do
      result=passed
      case $2 in wrong) result=failed ;; absent) result=skipped ;; esac
      for program in alpha alpha_strict; do
        printf 'suites/%s_test|%s|alpha.%s|%s|why|observed: %s\\012|\n' \
          $program "$1" "$1" $result "$2"
      done
      shift 2
    done
  } | make_report $name "$facts"
}

atf_test_case identify
identify_head ()
{
  atf_set descr 'The nearest product comes first, with what tells it apart'
}
identify_body ()
{
  mkdir known
  report near '' holds right varies persists deviates wrong
  report far '' holds wrong varies resets deviates right limited right
  report sim "$simulated" holds right varies persists deviates right
  mv near.json far.json sim.json known
  report this '' holds right varies persists deviates absent
  echo nonsense >known/x.json
  atf_check -o save:said -e match:'known/x.json: neither|known/x.json: line' \
    $ipcompat identify --known=known this.json
  atf_check -o inline:'Nearest
  linux-6.18-glibc-2.36-near (real): 1 of 3 rows differ (alpha 1)
  linux-6.18-glibc-2.36-sim-sim-old-fault-x (simulated): '\
'1 of 3 rows differ (alpha 1)
  linux-6.18-glibc-2.36-far (real): 3 of 3 rows differ (alpha 3)

Otherwise than linux-6.18-glibc-2.36-near
  alpha.deviates: absent; there wrong
' sed -n '/^Nearest/,$p' said
  # What only one of them observed tells nothing.
  rm known/x.json
  report one '' limited right
  atf_check -o match:'far .real.: 0 of 1 rows' \
    -o match:'near .real.: nothing that both observed' \
    -o match:'Nothing that both observed tells it from .*-far[.]$' \
    $ipcompat identify --known=known one.json
  report none ''
  atf_check -o not-match:'Otherwise|tells it' \
    $ipcompat identify --known=known none.json
  # The smaller part counts, not the smaller number: two of five, one of one.
  mkdir few
  report wide '' holds right varies resets deviates wrong limited right \
    hazard shown
  report tiny '' holds wrong
  mv wide.json tiny.json few
  report more '' holds right varies persists deviates right limited right \
    hazard shown
  atf_check -o save:said $ipcompat identify --known=few more.json
  atf_check -o match:'-wide .real.: 2 of 5' sed -n '/^Nearest/{n;p;}' said
  # One that is alike in everything, but another product, comes after it.
  sed 's/"machine":"this"/"machine":"a"/' this.json >known/a.json
  cp this.json known/this.json
  atf_check -o save:said $ipcompat identify --known=known this.json
  atf_check -o match:'-this .real.: 0 of 3' sed -n '/^Nearest/{n;p;}' said
  atf_check -o match:'tells it from .*-this, or from 1 more[.]$' cat said
  rm known/a.json known/this.json
  # A known one is itself.
  atf_check -o match:'-sim-old-fault-x .simulated.: 0 of 3' \
    $ipcompat identify --known=known known/sim.json
}

atf_test_case shipped
shipped_head ()
{
  atf_set descr 'Every report that comes with ipcompat is found again'
}
shipped_body ()
{
  for file in $src/reports/*.json; do
    key=$(sed -n 's/^"product":{"key":"\([^"]*\)".*/\1/p' $file)
    atf_check -o save:said $build/harness/ipcompat identify $file
    sed -n '/^Nearest/{n;p;}' said >first
    atf_check -o match:"^  $key .*: 0 of [0-9]+ rows differ" cat first
  done
  atf_check -s exit:2 -e match:'reports' \
    $build/harness/ipcompat identify --known=gone $file
  atf_check -s exit:2 -e match:'one REPORT' $build/harness/ipcompat identify
}

atf_test_case badge
badge_head ()
{
  atf_set descr 'The badge is an SVG with counts and no percentage'
  atf_set require.progs xmllint python3
}
badge_body ()
{
  report a '' holds right varies persists deviates wrong limited absent
  atf_check $ipcompat badge --output=a.svg a.json
  atf_check xmllint --noout a.svg
  atf_check -o match:'>Linux 6.18, glibc 2.36, a: 1 deviate, 1 absent of 4<' \
    cat a.svg
  atf_check -s exit:1 grep '%' a.svg
  # It loads nothing.
  atf_check -s exit:1 grep -E 'href|url\(|@import|<script|<style' a.svg
  report s "$simulated" holds right
  atf_check -o match:'>[^<]*, old .simulated.: 0 deviate, 0 absent of 1<' \
    $ipcompat badge s.json
  sed 's/^"run":/"asked":["alpha.holds"],\n&/' a.json >part.json
  atf_check -o match:'not a whole run<' $ipcompat badge part.json
  for value in '<script>x</script>' '"/><image href="x"/>' ']]>&amp;&#27;' \
    "' onload='x" '%s%n' '<!--'; do
    atf_check python3 -c 'import json, sys
report = json.load(open("a.json"))
for name in "os", "libc", "machine", "compiler":
    report["product"][name] = sys.argv[1]
report["generator"]["revision"] = report["run"]["started"] = sys.argv[1]
json.dump(report, open("bad.json", "w"))' "$value"
    atf_check $ipcompat badge --output=bad.svg bad.json
    atf_check xmllint --noout bad.svg
    atf_check -o inline:'7\n' xmllint --xpath 'count(//*)' bad.svg
  done
  atf_check -s exit:2 -e match:'one REPORT' $ipcompat badge
  atf_check -s exit:2 -e match:'gone.json' $ipcompat badge gone.json
  if [ -w /dev/full ]; then
    atf_check -s exit:2 -e match:'cannot be written' \
      $ipcompat badge --output=/dev/full a.json
  fi
}

atf_test_case marks
marks_head ()
{
  atf_set descr 'explain says which known platform is no plain host'
}
marks_body ()
{
  atf_check -o save:out $build/harness/ipcompat explain handlers.samask
  sed -n '/^Known platforms/,/^$/p' out >known
  for mark in 's390x-qemu-user-7.2 .emulated: qemu-user-7.2.' \
    '2.41-x86_64-container .container.' '-uml .uml.' \
    'mkfifo_missing .simulated.' 'glibc-2.36-x86_64' 'x86_64-32bit'; do
    atf_check -o ignore grep -- "$mark\$" known
  done
}

atf_init_test_cases ()
{
  for case in identify shipped badge marks; do
    atf_add_test_case $case
  done
}
