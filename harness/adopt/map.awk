# map.awk - macros that put fallbacks in the place of calls.
# SPDX-License-Identifier: BSD-2-Clause
#
# usage: awk [-v used=1] -f map.awk CALLS HEADER...
# CALLS has a line for each: the call, its family, and perhaps "always", for
# whose function is there whether the family is used or not.  The HEADERs
# say how many arguments a call has: with another number it is somebody
# else's, such as a member of that name, and stays.  With "used" all are
# mapped, else those of whose families IPC_USE_X says so.

FILENAME == ARGV[1] {
  call[++calls] = $1
  family[calls] = toupper($2)
  always[calls] = $3 == "always"
  next
}
{ text = text " " $0 }

# How many parameters ipc_fb_NAME has, one more for "...".
function parameters (name,   at, i, c, depth, n, list)
{
  at = index(text, "ipc_fb_" name " (")
  if (!at) return -1
  at += length("ipc_fb_" name " (")
  for (i = at; depth >= 0; i++) {
    c = substr(text, i, 1)
    if (c == "(") depth++
    else if (c == ")") depth--
    else if (c == "," && depth == 0) n++
  }
  list = substr(text, at, i - at - 1)
  variable = list ~ /\.\.\./
  return list == "void" ? 0 : n + 1
}

# What FIRST gives: ours if it has N arguments or, if VARIABLE, one fewer.
function chosen (macro, first, n, ours,   i, text)
{
  text = macro " (" first
  for (i = 16; i > 0; i--) {
    text = text ", " (i == n || (variable && i == n - 1) ? ours : "theirs")
    if (i % 8 == 4) text = text " \\\n     "
  }
  return text ", 0)"
}

# The macro that chooses, for N arguments or, if VARIABLE, one fewer, too.  None
# is what the name of a macro and "()" have between them, if they call it; what
# begins with a parenthesis calls it, too, and without them.  Commas that come
# of a macro separate arguments only of the next one.
function chooser (n,   name, line)
{
  name = "IPC_MAP_" n (variable ? "V" : "")
  if (name in made) return name
  made[name] = 1
  line = n ? chosen("IPC_MAP_17TH", "__VA_ARGS__", n, "ours") \
    : chosen("IPC_MAP_NEXT", "IPC_MAP_COMMAS __VA_ARGS__ () \\\n     ", 13,
             "\\\n     " chosen("IPC_MAP_NEXT", "IPC_MAP_COMMAS __VA_ARGS__",
                                1, "ours") " \\\n     ")
  choosers = choosers "# define " name "(theirs, ours, ...) \\\n" \
    "  " line "\n"
  return name
}

function add (c,   n, name, use)
{
  n = parameters(call[c])
  if (n < 0) return
  use = "IPC_USE_" family[c]
  name = chooser(n)
  if (!used) maps = maps "# if " use "\n"
  maps = maps "#  undef " call[c] "\n#  define " call[c] \
    "(...) \\\n     " name " (" call[c] ", ipc_fb_" call[c] \
    ", __VA_ARGS__) (__VA_ARGS__)\n"
  if (!used) maps = maps "# endif\n"
  if (!always[c])
    own = own "# if !" use "\n#  define ipc_fb_" call[c] " " call[c] \
      "\n# endif\n"
}

END {
  for (c = 1; c <= calls; c++) add(c)
  if (maps == "") exit
  if (own != "")
    printf "\n/* The own names are always there.  */\n" \
      "#ifndef IPCOMPAT_INSIDE\n%s#endif\n", own
  print "\n/* A call with another number of arguments than the platform's is" \
    "\n   somebody else's, and stays.  */\n#if !defined IPCOMPAT_INSIDE &&" \
    " !defined IPCOMPAT_NO_MAP \\\n  && !defined __cplusplus"
  print "# ifndef IPC_MAP_NEXT\n" \
    "#  define IPC_MAP_17TH(a, b, c, d, e, f, g, h, i, j, k, l, m, n, \\" \
    "\n                      o, p, q, ...) q\n" \
    "#  define IPC_MAP_NEXT(...) IPC_MAP_17TH (__VA_ARGS__)\n" \
    "#  define IPC_MAP_COMMAS(...) , , , , , , , , , , , ,\n# endif"
  printf "%s%s#endif\n", choosers, maps
}
