# fate.awk - what is to become of the files of an adoption.
# SPDX-License-Identifier: BSD-2-Clause
#
# usage: awk -f fate.awk pass=1 KNOWN pass=2 STATES pass=3 THERE pass=4 NEW
# KNOWN and NEW: lines of MANIFEST, the one that is there and the new one;
# THERE: such lines of what the directory has in truth; STATES: a line "file",
# "link" (to a file) or "other" and the name for what is there at all.
# Prints a word and the name of each.

pass == 1 {
  known[$3] = 1
  ours[$0] = 1
  name[++names] = $3
}
pass == 2 { state[$2] = $1 }
pass == 3 { there[$3] = $1 " " $2 }
pass == 4 {
  new[$3] = 1
  print fate($3, $1 " " $2), $3
}

# Whether what is there is as MANIFEST says.
function is_ours (file) { return (there[file] " " file) in ours }

function fate (file, sum)
{
  if (!(file in state)) return file in known ? "restored" : "new"
  if (state[file] != "file") return "foreign"
  if (there[file] == sum) return "same"
  if (is_ours(file)) return "changed"
  if (!(file in known)) return "foreign"
  return (sum " " file) in ours ? "kept" : "beside"
}

END {
  for (i = 1; i <= names; i++)
    if (!(name[i] in new) && name[i] in state)
      print (is_ours(name[i]) ? "removed" : "left"), name[i]
}
