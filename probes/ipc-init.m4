# ipc-init.m4 - what every probe is made of.
# SPDX-License-Identifier: BSD-2-Clause

# IPC_INIT: how probes are run.  IPC_CAN_RUN is yes where a program built
# here can be run, natively or through --with-runner.
AC_DEFUN([IPC_INIT],
[AC_ARG_WITH([runner],
  [AS_HELP_STRING([--with-runner=CMD],
    [run probes through CMD (an emulator, a sandbox, ssh)])],
  [ipc_runner=$withval], [ipc_runner=])
AS_IF([test -n "$ipc_runner" || test "$cross_compiling" != yes],
  [ipc_can_run=yes], [ipc_can_run=no])
ipc_probe_list=
AC_DEFINE([IPC_PROBE_NONE], [-1], [For behaviours that no probe asks about.])
])

# _IPC_PROGRAM(INCLUDES, BODY): a probe's program.  It has ten seconds to
# live, reports a word on standard output if it likes (printed beside the
# answer), and exits 0 for yes, 1 for no, anything else if it broke.
m4_define([_IPC_PROGRAM],
[AC_LANG_SOURCE([[
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
$1
static int ipc_probe (void)
{
$2
}
int main (void)
{
  int answer;
  signal (SIGALRM, SIG_DFL);
  alarm (10);
  answer = ipc_probe ();
  fflush (stdout);
  return answer;
}
]])])

# IPC_PROBE(NAME, QUESTION, INCLUDES, BODY, [IF-NOT-LINKED = unknown]):
# run the program, cache the answer (yes, no, unknown) in ipc_cv_NAME and
# its word in ipc_cv_NAME_word, and define IPC_PROBE_NAME as 1, 0 or -1.
AC_DEFUN([IPC_PROBE],
[AC_CACHE_CHECK([$2], [ipc_cv_$1],
  [ipc_cv_$1=unknown ipc_cv_$1_word=
  AC_LINK_IFELSE([_IPC_PROGRAM([$3], [$4])],
    [AS_IF([test "$ipc_can_run" = yes],
      [rm -f conftest.word
      # The inner shell keeps "Alarm clock" and the like off the screen.
      (eval "$ipc_runner ./conftest$EXEEXT" >conftest.word) 2>&AS_MESSAGE_LOG_FD
      AS_CASE([$?], [0], [ipc_cv_$1=yes], [1], [ipc_cv_$1=no])
      ipc_cv_$1_word=`tr -cd 'A-Za-z0-9_,=. -' <conftest.word | head -c 80`])],
    [ipc_cv_$1=m4_default([$5], [unknown])])])
_IPC_ANSWER([$1], [$2])])

# IPC_PROBE_HAVE(NAME, QUESTION, INCLUDES, EXPRESSION): does it link?
AC_DEFUN([IPC_PROBE_HAVE],
[AC_CACHE_CHECK([$2], [ipc_cv_$1],
  [AC_LINK_IFELSE([AC_LANG_PROGRAM([[$3]], [[$4]])],
    [ipc_cv_$1=yes], [ipc_cv_$1=no])])
_IPC_ANSWER([$1], [$2])])

# _IPC_ANSWER(NAME, QUESTION): publish ipc_cv_NAME.
m4_define([_IPC_ANSWER],
[AS_CASE([$ipc_cv_$1], [yes], [ipc_value=1], [no], [ipc_value=0],
  [ipc_value=-1])
AS_IF([test -n "$ipc_cv_$1_word"],
  [AC_MSG_NOTICE([  it said: $ipc_cv_$1_word])])
AC_DEFINE_UNQUOTED(m4_toupper([IPC_PROBE_$1]), [$ipc_value],
  [$2: 1 yes, 0 no, -1 not known.])
AS_VAR_APPEND([ipc_probe_list],
  ["P (m4_toupper([$1]), \"$2\", \"$ipc_cv_$1_word\")
"])])

# IPC_OUTPUT_PROBES: write probes.h, which needs no config.h: the answers
# as macros and, as IPC_PROBE_LIST(P), all of them with their questions.
AC_DEFUN([IPC_OUTPUT_PROBES],
[AC_CONFIG_COMMANDS([probes.h],
  [{ echo '/* Made by configure: what the probes answered.  */'
     sed -n '/^@%:@define IPC_\(PROBE\|USE\)_/p' config.h
     echo '@%:@define IPC_PROBE_LIST(P) \'
     printf '%s' "$ipc_probe_list" | sed 's/$/ \\/'
     echo; } >probes.h.new
   AS_IF([cmp -s probes.h.new probes.h], [rm -f probes.h.new],
     [mv probes.h.new probes.h])],
  [ipc_probe_list='$ipc_probe_list'])])

# IPC_WARNINGS: the flags of the three builds.
AC_DEFUN([IPC_WARNINGS],
[AC_ARG_ENABLE([werror],
  [AS_HELP_STRING([--enable-werror], [treat compiler warnings as errors])],
  [], [enable_werror=no])
ipc_save_CFLAGS=$CFLAGS
WARN_CFLAGS=
for ipc_flag in -Wall -Wextra -Wpedantic -Wmissing-prototypes \
  -Wstrict-prototypes -Werror=parentheses -Wno-format-truncation
do
  CFLAGS="$ipc_save_CFLAGS -Werror $ipc_flag"
  AC_COMPILE_IFELSE([AC_LANG_PROGRAM()],
    [WARN_CFLAGS="$WARN_CFLAGS $ipc_flag"])
done
CFLAGS=$ipc_save_CFLAGS
AS_IF([test "$enable_werror" = yes], [WARN_CFLAGS="$WARN_CFLAGS -Werror"])
AC_SUBST([WARN_CFLAGS])])
