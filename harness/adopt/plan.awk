# plan.awk - what a project's build asks before it uses some families.
# SPDX-License-Identifier: BSD-2-Clause
#
# usage: awk -F TAB -v names="NAME..." -f plan.awk families probes closure
# closure: what closure.awk has printed.  Prints the lines that the drivers
# read: "use NAME ask", or 1 where there is nothing to ask, each with its
# "ask NAME PROBE links|runs FILE", what a probe needs before it; and then
# "source FILE".

FILENAME ~ /families$/ {
  calls[$1] = $2
  probes[$1] = $4
  next
}
FILENAME ~ /probes$/ {
  file[$1] = $2
  kind[$1] = $3
  need[$1] = $4
  next
}
$1 == "c" { source[++sources] = $2 }

function ask (name, probe)
{
  if (probe == "-" || (name, probe) in asked) return
  asked[name, probe] = 1
  ask(name, need[probe])
  print "ask", name, probe, kind[probe], file[probe]
}

# A family that has only functions of its own is not replaced by anything.
function plan (name,   i, n, probe)
{
  n = calls[name] ~ /[^ ]/ ? split(probes[name], probe, " ") : 0
  print "use", name, n ? "ask" : 1
  for (i = 1; i <= n; i++) ask(name, probe[i])
}

END {
  n = split(names, name, " ")
  for (i = 1; i <= n; i++) plan(name[i])
  for (i = 1; i <= sources; i++) print "source", source[i]
}
