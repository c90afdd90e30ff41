# page.awk - the manual page of a fallback, of what header.awk has selected.
# SPDX-License-Identifier: BSD-2-Clause
#
# usage: awk -v family=NAME -v date=DATE -f page.awk families limits functions -
# Standard input is the part of the headers that declares the family's
# functions, with their contracts.  A contract's sentences end with a dot and
# two spaces, or at a line's end; those that begin with "Threads:" and
# "Handlers:", and what is said of POSIX after them, get sections of their own,
# and those that name an errno value are told again under ERRORS.

FILENAME ~ /families$/ {
  promise[$1] = $5
  if ($1 == family) calls = $2
  next
}
FILENAME ~ /limits$/ {
  if ($1 == family)
    limits = limits ".It Sy " $3 "\n" ($2 ~ /^POSS/ ? "May be: " : "") \
      escape($4) ";\n" escape($5) ".\n"
  next
}
FILENAME ~ /functions$/ {
  if ($1 == family) {
    name[++names] = $3
    if (names == 1) domain = $2
  }
  table[++rows] = $1 " " $2
  next
}

# Text that troff takes as it is.
function escape (s)
{
  gsub(/\\/, "\\e", s)
  gsub(/-/, "\\-", s)
  return s
}

# A line that begins like a request is none.
function no_request (s) { return (s ~ /^[.']/ ? "\\&" : "") s }

# Of what has been read, parts end with an empty line outside of comments.
{
  open = comment
  comment += gsub(/\/\*/, "&") - gsub(/\*\//, "&")
  if ($0 == "" && !comment) { finish(); next }
  if (open || $0 ~ /^\/\*/) text = text $0 "\n"
  else code = code $0 "\n"
}

function finish (   n, i, line, only, depth)
{
  n = split(code, line, "\n")
  only = 1
  for (i = 1; i <= n; i++) {
    if (line[i] !~ /^(#|extern "C"|}?$)/) only = 0
    if (line[i] ~ /^# *(if|undef|define)/) depth++
    if (line[i] ~ /^# *define/) only = 0
  }
  if (only || code ~ /IPCOMPAT_INSIDE/) code = ""
  # What a type's name has brought along is on another page.
  if (code ~ /(^|\n)[a-z][^\n]*ipc_[a-z0-9_]* \(/ && functions_of(code) == "")
    code = text = ""
  if (code != "" || text != "") {
    part[++parts] = code
    said[parts] = text
  }
  code = text = ""
}

# The functions that CODE declares, and its parameters, as a list.
function functions_of (code,   list, i)
{
  for (i = 1; i <= names; i++)
    if (index(code, name[i] " (")) list = list (list ? ", " : "") name[i]
  return list
}

function learn_parameters (code,   word)
{
  split("", parameter)
  while (match(code, /[A-Za-z_][A-Za-z0-9_]*[^A-Za-z0-9_]/)) {
    word = substr(code, RSTART, RLENGTH)
    code = substr(code, RSTART + RLENGTH)
    if (word ~ /[a-z][,)[;]$/) parameter[substr(word, 1, length(word) - 1)] = 1
  }
}

# Parameters, which a contract has in capitals, as they are written.
function dressed (s,   out, word)
{
  out = ""
  while (match(s, /[A-Za-z0-9_]+/)) {
    word = substr(s, RSTART, RLENGTH)
    out = out escape(substr(s, 1, RSTART - 1))
    s = substr(s, RSTART + RLENGTH)
    if (word == toupper(word) && (tolower(word) in parameter))
      word = "\\fI" tolower(word) "\\fP"
    out = out word
  }
  return no_request(out escape(s))
}

# Whether S names an errno value.
function tells_errors (s,   word)
{
  if (s ~ /(^|[^a-z_])[Ee]rrno([^a-z_]|$)/) return 1
  while (match(s, /[A-Za-z_0-9]+/)) {
    word = substr(s, RSTART, RLENGTH)
    s = substr(s, RSTART + RLENGTH)
    if (word ~ /^E[A-Z0-9][A-Z0-9]+$/ && !(tolower(word) in parameter))
      return 1
  }
  return 0
}

# One paragraph of the part P.
function paragraph (p, s,   i, n, line, first, plain)
{
  gsub(/\.\n */, ".  ", s)
  gsub(/\n */, " ", s)
  sub(/ *$/, "", s)
  gsub(/\.  +/, ".\n", s)
  n = split(s, line, "\n")
  for (i = 1; i <= n; i++) {
    if (line[i] == "") continue
    if (line[i] ~ /^(Threads|Handlers):/) {
      note(p, again(p, line[i]) ? first : "", line[i])
      continue
    }
    if (line[i] ~ /^POSIX: / || (line[i] ~ /POSIX/ && threads[p] ~ /Handl/)) {
      stands(line[i])
      continue
    }
    if (plain == "") first = line[i]
    plain = plain dressed(line[i]) "\n"
    if (tells_errors(line[i])) errors[p] = errors[p] dressed(line[i]) "\n"
  }
  return plain
}

# Whether S is the second statement of that kind: of another case.
function again (p, s)
{
  return s ~ /^Threads/ && threads[p] ~ /Threads/
}

function note (p, condition, s)
{
  threads[p] = threads[p] (condition == "" ? "" : \
    ".Pp\n" dressed(condition) "\n") \
    dressed(s) "\n"
}

# A sentence on POSIX, once.
function stands (s,   i, n, page)
{
  if (!sub(/^POSIX: /, "", s)) {
    if (!(s in elsewhere)) others = others escape(s) "\n"
    elsewhere[s] = 1
    return
  }
  sub(/\. *$/, "", s)
  n = split(s, page, ", ")
  for (i = 1; i <= n; i++)
    if (!(page[i] in cited)) {
      cited[page[i]] = 1
      pages = pages (pages == "" ? "" : ", ") page[i]
    }
}

# What the part P says, without what has its own section.
function description (p, s,   i, n, line, out, para)
{
  gsub(/\/\* ?|\*\//, "", s)
  gsub(/\n[ \t]+\n/, "\n\n", s)
  n = split(s, line, "\n")
  for (i = 1; i <= n; i++) {
    sub(/^ +/, "", line[i])
    sub(/ +$/, "", line[i])
    if (line[i] != "") para = para line[i] "\n"
    if (para != "" && (line[i] == "" || i == n)) {
      para = paragraph(p, para)
      if (para != "") out = out (out == "" ? "" : ".Pp\n") para
      para = ""
    }
  }
  return out
}

function section (title, body)
{
  if (body != "") printf ".Sh %s\n%s", title, body
}

function each (list,   p, out)
{
  for (p = 1; p <= parts; p++)
    if (list[p] != "")
      out = out (many ? ".It " (of[p] == "" ? "All of these" : of[p]) "\n" : \
        "") list[p]
  if (out != "" && many) out = ".Bl -tag -width Ds\n" out ".El\n"
  return out
}

function see_also (   i, f, n, near, list, out, j, t)
{
  for (i = 1; i <= rows; i++) {
    split(table[i], f, " ")
    if (f[2] == domain && f[1] != family && !(f[1] in near)) {
      near[f[1]] = 1
      list[++n] = "ipcompat_" f[1]
    }
  }
  for (i = 2; i <= n; i++)
    for (j = i; j > 1 && list[j] < list[j - 1]; j--) {
      t = list[j]; list[j] = list[j - 1]; list[j - 1] = t
    }
  out = ".Xr ipcompat 1"
  for (i = 0; i <= n; i++)
    out = out " ,\n.Xr " (i ? list[i] : "ipcompat") " 3"
  return out "\n"
}

function head (title, brief,   i)
{
  print ".\\\" Made of the contracts in the headers; do not edit."
  print ".\\\" SPDX-License-Identifier: BSD-2-Clause"
  print ".Dd " date "\n.Dt " toupper(title) " 3\n.Os\n.Sh NAME"
  print ".Nm " title (names ? " ," : "")
  for (i = 1; i <= names; i++) print ".Nm " name[i] (i < names ? " ," : "")
  print ".Nd " escape(brief)
  print ".Sh LIBRARY"
  print "libipcompat, by\n.Ql pkg\\-config \\-\\-cflags \\-\\-libs ipcompat"
}

END {
  finish()
  head("ipcompat_" family, promise[family])
  print ".Sh SYNOPSIS\n.In ipcompat/" family ".h\n.Bd -literal"
  for (p = 1; p <= parts; p++) {
    of[p] = functions_of(part[p])
    if (of[p] != "") ++many
    if (part[p] != "") printf "%s%s", shown++ ? "\n" : "", literal(part[p])
  }
  print ".Ed"
  many = many > 1
  for (p = 1; p <= parts; p++) {
    learn_parameters(part[p])
    body = description(p, said[p])
    if (body == "") continue
    if (of[p] == "") before = before (before == "" ? "" : ".Pp\n") body
    else after = after (many ? ".Ss " of[p] "\n" : after before == "" ? "" : \
      ".Pp\n") body
  }
  if (calls != "") {
    gsub(/  */, ",\n", calls)
    before = "The header puts functions in the place of\n" calls \
      ",\nwhere probes have found these missing or wrong, or\n" \
      ".Dv IPC_USE_" toupper(family) "\nis defined as 1.\n" \
      (before == "" ? "" : ".Pp\n" before)
    if (!many && after != "" && after !~ /^\.Pp/) after = ".Pp\n" after
  }
  section("DESCRIPTION", before after)
  section("ERRORS", each(errors))
  section("THREADS AND HANDLERS", each(threads))
  section("LIMITS", limits == "" ? "None is known.\n" : \
    "What behaviours of the suites show:\n.Bl -tag -width Ds\n" limits ".El\n")
  section("SEE ALSO", see_also())
  section("STANDARDS", (pages == "" ? "" : "Pages of POSIX: " pages ".\n") \
    others)
}

# Code as it is.
function literal (s)
{
  gsub(/\\/, "\\e", s)
  gsub(/-/, "\\-", s)
  gsub(/\n\./, "\n\\\\\\&.", s)
  return s
}
BEGIN { FS = "\t" }
