#! @ATF_SH@
# library_test.sh - libipcompat: what it shows, and what says how to use it.
# SPDX-License-Identifier: BSD-2-Clause

src=@SRC@
build=@BUILD@
tab=$(printf '\t')

# library_case NAME DESCRIPTION
library_case ()
{
  atf_test_case $1
  eval "$1_head () { atf_set descr '$2'; }"
  all_cases="${all_cases-} $1"
}

# declared: what the headers have, by the compiler's own word: that they are
# functions of that name.
declared ()
{
  cut -f 3 $build/harness/model/functions | LC_ALL=C sort >declared
  test $(wc -l <declared) -ge 158 || atf_fail "$(wc -l <declared) functions"
  {
    echo '#include "ipcompat-fallbacks.h"'
    echo 'void (*const all[]) (void) = {'
    sed 's/.*/  (void (*) (void)) &,/' declared
    echo '};'
  } >all.c
  atf_check @CC@ @CPPFLAGS@ -iquote $src/fallbacks -c -o all.o all.c
  # None is passed over: what looks like one anywhere in a header is there.
  sed -e '/\/\*/,/\*\//d' $src/fallbacks/ipcompat-*.h |
    sed -n 's/^[a-z].*[ *(]\(ipc_[a-z0-9_]*\) (.*/\1/p' | LC_ALL=C sort -u |
    comm -23 - declared >missed
  atf_check cat missed
}

# in_order: names without versions and underscores before them.
in_order () { sed -e 's/@.*//' -e 's/^_*//' | LC_ALL=C sort -u; }

library_case shows 'The shared library shows what headers declare, no more'
shows_body ()
{
  declared
  shared=$(echo $build/fallbacks/libipcompat.*[0-9]*)
  test -f "$shared" || atf_skip "no shared library here"
  @NM@ -D $shared >/dev/null 2>&1 && dynamic=-D || dynamic=-gU
  @NM@ $dynamic $shared | awk 'NF == 3 && $2 ~ /[TDBRVWi]/ { print $3 }' |
    in_order >shown
  atf_check diff declared shown
}

# A private name that another library also has would end in a program that
# calls the wrong one.
library_case private 'All names of the static library begin with ipc_'
private_body ()
{
  declared
  @NM@ -g $build/fallbacks/libipcompat.a |
    awk 'NF == 3 && $2 ~ /[A-TV-Z]/ && $3 !~ /^_?ipc_/' >others
  atf_check cat others
  # Nor would there be others on a platform where more is compiled.
  awk -F "$tab" '$1 == "d" && $3 !~ /^ipc_/ { print $2, $3 }' \
    $build/kit/uses >others
  atf_check cat others
  @NM@ -g $build/fallbacks/libipcompat.a |
    awk 'NF == 3 && $2 == "T" { print $3 }' | in_order >defined
  comm -23 declared defined >missed
  atf_check cat missed
}

# Where no linker takes a list.
library_case hidden 'Without a list of names the objects know what to show'
hidden_body ()
{
  declared
  printf '' | @CC@ -x c -fvisibility=hidden -c -o no.o - 2>/dev/null ||
    atf_skip "the compiler hides nothing"
  for file in $src/fallbacks/*.c; do
    @CC@ @CPPFLAGS@ @CFLAGS@ -fPIC -fvisibility=hidden \
      -include $src/fallbacks/visible.h -iquote $src/fallbacks \
      -iquote $build -c -o o-${file##*/}.o $file || atf_fail "$file"
  done
  @CC@ -shared -o hidden.so o-*.o @LIBS@ || atf_skip "no shared library here"
  @NM@ -D hidden.so | awk 'NF == 3 && $2 ~ /[TDBRVW]/ { print $3 }' |
    in_order | grep -v '^init$\|^fini$' >shown
  atf_check diff declared shown
}

atf_init_test_cases ()
{
  for c in $all_cases; do
    atf_add_test_case $c
  done
}
