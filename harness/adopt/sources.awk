# sources.awk - the sources, private headers and probes of an adoption.
# SPDX-License-Identifier: BSD-2-Clause
#
# usage: from=KIT to=DIRECTORY who=COPYRIGHT \
#   awk -F TAB -f sources.awk uses closure plan
# closure and plan: what closure.awk and plan.awk have printed.  Writes each
# file of KIT that these name to DIRECTORY, and says in its head whose it is.
# A source is compiled under the condition that a family is used which needs
# it, and says which contracts it would include.

FILENAME == ARGV[1] {
  if ($1 == "i") takes[$2] = takes[$2] " " $3
  next
}
FILENAME == ARGV[2] {
  if ($1 == "c") source[read_also("src/" $2, $2)] = any_used()
  if ($1 == "h") read_also("src/" $2, $2)
  next
}
FILENAME == ARGV[3] {
  if (split($0, word, " ") == 5) read_also("probe/" word[5], "probes/" word[5])
  next
}

# The path of FILE of the kit, which is read after what the command line
# names, and written as GOAL.
function read_also (file, goal)
{
  file = ENVIRON["from"] "/" file
  if (!(file in goals)) ARGV[ARGC++] = file
  goals[file] = goal
  return file
}

# The condition for the families that the line at hand has; none for "always".
function any_used (   i, line, text)
{
  if ($3 == "always") return ""
  for (i = 3; i <= NF; i++) {
    if (length(line) >= 49) {
      text = text line " || \\\n  "
      line = ""
    }
    line = line (line == "" ? "" : " || ") "IPC_USE_" toupper($i)
  }
  return text line
}

# Note in met[] what FILE includes, itself or by others.
function visit (file,   i, n, part)
{
  if (file in met) return
  met[file] = 1
  n = split(takes[file], part, " ")
  for (i = 1; i <= n; i++) visit(part[i])
}

# That FILE would include these headers with contracts, in order.
function contracts (file,   i, n, domain, text)
{
  split("", met)
  visit(file)
  for (file in met) {
    if (!sub(/^ipcompat-/, "", file) || !sub(/\.h$/, "", file)) continue
    for (i = n++; i > 0 && domain[i] > file; i--) domain[i + 1] = domain[i]
    domain[i + 1] = file
  }
  for (i = 1; i <= n; i++)
    text = text "#define IPCOMPAT_WITH_" toupper(domain[i]) " 1\n"
  return text
}

function finish ()
{
  if (out == "") return
  if (condition != "")
    print "\n#else\n\n/* An empty file is no C.  */\n" \
      "typedef int ipc_not_needed;\n\n#endif" >out
  close(out)
}

FNR == 1 {
  finish()
  out = ENVIRON["to"] "/" goals[FILENAME]
  in_head = FILENAME in source
  condition = in_head ? source[FILENAME] : ""
  print >out
  print "   " ENVIRON["who"] >out
  next
}
# A probe says it already, for whom else has it.
FNR == 2 && goals[FILENAME] ~ /^probes/ { next }
{
  sub(/# *include "ipcompat-[a-z]*\.h"/, "#include \"ipcompat.h\"")
  print >out
}
in_head && /\*\/$/ {
  in_head = 0
  if (condition != "") print "\n#if " condition >out
  print "\n#define IPCOMPAT_INSIDE 1" >out
  printf "%s#include \"probed.h\"\n", contracts(goals[FILENAME]) >out
}
END { finish() }
