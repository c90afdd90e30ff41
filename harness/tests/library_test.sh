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
    @CC@ @CPPFLAGS@ @CFLAGS@ -O0 -fPIC -fvisibility=hidden \
      -include $src/fallbacks/visible.h -iquote $src/fallbacks \
      -iquote $build -c -o o-${file##*/}.o $file || atf_fail "$file"
  done
  @CC@ -shared -o hidden.so o-*.o @LIBS@ || atf_skip "no shared library here"
  @NM@ -D hidden.so | awk 'NF == 3 && $2 ~ /[TDBRVW]/ { print $3 }' |
    in_order | grep -v '^init$\|^fini$' >shown
  atf_check diff declared shown
}

library_case consumers 'Programs of each kind work by what was installed'
consumers_body ()
{
  # Configure is not to run again under the other tests.
  make="env MAKE_RESTARTS=1 ${MAKE:-make} -s -C $build DESTDIR=$HOME/stage"
  atf_check -o ignore -e ignore $make install-libLIBRARIES install-shared \
    install-includeHEADERS install-nodist_includeHEADERS \
    install-pkgconfigDATA install-aclocalDATA install-man install-kit
  atf_check -o save:said -e ignore $make installcheck-library
  cat said
  test "$(grep -c '^consumer, [a-z]*: works$' said)" -ge 4 ||
    atf_fail "too few kinds"
}

library_case consumers_fail 'A program that does not work is told'
consumers_fail_body ()
{
  mkdir -p stage/lib stage/include
  cp $build/fallbacks/libipcompat.a stage/lib
  cp $src/fallbacks/ipcompat-*.h $build/fallbacks/ipcompat.h stage/include
  cp -R $build/ipcompat stage/include
  # pc LIBRARY
  pc ()
  {
    printf '%s\n' 'Name: ipcompat' 'Description: here' 'Version: 1' \
      "Cflags: -I$HOME/stage/include" "Libs: -L$HOME/stage/lib -l$1"
  }
  mkdir stage/lib/pkgconfig
  # told KIND WORDS: that of it.
  told ()
  {
    CC='@CC@' NM='@NM@' sh $src/harness/tests/consumers $src '' \
      $HOME/stage/share $HOME/stage/lib $1 >said 2>&1
    status=$?
    grep -q "^consumer, $1: $2" said || { cat said; atf_fail "$1"; }
    case $2 in works) test $status = 0 ;; *) test $status = 1 ;; esac ||
      atf_fail "status $status"
  }
  printf '' | @CC@ -x c++ -fsyntax-only - 2>/dev/null && kind=cxx || kind=static
  pc ipcompat >stage/lib/pkgconfig/ipcompat.pc
  told $kind works
  pc ipcompas >stage/lib/pkgconfig/ipcompat.pc
  told static 'does not work'
  pc ipcompat >stage/lib/pkgconfig/ipcompat.pc
  sed '/int ipc_fb_mkfifo/d' stage/include/ipcompat-files.h >h
  mv h stage/include/ipcompat-files.h
  told $kind 'does not work'
}

# pages KIT FUNCTIONS DIRECTORY
pages ()
{
  sh $src/harness/adopt/make-pages $1 $2 'November 22, 2026' $3 ||
    atf_fail "no pages"
}

library_case pages 'Each function is on one page, each page is sound'
pages_body ()
{
  declared
  cd $build/fallbacks/man
  cut -f 1 $build/kit/families | sed 's/.*/ipcompat_&.3/' |
    LC_ALL=C sort >$HOME/wanted
  ls | grep '^ipcompat_' | LC_ALL=C sort | atf_check diff $HOME/wanted -
  sed -n 's/^\.Nm \(ipc_[a-z0-9_]*\).*/\1/p' ipcompat_*.3 |
    LC_ALL=C sort | atf_check diff $HOME/declared -
  for page in *.3; do
    for part in NAME LIBRARY SYNOPSIS DESCRIPTION 'SEE ALSO'; do
      grep -q "^\.Sh $part\$" $page || atf_fail "$page: no $part"
    done
    test $page = ipcompat.3 || {
      for part in 'THREADS AND HANDLERS' LIMITS STANDARDS; do
        grep -q "^\.Sh $part\$" $page || atf_fail "$page: no $part"
      done
    }
  done
}

# said PAGE...: what those say of threads and handlers.
said () { awk -f $src/harness/tests/safety.awk "$@" | LC_ALL=C sort; }

