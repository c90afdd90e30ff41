# rows.awk - rows of a report against what is said of them.
# SPDX-License-Identifier: BSD-2-Clause
#
# usage: awk -v part=1 -f rows.awk WANTED report.json
# A line of WANTED is "native ID VALUE", for each native build that has the
# row, or "VERDICT ID" of its fallback.  Of a PART only its rows are judged.

function after(text, begin,   i) {
  i = index(text, begin)
  return i ? substr(text, i + length(begin)) : ""
}

function up_to(text, end) { return substr(text, 1, index(text, end) - 1) }

FNR == NR && NF >= 2 {
  kind[++n] = $1
  id[n] = $2
  $1 = $2 = ""
  sub(/^ */, "")
  value[n] = $0
  next
}
FNR == NR { next }
/^{"id":"/ {
  name = up_to(after($0, "{\"id\":\""), "\"")
  native[name] = up_to(after($0, "\"native\":{") "\"fallback\":{",
                       "\"fallback\":{")
  fallback[name] = up_to(after(after($0, "\"fallback\":{"), "\"verdict\":\""),
                         "\"")
}

# Each native value of ID must be WANTED; there must be one.
function judge_native(id, wanted,   rest, seen, n) {
  rest = native[id]
  while ((rest = after(rest, "\"observed\":\"")) != "") {
    n++
    seen = up_to(rest, "\"")
    if (seen != wanted) print id " is '" seen "', wanted '" wanted "'"
  }
  if (!n) print id " has no value, wanted '" wanted "'"
}

END {
  for (i = 1; i <= n; i++) {
    if (!(id[i] in native)) {
      if (!part) print id[i] ": no such row"
    } else if (kind[i] == "native")
      judge_native(id[i], value[i])
    else if (fallback[id[i]] != kind[i])
      print id[i] ": its fallback is '" fallback[id[i]] "', wanted '" \
        kind[i] "'"
  }
}
