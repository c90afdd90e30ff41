# libuv.sh - libuv's own tests.
# SPDX-License-Identifier: BSD-2-Clause
about="libuv's own tests"
limit=600
tree=$cache/built/libuv1

ready ()
{
  need cmake make cc
  sources libuv1
  test -x "$tree/uv_run_tests" && return
  mkdir -p "$tree" && cd "$tree" || exit 2
  (nice cmake -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_FLAGS='-O1 -w' \
    "$cache/sources/libuv1" && nice make uv_run_tests) >log 2>&1 ||
    cannot "$(tail -n 1 log)"
}

units () { echo all; }

unit ()
{
  mkdir -p "$work/cwd" && cd "$work/cwd" || return
  cp -r "$cache/sources/libuv1/test" . 2>/dev/null
  UV_RUN_AS_ROOT=1 UV_TEST_TIMEOUT_MULTIPLIER=3 in_place "$tree/uv_run_tests" \
    >"$work/out" 2>"$work/err" </dev/null
  # Each says its own name.
  awk -v OFS='\t' '/^(not )?ok [0-9]+ - / {
    result = /^not/ ? "not ok" : / # SKIP/ ? "skipped" : "ok"
    sub(/^(not )?ok [0-9]+ - /, ""); sub(/ .*/, "")
    print $0, result
  }' "$work/out"
}
