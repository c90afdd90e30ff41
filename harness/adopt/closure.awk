# closure.awk - which files some families take along, and who needs each.
# SPDX-License-Identifier: BSD-2-Clause
#
# usage: awk -F TAB -v names="NAME..." -f closure.awk families uses
# families: name, calls and sources of each family, and more.  Prints, with
# tabs in between:
#   c FILE FAMILY...       a source; "always" if it has functions under names
#                          of their own
#   h FILE                 a private header
#   w NAME                 what the public header must declare, or include
#   m CALL FAMILY [always] a call that is mapped if the family is used, the
#                          first that has it; always: its fallback is there
#                          in any case

FILENAME ~ /families$/ {
  calls[$1] = $2
  start[$1] = $3
  next
}
$1 == "d" { by[$3] = by[$3] " " $2; has[$2] = has[$2] " " $3 }
$1 == "u" { uses[$2] = uses[$2] " " $3 }
$1 == "p" { public[$3] = 1 }
$1 == "i" { takes[$2] = takes[$2] " " $3 }

function visit (file, family,   i, n, part)
{
  if ((file, family) in met) return
  met[file, family] = 1
  if (!(file in needs)) order[++files] = file
  needs[file] = needs[file] " " family
  n = split(takes[file], part, " ")
  for (i = 1; i <= n; i++)
    if (part[i] ~ /^ipcompat-/) wanted[part[i]] = 1
    else if (part[i] != "config.h") visit(part[i], family)
  n = split(uses[file], part, " ")
  for (i = 1; i <= n; i++) {
    wanted[part[i]] = 1
    visit_all(by[part[i]], family)
  }
}

function visit_all (list, family,   i, n, part)
{
  n = split(list, part, " ")
  for (i = 1; i <= n; i++) visit(part[i], family)
}

# What FAMILY gives to programs: all that its own sources define for them.
function publish (file,   i, n, part)
{
  n = split(has[file], part, " ")
  for (i = 1; i <= n; i++) {
    if (!(part[i] in public)) continue
    wanted[part[i]] = 1
    if (part[i] !~ /^ipc_fb_/) own[file] = 1
  }
}

function adopt (family,   i, n, part)
{
  n = split(start[family], part, " ")
  for (i = 1; i <= n; i++) {
    visit(part[i], family)
    publish(part[i])
    if (calls[family] != "" && own[part[i]]) visit(part[i], "always")
  }
  n = split(calls[family], part, " ")
  for (i = 1; i <= n; i++)
    if (("ipc_fb_" part[i]) in by) {
      wanted["ipc_fb_" part[i]] = 1
      visit_all(by["ipc_fb_" part[i]], family)
      if (!(part[i] in mapped)) call[++mappings] = part[i]
      if (!(part[i] in mapped)) mapped[part[i]] = family
    }
}

function is_always (name,   file)
{
  file = by["ipc_fb_" name]
  sub(/^ /, "", file)
  return (file, "always") in met
}

END {
  n = split(names, name, " ")
  for (i = 1; i <= n; i++) adopt(name[i])
  for (i = 1; i <= files; i++)
    if (order[i] ~ /\.h$/)
      print "h", order[i]
    else {
      line = needs[order[i]]
      gsub(/ /, "\t", line)
      if (line ~ /\talways/) line = "\talways"
      print "c", order[i] line
    }
  for (i = 1; i <= mappings; i++)
    print "m", call[i], mapped[call[i]] (is_always(call[i]) ? "\talways" : "")
  for (word in wanted) print "w", word
}
BEGIN { OFS = "\t" }
