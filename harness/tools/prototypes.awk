# prototypes.awk - which functions each fallback has, from the headers.
# SPDX-License-Identifier: BSD-2-Clause
#
# usage: awk [-v table=1] -f prototypes.awk RECORDS HEADER... SOURCE...
# RECORDS is what records.awk makes of fallbacks.def.  Writes, in C,
# { "family", "header", "prototype" } for each prototype of the headers: of the
# family whose calls it replaces, or whose source or part defines it; else of
# the one whose source's name begins as the defining source's does; else of
# none, "".  With "table" family, header and name, tabs in between.

BEGIN { FS = "\t" }

function stem(path) {
  sub(/.*\//, "", path)
  sub(/\.[a-z]*$/, "", path)
  return path
}

# The name that TEXT declares or defines, or "".
function name_in(text) {
  if (!match(text, /ipc_[a-z0-9_]+ \(/)) return ""
  return substr(text, RSTART, RLENGTH - 2)
}

function statement(text,   name) {
  name = name_in(text)
  if (name == "" || text ~ /\{|^(struct|typedef|enum)[^()]*;/) return
  order[++count] = name
  header[name] = FILENAME
  sub(/.*\//, "", header[name])
  prototype[name] = text
}

FNR == 1 { kind = FILENAME ~ /\.h$/ ? "h" : FILENAME ~ /\.c$/ ? "c" : "def" }

kind == "def" && $2 == "FALLBACK_FAMILY" {
  family[stem($6)] = $3
  n = split($4, call, ", ")
  for (i = 1; i <= n; i++) replaces["ipc_fb_" call[i]] = $3
}
kind == "def" && $2 == "PART" { family[stem($4)] = $3 }
kind == "def" && $2 ~ /^MAP/ { replaces[$5] = $3 }

# Comments, directives and what is in braces are passed over.
kind == "h" {
  line = $0
  if (comment && !sub(/.*\*\//, "", line)) next
  comment = 0
  gsub(/\/\*([^*]|\*+[^*\/])*\*+\//, "", line)
  if (sub(/\/\*.*/, "", line)) comment = 1
  if (line ~ /^[ \t]*$/ || line ~ /^#/ || line ~ /^extern "C"/) next
  if (line ~ /^\{/) { braces = 1; text = "" }
  if (braces) { if (line ~ /^\}/) braces = 0; next }
  if (line ~ /^\}/) next
  sub(/[ \t]+$/, "", line)
  text = text == "" ? line : text "\n" line
  if (line ~ /;$/) { statement(text); text = "" }
}

kind == "c" && /^[^ \t#\/]/ && !/;/ {
  name = name_in($0)
  if (name != "") source[name] = stem(FILENAME)
}

function family_of(name,   s, best, f, first, n) {
  s = source[name]
  if (name in replaces) return replaces[name]
  if (s in family) return family[s]
  for (f in family)
    if (index(s, f) == 1 && length(f) > length(best)) best = f
  if (best != "") return family[best]
  first = s
  sub(/-.*/, "-", first)
  for (f in family)
    if (index(f, first) == 1) {
      best = f
      n++
    }
  return n == 1 ? family[best] : ""
}

END {
  for (i = 1; i <= count; i++) {
    if (table) {
      print family_of(order[i]) "\t" header[order[i]] "\t" order[i]
      continue
    }
    text = prototype[order[i]]
    gsub(/"/, "\\\"", text)
    gsub(/\n/, "\\n\"\n    \"", text)
    printf "  { \"%s\", \"%s\",\n    \"%s\" },\n", family_of(order[i]),
      header[order[i]], text
  }
}
