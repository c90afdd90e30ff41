# header.awk - what some names need of the headers with the contracts.
# SPDX-License-Identifier: BSD-2-Clause
#
# usage: awk -f header.awk WANTED HEADER...
# WANTED has a name per line.  Of each header come the parts that declare
# one of them, or what such a part needs, with their contracts; and what they
# include: only for IPCOMPAT_INSIDE, the sources, where no part needs it.  A
# source says by IPCOMPAT_WITH_NAME which of the headers it would include.
# A part ends with an empty line outside of comments.

FNR == 1 { ++file }
file == 1 { wanted[$1] = 1; next }
FNR == 1 {
  where = "head"
  header[file] = FILENAME
  text = ""
}

function without_comments (s,   start, end)
{
  while ((start = index(s, "/*")) > 0) {
    end = index(substr(s, start), "*/")
    s = substr(s, 1, start - 1) substr(s, start + (end ? end + 1 : length(s)))
  }
  return s
}

# Note a part of the header at hand: its text, and its code alone.
function finish (   code)
{
  if (text ~ /^\n*$/) { text = ""; return }
  code = without_comments(text)
  part[++parts] = text
  code_of[parts] = code
  of[parts] = file
  kind[parts] = is_frame(code) ? "frame" : code ~ /[^ \n]/ ? "code" : "prose"
  text = ""
}

