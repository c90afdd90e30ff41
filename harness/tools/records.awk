# records.awk - calls of C macros as lines; see harness/tools/records.
# SPDX-License-Identifier: BSD-2-Clause
#
# Knows C's strings and brackets, and nothing else of C.

# One character outside of strings.
function plain (c)
{
  if (c == "(") {
    if (depth++ == 0) {
      macro = word
      argument = ""
    } else if (word != "")
      argument = argument word "="
    word = ""
  } else if (depth > 0 && (c == ")" || c == ",")) {
    argument = argument word
    word = ""
    if (c == ",")
      argument = argument (depth > 1 ? "|" : "\t")
    else if (--depth == 0)
      print name, macro, argument
  } else if (c ~ /[A-Za-z0-9_.]/) {
    if (spaced && word != "")
      word = depth > 0 ? word " " : ""
    word = word c
    spaced = 0
    return
  }
  spaced = 1
}

function scan (text,   i, c)
{
  for (i = 1; i <= length(text); i++) {
    c = substr(text, i, 1)
    if (!quoted && c == "\"" && depth > 0) quoted = 1
    else if (!quoted) plain(c)
    else if (c == "\\") word = word substr(text, ++i, 1)
    else if (c == "\"") quoted = 0
    else word = word c
  }
  spaced = 1
}

BEGIN { OFS = "\t" }
{ scan($0) }
