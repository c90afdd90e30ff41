# uses.awk - what each source and header of the fallbacks defines and uses.
# SPDX-License-Identifier: BSD-2-Clause
#
# usage: awk -f uses.awk pass=1 FILE... pass=2 FILE... pass=3 HEADER...
# Prints, with tabs in between, "d FILE NAME" (defines the function or data),
# "u FILE NAME" (mentions it, or what begins with ipc_ or IPC_) and
# "i FILE HEADER" (includes it); and "p HEADER NAME" of each function that the
# HEADERs with contracts declare.  What a source uses only where a probe said
# no is left out: whoever wants that names its family, too.  A declaration in
# a header is no use.  Knows GNU's layout, and no more of C.

function strip (line,   start, end)
{
  if (comment) {
    end = index(line, "*/")
    if (!end) return ""
    line = substr(line, end + 2)
    comment = 0
  }
  while ((start = index(line, "/*")) > 0) {
    end = index(substr(line, start + 2), "*/")
    if (!end) {
      comment = 1
      return substr(line, 1, start - 1)
    }
    line = substr(line, 1, start - 1) " " substr(line, start + end + 3)
  }
  return line
}

function once (kind, what)
{
  if ((kind, name, what) in seen) return
  seen[kind, name, what] = 1
  print kind, name, what
}

# A conditional: only[] says of each that is open whether it is for what a
# probe has missed.
function directive (line)
{
  if (line ~ /^# *if/) {
    only[++depth] = line ~ /IPC_PROBE_[A-Z0-9_]*/ &&
      (line ~ /! *IPC_PROBE_/ || line ~ /IPC_PROBE_[A-Z0-9_]* == 0/)
  } else if (line ~ /^# *el/)
    only[depth] = 0
  else if (line ~ /^# *endif/)
    depth--
  else if (line ~ /^# *include "/ && pass > 1) {
    sub(/^[^"]*"/, "", line)
    sub(/".*/, "", line)
    once("i", line)
  }
}

function is_optional (   i)
{
  for (i = 1; i <= depth; i++)
    if (only[i]) return 1
  return 0
}

function definition (line)
{
  if (name !~ /\.c$/ || line !~ /^\(?\*?[a-z_][a-z0-9_]* \(/ ||
      line ~ /;[ ]*$/ || before ~ /^static/ || before ~ /;/) return
  sub(/^\(?\*?/, "", line)
  sub(/ .*/, "", line)
  defined[line] = 1
  once("d", line)
}

# Data that other sources share.
function data (line)
{
  if (name !~ /\.c$/ || line ~ /^(static|typedef|enum) / ||
      line !~ /^[a-z][A-Za-z0-9_ *]* \*?[a-z_][a-z0-9_]* =$/) return
  sub(/ =$/, "", line)
  sub(/.*[ *]/, "", line)
  defined[line] = 1
  once("d", line)
}

function mentions (line, kind,   word)
{
  while (match(line, /[A-Za-z_][A-Za-z0-9_]*/)) {
    word = substr(line, RSTART, RLENGTH)
    line = substr(line, RSTART + RLENGTH)
    if (word in defined || (kind == "u" && word ~ /^(ipc|IPC)_/))
      once(kind, word)
  }
}

FNR == 1 {
  name = FILENAME
  sub(/.*\//, "", name)
  depth = comment = 0
  whole = before = ""
}
{
  line = strip($0)
  if (line ~ /\\$/) {
    whole = whole substr(line, 1, length(line) - 1) " "
    next
  }
  line = whole line
  whole = ""
}
line ~ /^#/ { directive(line) }
pass == 1 { definition(line); data(line) }
pass == 2 && !is_optional() && (name ~ /\.c$/ || line ~ /^[# ]/) {
  mentions(line, "u")
}
pass == 3 { mentions(line, "p") }
line !~ /^[ ]*$/ { before = line }
BEGIN { OFS = "\t" }
