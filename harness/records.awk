# records.awk - the records of .def files as lines, for scripts.
# SPDX-License-Identifier: BSD-2-Clause
#
# Prints FILE, LINE, MACRO and the arguments of each call, between tabs.
# Strings lose their quotes and are joined; a call within an argument
# becomes NAME=VALUE|VALUE.  Knows C's comments, strings and brackets, and
# nothing else of C.

function base (path)
{
  sub (/^.*\//, "", path)
  sub (/\.def$/, "", path)
  return path
}

# The end of a record: print it.
function flush_record ()
{
  print base(file), at, macro, argument
  macro = ""
}

# One character outside of strings and comments.
function plain (c)
{
  if (c == "(") {
    if (depth++ == 0) {
      macro = word
      argument = ""
      at = line
    } else if (word != "")
      argument = argument word "="
    word = ""
  } else if (depth > 0 && (c == ")" || c == ",")) {
    argument = argument word
    word = ""
    if (c == ",")
      argument = argument (depth > 1 ? "|" : "\t")
    else if (--depth == 0)
      flush_record()
  } else if (c ~ /[A-Za-z0-9_.]/) {
    if (spaced && word != "")
      word = depth > 0 ? word " " : ""
    word = word c
    spaced = 0
    return
  }
  spaced = 1
}

function scan (text,   i, c, two)
{
  for (i = 1; i <= length(text); i++) {
    c = substr(text, i, 1)
    two = substr(text, i, 2)
    if (comment) {
      if (two == "*/") { comment = 0; i++ }
    } else if (quoted) {
      if (c == "\\") { word = word substr(text, ++i, 1) }
      else if (c == "\"") quoted = 0
      else word = word c
    } else if (two == "/*") { comment = 1; i++ }
    else if (c == "\"" && depth > 0) quoted = 1
    else plain(c)
  }
  spaced = 1
}

BEGIN { OFS = "\t" }
FNR == 1 { file = FILENAME; line = 0; word = "" }
{ line++ }
/^#/ { next }
{ scan($0) }
