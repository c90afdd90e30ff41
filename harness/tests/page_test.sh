#! @ATF_SH@
# page_test.sh - the page as a reader has it: code, choices, a browser.
# SPDX-License-Identifier: BSD-2-Clause

src=@SRC@
build=@BUILD@
. $src/harness/tests/browser.sh
ipcompat=$build/harness/ipcompat
reports=$src/reports
linux=$reports/linux-6.18-glibc-2.36-x86_64.json
musl=$reports/linux-6.18-musl-1.2.3-x86_64.json

atf_test_case code
code_head ()
{
  atf_set descr 'Each fallback has its functions as the headers have them'
}
code_body ()
{
  $ipcompat report --format=html $linux >page.html || atf_fail 'no page'
  CC="@CC@" sh $src/harness/tools/records $src/fallbacks/fallbacks.def |
    awk -F '\t' '$2 == "FALLBACK_FAMILY" { print $3 }' >families
  atf_check test -s families
  while read -r family; do
    grep -q "\"f-$family\"" page.html || continue
    awk -v head="id=\"f-$family\"" 'index($0, head) { on = 1 }
      on && /^<li class/ && !index($0, head) { exit } on' page.html >part
    grep -q '#include &lt;ipcompat-[a-z]*.h&gt;' part ||
      echo "$family has no header"
    grep -q 'ipc_[a-z0-9_]* (.*' part || echo "$family has no function"
  done <families >wrong
  atf_check cat wrong
  # What a compiler makes of the headers agrees with each.
  sed -n '/^ *{ "/,/},$/p' $build/harness/model/prototypes-list.h |
    grep -o 'ipc_[a-z0-9_]* (' | LC_ALL=C sort -u >listed
  echo '#include <ipcompat-fallbacks.h>' |
    @CC@ @CPPFLAGS@ -I$src/fallbacks -E -P - | tr '\n' ' ' | tr ';' '\n' |
    grep -v '{' | grep -oE '\*?ipc_[a-z0-9_]+ \(' | sed 's/^\*//' |
    LC_ALL=C sort -u >declared
  atf_check test -s declared
  atf_check diff declared listed
  # And the command says the same.
  atf_check -o match:'#include <ipcompat-sockets.h>' \
    -o match:'int ipc_fb_connect .int fd, const struct sockaddr' \
    -o match:'PKG_CHECK_MODULES' -o match:'enable-fallback=restart' \
    -o match:'&& errno == EINTR' \
    $ipcompat explain restart.accept_rcvtimeo_set
}

atf_test_case choices
choices_head ()
{
  atf_set descr 'What a platform chose is told beside a report, or most of them'
}
choices_body ()
{
  # Beside itself nothing is different.
  atf_check -o match:'THAN linux-6.18-musl-1.2.3-x86_64 .0 of [1-9]' \
    $ipcompat report --against=$musl $musl
  key=linux-6.18-glibc-2.36-x86_64
  atf_check -o save:text $ipcompat report --against=$linux $musl
  atf_check -o match:'cld_alias +absent, usual: the same number' cat text
  sed -n 's/^CHOSE ANOTHER.*(\([0-9]*\) of.*/\1/p' text >n
  atf_check test "$(cat n)" -gt 5
  atf_check -o inline:"$(cat n)\n" grep -c ', usual: ' text
  atf_check -o save:page $ipcompat report --format=html --against=$linux $musl
  atf_check -o match:'<td><samp>absent</samp><td><samp>the same number' \
    cat page
  atf_check -o match:"$(cat n) differ from $key" cat page
  atf_check -o match:'cld&#95;alias.*absent.*the same number' \
    $ipcompat report --format=markdown --against=$linux $musl
  # Without it: most of those that are known, and what manuals say.
  atf_check -o save:text $ipcompat report -v $linux
  atf_check -o match:'THAN most of [0-9]+ known reports' cat text
  atf_check -o match:'getppid_orphan .*pid 1 .Darwin.*documented' cat text
  # Of emulators that all do alike each has no voice of its own.
  atf_check -o match:'chld_nocldwait +no zombie, others: zombie' cat text
  atf_check -s exit:2 -e match:'No such file' $ipcompat report \
    --against=missing.json $linux
}

atf_test_case calm
calm_head ()
{
  atf_set descr 'None of something alarms nobody; keys can be switched off'
}
calm_body ()
{
  $ipcompat report --format=html $linux >page.html || atf_fail 'no page'
  atf_check -o match:'^<li>0 absent$' cat page.html
  atf_check -s exit:1 grep '<b class=[a-z]*>0 ' page.html
  atf_check -o ignore grep 'type=checkbox id=keys' page.html
  atf_check -o match:'<a href=#find class=script>' cat page.html
  # The table of what differs is one.
  atf_check -o match:'<table class=parts><tr><th>pipe<td>stream<td>rela' \
    grep '^<details id=overview.mechanisms_differ' page.html
}

atf_test_case browser
browser_head ()
{
  atf_set descr 'A filter finds its rows, also in findings and in the matrix'
  atf_set timeout 600
}
browser_body ()
{
  need_browser
  $ipcompat report --format=html $linux >page.html || atf_fail 'no page'
  dom '#?v=deviates' >filtered
  test -s filtered || atf_skip 'chromium does not start'
  atf_check -o match:'id="shown">26 of 999 shown' cat filtered
  tr '<' '\n' <filtered >tags
  atf_check -o inline:'26\n' -x \
    "grep -E '^(details|td) [^>]*id=\"[a-z0-9_]+\\.' tags |
     grep -v 'hidden=\"\"' | grep -vc 'class=\"[^\"]*no[\" ]'"
  atf_check -o inline:'6\n' -x \
    "sed -n '/id=\"findings\"/,/id=\"choices\"/p' tags |
     grep '^li class=' | grep -vc hidden"
  dom '#restart.poll_set' >cell
  atf_check -o match:'999 of 999 shown' cat cell
  atf_check -o match:'id="restart.poll_set" class="d m p target"' cat cell
  dom '#fifos.atomic?v=absent' >row
  atf_check -o match:'id="shown">0 of 999 shown' cat row
  atf_check -o match:'id="fifos.atomic"[^>]*class="[^"]*target' cat row
  atf_check -o match:'>Copy</button>' cat row
}

# page: page.html, of a plain host.
page ()
{
  $ipcompat report --format=html $linux >page.html || atf_fail 'no page'
}

atf_init_test_cases ()
{
  for case in code choices calm browser fit axe; do
    atf_add_test_case $case
  done
}
