# probes.awk - the programs of configure's probes, as plain C programs.
# SPDX-License-Identifier: BSD-2-Clause
#
# usage: awk -v directory=D -f probes.awk configure
# Writes D/PROBE.c of each, whose status is 0, 1 or 2: yes, no, unknown.
# Prints name, file, kind, need and question, with tabs in between.  What
# needs no run, "links", says no by not being linked.

function put (line) { print line >file }

# The environment that a program is to see, whatever its compiler is told.
function environment (strict,   i, n, macros, names)
{
  names = "__EXTENSIONS__ _ALL_SOURCE _DARWIN_C_SOURCE _GNU_SOURCE " \
    "_NETBSD_SOURCE _OPENBSD_SOURCE _POSIX_PTHREAD_SEMANTICS _TANDEM_SOURCE"
  if (strict)
    names = names " _BSD_SOURCE _DEFAULT_SOURCE _POSIX_C_SOURCE " \
      "_POSIX_SOURCE _SVID_SOURCE _XOPEN_SOURCE"
  n = split(names, macros, " ")
  for (i = 1; i <= n; i++)
    if (strict)
      put("#undef " macros[i])
    else {
      put("#ifndef " macros[i])
      put("# define " macros[i] " 1")
      put("#endif")
    }
  if (strict)
    put("#define _XOPEN_SOURCE 700")
}

/^\/\* ipc-probe / {
  name = $3
  kind = $4
  strict = $5 == "strict"
  need = $6
  sub(/:$/, "", need)
  question = $0
  sub(/^[^:]*: /, "", question)
  sub(/ \*\/$/, "", question)
  base = name
  gsub(/_/, "-", base)
  file = directory "/" base ".c"
  print name, base ".c", kind, need, question
  put("/* " base ".c - " question "?")
  put("   Copyright: the authors of ipcompat; see COPYING.")
  put("   SPDX-License-Identifier: BSD-2-Clause")
  put("")
  if (kind == "links")
    put("   If this can be linked: yes.  If not: no.  */")
  else
    put("   Status 0: yes; 1: no; else, or if it cannot be built: unknown.  */")
  put("")
  environment(strict)
  put("")
  inside = 1
  in_main = 0
  next
}

inside && /^_ACEOF$/ { close(file); inside = 0 }
!inside { next }
/^int main / { in_main = 1 }

# What the shell makes of it, which reads it from a here-document.
{
  gsub(/\$ipc_seconds/, "10")
  gsub(/\\\\/, "\\")
}
in_main && kind == "runs" && $0 == "  return 0;" {
  put("  return answer == YES || answer == NO ? answer : UNKNOWN;")
  next
}
{ put($0) }

BEGIN { OFS = "\t" }
