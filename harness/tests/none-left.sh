# none-left.sh - waiting for a keeper; sourced by tests, which say what
# objects () there are.
# SPDX-License-Identifier: BSD-2-Clause

# none_left AFTER: the keeper, whom nothing tells of, has a moment.
none_left ()
{
  tries=0
  while test -n "$(objects)"; do
    tries=$((tries + 1))
    test $tries -lt 400 || atf_fail "after $1: $(objects)"
    sleep 0.02
  done
}
