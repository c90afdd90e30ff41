# libevent.sh - libevent's own tests.
# SPDX-License-Identifier: BSD-2-Clause
about="libevent's own tests"
limit=600
tree=$cache/built/libevent

ready ()
{
  need cmake make cc
  sources libevent-2.1-7
  test -x "$tree/bin/regress" && return
  mkdir -p "$tree" && cd "$tree" || exit 2
  (nice cmake -DCMAKE_C_FLAGS='-O1 -w' -DEVENT__DISABLE_OPENSSL=ON \
    -DEVENT__DISABLE_BENCHMARK=ON -DEVENT__DISABLE_SAMPLES=ON \
    -DEVENT__LIBRARY_TYPE=STATIC -DCMAKE_POLICY_VERSION_MINIMUM=3.5 \
    "$cache/sources/libevent-2.1-7" && nice make regress) >log 2>&1 ||
    cannot "$(tail -n 1 log)"
}

units ()
{
  echo 'main/..
signal/..
thread/..
util/..
evutil/..
et/..
edgetriggered/..
bufferevent/..
listener/..
http/..
dns/..
rpc/..' | while read -r group; do
    "$tree/bin/regress" --list-tests 2>/dev/null |
      grep -q "^ *${group%..}" && echo "$group"
  done
}

unit ()
{
  mkdir -p "$work/cwd" && cd "$work/cwd" || return
  in_place "$tree/bin/regress" "$1" >"$work/out" 2>&1 </dev/null
  awk -v OFS='\t' '/^[a-z]+\/[^ ]*: / {
    name = $1
    sub(/:$/, "", name)
  }
  name != "" && /(OK|SKIPPED|DISABLED)$/ {
    print name, ($NF ~ /OK$/ ? "ok" : "skipped"); name = ""
  }
  name != "" && /\[.* FAILED\]/ { print name, "not ok"; name = "" }
  END { if (name != "") print name, "not ok" }' "$work/out"
}