# held: in that file, what the works of both tests, of threads and of handlers,
# call.
held ()
{
  cat >works.c <<'END'
#include "safety.h"
#include <stdio.h>
#include <string.h>
volatile int safety_in_handler;
static void
tell (const char *where, const char *names)
{
  size_t n;

  for (; *names; names += n + (names[n] == ' '))
    printf ("%s %.*s\n", where, (int) (n = strcspn (names, " ")), names);
}
int
main (void)
{
  const struct work *const *list, *work;

  for (list = all_works; *list; list++)
    for (work = *list; work->names; work++)
      {
        if (work->where & IN_THREADS && work->rounds > 0)
          tell ("threads", work->names);
        if (work->where & IN_HANDLERS)
          tell ("handlers", work->names);
      }
  return 0;
}
END
  atf_check @CC@ @CPPFLAGS@ -iquote $src/fallbacks -iquote $src/harness/tests \
    -iquote $build -o works works.c $src/harness/tests/safety-*.c \
    $build/fallbacks/libipcompat.a @LIBS@ -lpthread
  ./works | LC_ALL=C sort -u >held
}

library_case safety 'What contracts say of threads and handlers is held'
safety_body ()
{
  declared
  said $build/fallbacks/man/ipcompat_*.3 >said
  atf_check -s exit:1 grep nothing said
  sed 's/.* //' said | LC_ALL=C sort -u | comm -13 declared - >strangers
  atf_check cat strangers
  # Somebody calls all that may be called so, and calls nothing else so.
  held
  atf_check diff said held
}

library_case safety_silent 'A contract that is silent on either is noticed'
safety_silent_body ()
{
  # silent KIND: the functions, and no others, are found to be.
  silent ()
  {
    LC_ALL=C sort functions | sed "s/^/$1: nothing /" >wanted
    said page | grep nothing | atf_check diff wanted -
  }
  for page in $build/fallbacks/man/ipcompat_*.3; do
    sed -n 's/^\.Nm \(ipc_[a-z0-9_]*\).*/\1/p' $page >functions
    sed '/^Threads: /d' $page >page
    silent threads
    sed '/^Handlers: /d' $page >page
    silent handlers
  done
  # One contract of several.
  sed '/^\.It ipc_killpg_watch/,/^\.It/{ /^Threads: /d; }' \
    $build/fallbacks/man/ipcompat_killpg.3 >page
  echo ipc_killpg_watch >functions
  silent threads
}

library_case pages_lint 'Tools for manual pages find nothing wrong with them'
pages_lint_body ()
{
  cd $build/fallbacks/man
  found=no
  if command -v mandoc >/dev/null; then
    found=yes
    atf_check mandoc -T lint -W warning *.3
  fi
  if command -v groff >/dev/null && groff -mdoc -Tascii </dev/null \
    >/dev/null 2>&1; then
    found=yes
    for page in *.3; do
      atf_check -o ignore groff -mdoc -ww -Tascii -z $page
    done
  fi
  test $found = yes || atf_skip "neither mandoc nor groff"
}

library_case pages_follow 'A page follows its contract, and no other does'
pages_follow_body ()
{
  cp -R $build/kit kit
  functions=$build/harness/model/functions
  pages kit $functions old
  diff -r old $build/fallbacks/man | grep -v 'Only in .*: stamp' |
    grep -v '^[<>-] *\.Dd\|^[0-9]*c[0-9]*$\|^diff\|^---$' &&
    atf_fail "the build's are others"
  # changed PAGE: that one has changed, alone, and says what is new.
  changed ()
  {
    pages kit $functions new
    diff -rq old new >differ
    test "$(sed 's/.* new.\([^ ]*\) .*/\1/' differ)" = $1 ||
      { cat differ; atf_fail "$1 alone should differ"; }
    diff old/$1 new/$1 | grep -q "$2" || atf_fail "$1: no $2"
  }
  sed 's/ENOSYS if$/ENXIO if/' $src/fallbacks/ipcompat-files.h \
    >kit/src/ipcompat-files.h
  changed ipcompat_mkfifo.3 ENXIO
  grep -A 99 '^\.Sh ERRORS' new/ipcompat_mkfifo.3 | grep -q ENXIO ||
    atf_fail "not among the errors"
  sed 's/^int ipc_fb_flock (int fd/int ipc_fb_flock (int ffd/' \
    $src/fallbacks/ipcompat-files.h >kit/src/ipcompat-files.h
  changed ipcompat_flock.3 ffd
  cp $src/fallbacks/ipcompat-files.h kit/src
  sed 's/a raw socket has no door/a raw socket has no gate/' \
    $build/kit/limits >kit/limits
  changed ipcompat_socketpair.3 'no gate'
}

atf_init_test_cases ()
{
  for c in $all_cases; do
    atf_add_test_case $c
  done
}
