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
  cd "$tree" || return
  BUILD_DIR=$tree PATH=.:$PATH THIS_SH=$(command -v bash) \
    BASH_TSTOUT=$work/tstout TMPDIR=$work in_place \
    bash -c 'set +o posix; . "./$0"' "$1" >"$work/out" 2>"$work/err" </dev/null
  status=$?
  test $status -gt 1 || test -s "$work/out" && status="${status}, differs"
  printf '%s\t%s\n' "$1" "$status"
}
