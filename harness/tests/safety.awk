# safety.awk - which functions say that threads, or handlers, may call them.
# SPDX-License-Identifier: BSD-2-Clause
#
# usage: awk -f safety.awk ipcompat_*.3
# Of the manual pages: "threads NAME" of those that any number of threads may
# call, "handlers NAME" of those that handlers may, and "threads: nothing NAME"
# or "handlers: nothing NAME" where a contract is silent.

# What a list, or else all of a page's functions, is said to be.
function note (   i, n, name)
{
  n = split(list == "" ? all : list, name, /, */)
  for (i = 1; i <= n; i++) {
    if (text ~ /\nThreads: any/) is["threads " name[i]] = 1
    if (text ~ /\nHandlers: yes/) is["handlers " name[i]] = 1
    if (text ~ /\nThreads: [a-z]/) told["threads", name[i]] = 1
    if (text ~ /\nHandlers: [a-z]/) told["handlers", name[i]] = 1
  }
  list = text = ""
}

FNR == 1 { all = "" }
/^\.Nm ipc_/ {
  known[$2] = 1
  all = all (all == "" ? "" : ", ") $2
}
/^\.Sh / {
  if (inside) note()
  inside = $2 == "THREADS"
  next
}
inside && /^\.It / {
  note()
  list = substr($0, 5)
  if (list ~ /^All/) list = ""
  next
}
inside && !/^\./ { text = text "\n" $0 }
END {
  for (name in is) print name
  for (name in known) {
    if (!(("threads", name) in told)) print "threads: nothing " name
    if (!(("handlers", name) in told)) print "handlers: nothing " name
  }
}
