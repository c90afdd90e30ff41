# embed.awk - turn text files into a C array of their lines.
# SPDX-License-Identifier: BSD-2-Clause
#
# usage: awk -f embed.awk -v name=ARRAY [-v css=1] FILE...
# Comments that have lines of their own, indentation and empty lines are
# left out; of a style sheet also the spaces that mean nothing there, which
# are not in its strings.
# One string per line: C99 promises no more than 4095 characters in one.

BEGIN { printf "static const char *const %s[] =\n{\n", name }

{ sub(/^[ \t]+/, ""); sub(/[ \t\r]+$/, "") }
/^\/\*/ { comment = 1 }
comment { if (/\*\/$/) comment = 0; next }
/^\/\// || /^$/ { next }
css { gsub(/: /, ":"); gsub(/; /, ";"); gsub(/, /, ","); sub(/ \{/, "{") }
css { gsub(/ > /, ">"); gsub(/\{ /, "{"); gsub(/;? \}/, "}") }

{
  # Character by character: awks differ in what gsub() makes of backslashes.
  line = ""
  for (i = 1; i <= length($0); i++) {
    c = substr($0, i, 1)
    if (c == "\\" || c == "\"" || c == "?")
      line = line "\\"
    line = line c
  }
  printf "  \"%s\\n\",\n", line
}

END { print "  NULL\n};" }
