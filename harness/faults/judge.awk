# judge.awk - from results to verdicts on the faults; see check.
# SPDX-License-Identifier: BSD-2-Clause
#
# Files, in this order: builds, levels, cases, excused, kills, results; of two
# results of the same case and fault the later counts.
#
# With again=1 nothing is judged: prints, as "program fault case", what has no
# value although it should.

function base(file) { sub(/.*\//, "", file); return file }

function wrong(text) {
  if (again) return
  print text
  failed = 1
}

# What is to have a value, and has none, is run again.
function want(program, aspect, fault,   key) {
  key = program SUBSEP aspect SUBSEP fault
  if (again && value[key] == "" && !(key in told)) {
    told[key]
    print program "\t" fault "\t" aspect
  }
}

# Which build PROGRAM is of: the first has no suffix, and is what no other is.
function build_of(program,   i, end) {
  for (i = builds; i > 1; i--) {
    end = suffix[i] "_test"
    if (substr(program, length(program) - length(end) + 1) == end) break
  }
  return i
}

# Whether it calls fallbacks.
function is_mapped(program) { return calls[build_of(program)] == "MAPPED" }

# Whether the row is turned where PROGRAM is run with FAULT.
function turned(program, aspect, level, fault,   key, was) {
  key = program SUBSEP aspect SUBSEP fault
  was = program SUBSEP aspect SUBSEP "none"
  if (value[key] == "" || value[key] == value[was]) return 0
  if (result[key] ~ /^broken/) return 0
  return level != "REQUIRED" || is_mapped(program) ||
         result[key] ~ /^failed/ || result[key] == "skipped: absent"
}

function judge(fault, id, must,   n, list, i, part, program, was) {
  if (id == "-") return
  if (!(id in level)) {
    wrong(fault ": no row is called " id)
    return
  }
  n = split(where[id], list, " ")
  for (i = 1; i <= n; i++) {
    split(list[i], part, ":")
    program = part[1]
    if (is_mapped(program) != (must == "fallback")) continue
    build = name[build_of(program)]
    was = program SUBSEP part[2] SUBSEP "none"
    if (again && value[was] == "") was = program SUBSEP part[2] SUBSEP "plain"
    if (value[was] == "") { unjudged++; continue }
    if (turned(program, part[2], level[id], fault)) {
      kills[build]++
    } else {
      survivors++
      want(program, part[2], fault)
      wrong(id " (" build ") survives " fault ": " \
            value[program, part[2], fault] ", was " value[was] \
            (result[program, part[2], fault] ~ /^broken/ ? \
             " [" result[program, part[2], fault] "]" : ""))
    }
  }
}

# What the fallback build makes of a fault that need not be noticed there.
function notice(fault, id,   n, list, i, part) {
  if (!notices || id == "-" || (fault, id) in required) return
  n = split(where[id], list, " ")
  for (i = 1; i <= n; i++) {
    split(list[i], part, ":")
    if (!is_mapped(part[1])) continue
    if (value[part[1], part[2], "none"] == "") continue
    asked++
    if (!turned(part[1], part[2], level[id], fault)) continue
    noticed++
    if (!again) print "notice\t" fault "\t" id
  }
}

base(FILENAME) == "builds" {
  calls[++builds] = $4
  name[builds] = $5
  suffix[builds] = $6
  next
}
base(FILENAME) == "levels" { level[$1] = $2; order[++rows] = $1; next }
base(FILENAME) == "cases" {
  where[$3] = where[$3] " " $1 ":" $2
  next
}
base(FILENAME) == "excused" { excused[$1]; next }
base(FILENAME) == "kills" {
  fault[++pairs] = $1
  row[pairs] = $2
  must[pairs] = $3
  if ($3 == "fallback") required[$1, $2]
  else named[$2]
  next
}
{
  if ($3 == "none" && !(($1, $2, $3) in result))
    alone[++n_alone] = $1 SUBSEP $2
  result[$1, $2, $3] = $4
  value[$1, $2, $3] = $5
}

END {
  for (i = 1; i <= n_alone; i++) {
    split(alone[i], part, SUBSEP)
    a = part[1] SUBSEP part[2] SUBSEP "plain"
    b = part[1] SUBSEP part[2] SUBSEP "none"
    if (a in result && (value[a] != value[b] ||
        substr(result[a], 1, 6) != substr(result[b], 1, 6))) {
      want(part[1], part[2], "plain")
      want(part[1], part[2], "none")
      wrong("the library alone changes " part[1] ":" part[2] ": " \
            value[b] " (" result[b] "), was " value[a] " (" result[a] ")")
    }
  }
  for (i = 1; i <= pairs; i++) {
    judge(fault[i], row[i], must[i])
    if (must[i] == "native") notice(fault[i], row[i])
  }
  for (i = 1; i <= rows && whole; i++) {
    id = order[i]
    if (!(id in named) && !(id in excused)) {
      wrong(id ": " level[id] ", and no fault strikes it")
      bare++
    }
    if (id in named && id in excused)
      wrong(id ": has a fault, and a NO_FAULT, too")
  }
  for (id in excused)
    if (!(id in level)) wrong("none.def: no row is called " id)
  if (again) exit
  printf "faults: "
  for (i = 1; i <= builds; i++)
    printf "%d kills in %s builds%s", kills[name[i]], name[i], \
      i < builds ? ", " : "; "
  printf "%d survivors\n", survivors
  printf "faults: %d not judged here, %d rows without a fault or a reason\n", \
    unjudged, bare
  if (notices)
    printf "faults: fallback builds noticed %d of %d more\n", noticed, asked
  exit failed
}
