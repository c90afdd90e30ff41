# bash.sh - bash's own tests.
# SPDX-License-Identifier: BSD-2-Clause
#
# Those of its source package, with the bash that is installed here.  Each
# compares what it prints with what it ought to.
about="bash's own tests"
limit=120
tree=$cache/built/bash

ready ()
{
  need bash cc
  sources bash
  test -e "$tree/done" && return
  rm -rf "$tree"
  mkdir -p "$tree" || exit 2
  cp -r "$cache/sources/bash/tests/." "$tree" &&
    for name in recho zecho printenv xcase; do
      (cd "$cache/sources/bash" && cc -w -DHAVE_STDLIB_H -DHAVE_UNISTD_H -I. \
        -Iinclude -o "$tree/$name" "support/$name.c") || exit 2
    done && : >"$tree/done"
}

units ()
{
  (cd "$tree" && ls run-* | grep -vxE 'run-(all|minimal|gprof)')
}

unit ()
{
  rm -rf "$work/bash" && cp -r "$tree" "$work/bash" && cd "$work/bash" ||
    return
  BUILD_DIR=$PWD PATH=.:$PATH THIS_SH=$(command -v bash) \
    BASH_TSTOUT=$work/tstout TMPDIR=$work in_place \
    bash -c 'set +o posix; . "./$0"' "$1" >"$work/out" 2>"$work/err" </dev/null
  status=$?
  result=ok
  test $status -le 1 -a ! -s "$work/out" || result='not ok'
  test $status -le 1 || result="status $status"
  printf '%s\t%s\n' "$1" "$result"
}
