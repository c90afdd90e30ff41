# adopt-hostile.sh - for adopt_test: directories that somebody else has made.
# SPDX-License-Identifier: BSD-2-Clause

# refused TEXT ARGUMENT...: nothing is done, and TEXT says why.
refused ()
{
  text=$1
  shift
  adopt "$@" >said 2>&1
  test $? -eq 2 || { cat said; atf_fail "status of: adopt $*"; }
  expect_said "$text"
}

# edit COMMAND FILE: with sed.
edit () { sed "$1" "$2" >edited && mv edited "$2"; }

adopt_case damaged 'A MANIFEST from anybody reaches nothing else'
damaged_body ()
{
  echo precious >victim
  sum=$(cksum <victim | tr -s '\t ' ' ')
  adopts ftok whole
  for line in "$sum ../victim" "$sum probes/../../victim" "$sum $PWD/victim" \
    "$sum .." 'no line of it'; do
    rm -rf mine
    cp -R whole mine
    echo "$line" >>mine/MANIFEST
    refused 'mine/MANIFEST is damaged' --update mine
    test -f victim || atf_fail "removed by: $line"
  done
  for change in 's/^prefix .*/prefix a"b;(x)/' 's/^build .*/build ..\/x/' \
    '/^prefix/d' '/^build/d' 3q; do
    rm -rf mine
    cp -R whole mine
    edit "$change" mine/MANIFEST
    refused 'mine/MANIFEST is damaged' --update mine
    atf_check cmp whole/ipcompat.h mine/ipcompat.h
  done
}

adopt_case in_the_way 'What stands where a file is to be is left alone'
in_the_way_body ()
{
  mkdir mine elsewhere
  echo precious >victim
  ln -s "$PWD/victim" mine/ftok.c.ipcompat-new
  adopts ftok mine
  test "$(cat victim)" = precious || atf_fail "written by a link"
  test ! -h mine/ftok.c || atf_fail "ftok.c is a link"
  rm -rf mine
  mkdir mine
  ln -s ../elsewhere mine/probes
  refused 'mine/probes is a link' ftok mine
  test -z "$(ls elsewhere)" || atf_fail "written elsewhere"
  rm mine/probes
  mkdir mine/MANIFEST
  refused 'mine/MANIFEST is no file' ftok mine
  rmdir mine/MANIFEST
  adopts mkfifo mine
  newer
  echo '/* Edited.  */' >>mine/mkfifo.c
  mkdir mine/mkfifo.c.new
  sh kit/adopt kit --update mine >said 2>&1
  test $? -eq 2 || atf_fail "status with a directory in the way"
  expect_said 'mine/mkfifo.c cannot be written'
  test -z "$(ls mine/mkfifo.c.new)" || atf_fail "written into a directory"
}

adopt_case ends_of_lines 'A checkout with other ends of lines is no edit'
ends_of_lines_body ()
{
  adopts mkfifo mine
  newer
  cr=$(printf '\r')
  for file in mine/*.* mine/*/*.* mine/[A-Z]*; do
    edit "s/\$/$cr/" $file
  done
  sh kit/adopt kit --update mine >said || { cat said; atf_fail "no update"; }
  expect_said 'changed   mkfifo.c'
  grep '^edited' said && atf_fail "it was not"
  atf_check grep -q Changed mine/mkfifo.c
}

adopt_case at_once 'Of two at once in one directory one goes first'
at_once_body ()
{
  adopts ftok mine
  cp -R mine before
  echo $$ >mine/.ipcompat-lock
  refused 'another one is at work in mine' mkfifo mine
  rm mine/.ipcompat-lock
  atf_check diff -r before mine
  # The other one begins and ends after the first has looked.
  cp -R $build/kit .
  cat >>kit/files <<END
say_plan () { sh $build/kit/adopt $build/kit killpg \$directory >/dev/null; }
END
  for there in mine none; do
    sh kit/adopt kit mkfifo $there >said 2>&1
    test $? -eq 2 || atf_fail "it has written what was no longer true"
    expect_said "another one was at work in $there"
    atf_check grep -q 'names .*killpg' $there/MANIFEST
    adopts mkfifo $there
    atf_check grep -q 'names .*killpg mkfifo' $there/MANIFEST
  done
  # Who is killed stops nobody.
  sh -c 'echo $$' >mine/.ipcompat-lock
  adopts signal mine
  test ! -e mine/.ipcompat-lock || atf_fail "the lock is left"
}

adopt_case strangers_lock 'The lock of a process of another user is kept'
strangers_lock_body ()
{
  plain=
  if test "$(id -u)" -eq 0; then
    plain='setpriv --reuid=65534 --regid=65534 --clear-groups'
    $plain true 2>/dev/null || atf_skip 'no other user'
  fi
  $plain kill -0 1 2>/dev/null && atf_skip 'process 1 is no stranger'
  cp -R $build/kit .
  adopts ftok mine
  echo 1 >mine/.ipcompat-lock
  mkdir tmp
  test -z "$plain" || chown -R 65534:65534 mine tmp
  cp -R mine before
  TMPDIR=$PWD/tmp $plain sh kit/adopt kit mkfifo mine >said 2>&1
  test $? -eq 2 || { cat said; atf_fail "it took process 1 for dead"; }
  expect_said 'another one is at work in mine'
  atf_check diff -r before mine
}

adopt_case unwritable 'What cannot be written is said, and no part is left'
unwritable_body ()
{
  adopts mkfifo mine
  cp -R mine before
  mkdir bin
  # A disk that is full when MANIFEST is to be written.
  cat >bin/cp <<'END'
#!/bin/sh
case $2 in *MANIFEST*) echo part >"$2"; exit 1 ;; esac
exec /bin/cp "$@"
END
  chmod +x bin/cp
  PATH=$PWD/bin:$PATH adopt --update mine >said 2>&1
  test $? -eq 2 || atf_fail "status with a full disk"
  expect_said 'mine/MANIFEST cannot be written'
  atf_check diff -r before mine
}