# Whether CODE opens or closes a conditional around other parts.
function is_frame (code,   i, n, lines, open)
{
  n = split(code, lines, "\n")
  for (i = 1; i <= n; i++) {
    if (lines[i] ~ /^# *if/) ++open
    else if (lines[i] ~ /^# *endif/) --open
  }
  return open != 0 || code ~ /^[ \n]*# *el[a-z]*[^\n]*\n*$/
}

where == "head" {
  if ($0 ~ /^#define IPCOMPAT_[A-Z]*_H/) where = "includes"
  else if (FNR > 2 && $0 !~ /^#ifndef IPCOMPAT_[A-Z]*_H/)
    prose[file] = prose[file] ($0 == "" && prose[file] ~ /\*\/\n$/ ? \
      "" : $0 "\n")
  next
}
where == "includes" {
  if ($0 ~ /^#ifdef __cplusplus/) where = "language"
  else includes[file] = includes[file] $0 "\n"
  next
}
where == "language" { if ($0 ~ /^#endif/) where = "body"; next }
where == "body" && /^#ifdef __cplusplus/ { finish(); where = "tail" }
where != "body" { next }
{
  open = comment
  n = gsub(/\/\*/, "&")
  m = gsub(/\*\//, "&")
  comment = open + n - m > 0
}
$0 == "" && !comment { finish(); next }
{ text = text $0 "\n" }

# What part P declares: functions, tags, constants, macros, types.
function declares (p, all,   code, i, n, lines, word)
{
  code = code_of[p]
  n = split(code, lines, "\n")
  for (i = 1; i <= n; i++) {
    word = lines[i]
    if (word ~ /^(struct|union|enum) ?[a-z_]*;?$/ || word ~ /^# *define /) {
      sub(/^# *define /, "", word)
      sub(/^(struct|union|enum) */, "", word)
      sub(/[^A-Za-z0-9_].*/, "", word)
      all[word] = 1
    } else if (match(word, /ipc_[a-z0-9_]* \(/) && word ~ /^[a-zA-Z]/) {
      word = substr(word, RSTART)
      sub(/ .*/, "", word)
      all[word] = 1
    }
  }
  while (match(code, /IPC_[A-Z0-9_]+|ipc_[a-z0-9_]+(\[1\])?;/)) {
    word = substr(code, RSTART, RLENGTH)
    code = substr(code, RSTART + RLENGTH)
    sub(/(\[1\])?;/, "", word)
    all[word] = 1
  }
}

function mentions (code, all,   word)
{
  while (match(code, /[A-Za-z_][A-Za-z0-9_]*/)) {
    word = substr(code, RSTART, RLENGTH)
    code = substr(code, RSTART + RLENGTH)
    all[word] = 1
  }
}

# Select part P, and want what it uses of the others.
function take (p,   word, words)
{
  taken[p] = 1
  chosen[of[p]] = 1
  mentions(code_of[p], words)
  for (word in words) {
    used[of[p], word] = 1
    if (word ~ /^(ipc|IPC)_/) wanted[word] = 1
  }
}

function select_parts (   p, word, again, all)
{
  do {
    again = 0
    for (p = 1; p <= parts; p++) {
      if (kind[p] != "code" || taken[p]) continue
      split("", all)
      declares(p, all)
      for (word in all)
        if (word in wanted) {
          take(p)
          again = 1
          break
        }
    }
  } while (again)
}

# The types for which a header of the system is included; of others nobody
# knows, and they are included.
BEGIN {
  types_of["setjmp.h"] = "jmp_buf"
  types_of["poll.h"] = "pollfd nfds_t"
  types_of["sys/select.h"] = "fd_set"
  types_of["time.h"] = "timespec time_t"
  types_of["signal.h"] = "sigset_t siginfo_t sigaction sigval sigevent"
  types_of["stdio.h"] = "FILE"
  types_of["fcntl.h"] = "O_CLOEXEC"
  types_of["sys/socket.h"] = "sockaddr socklen_t msghdr SOCK_CLOEXEC"
  types_of["sys/ipc.h"] = "key_t"
  types_of["stddef.h"] = "NULL"
}

function print_includes (f,   i, j, n, m, lines, name, types, needed)
{
  n = split(includes[f], lines, "\n")
  for (i = 1; i <= n; i++) {
    if (lines[i] == "" || lines[i] ~ /"ipcompat/) continue
    needed = 1
    if (lines[i] ~ /^# *include </) {
      name = lines[i]
      gsub(/^[^<]*<|>.*/, "", name)
      m = split(types_of[name], types, " ")
      if (m > 0) needed = 0
      for (j = 1; j <= m; j++)
        if ((f, types[j]) in used) needed = 1
    }
    if (!needed) print "#ifdef IPCOMPAT_INSIDE"
    print lines[i]
    if (!needed) print "#endif"
  }
}

# An opened conditional is printed when something follows in it.
function print_frame (p,   code)
{
  code = code_of[p]
  if (code ~ /# *if/) held[++depth] = part[p]
  else if (held[depth] == "") printf "\n%s", part[p]
  if (code ~ /# *endif/) depth--
}

function print_part (p,   i)
{
  for (i = 1; i <= depth; i++)
    if (held[i] != "") {
      printf "\n%s", held[i]
      held[i] = ""
    }
  printf "\n%s", part[p]
}

# Whether the prose P is on what is taken: that follows it.
function is_used_after (p,   i)
{
  for (i = p + 1; i <= parts && of[i] == of[p]; i++)
    if (taken[i]) return 1
  return 0
}

# What the sources call the header F, if they want it.
function with (f,   name)
{
  name = toupper(header[f])
  gsub(/.*IPCOMPAT-|\.H$/, "", name)
  return "IPCOMPAT_WITH_" name
}

function base (name) { sub(/.*\//, "", name); return name }

# A source sees just those headers' parts that it has always seen.
function only_for (f)
{
  return "#if !defined IPCOMPAT_INSIDE || defined " with(f)
}

END {
  select_parts()
  for (f = 2; f <= file; f++) {
    if (chosen[f]) print only_for(f)
    else if (base(header[f]) in wanted) print "#ifdef " with(f)
    else continue
    print_includes(f)
    print "#endif"
  }
  print "\n#ifdef __cplusplus\nextern \"C\" {\n#endif"
  for (p = 1; p <= parts; p++) {
    f = of[p]
    if (!chosen[f]) continue
    if (f != last) printf "%s\n%s\n", last ? "\n#endif" : "", only_for(f)
    if (f != last && sub(/^[ \n]+/, "", prose[f]) && prose[f] ~ /^[A-Z]/)
      printf "\n/* %s", prose[f]
    last = f
    if (kind[p] == "frame") print_frame(p)
    else if (taken[p] || (kind[p] == "prose" && is_used_after(p)))
      print_part(p)
  }
  if (last) print "\n#endif"
  print "\n#ifdef __cplusplus\n}\n#endif"
}
