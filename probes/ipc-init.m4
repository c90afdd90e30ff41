# ipc-init.m4 - what every probe is made of.
# SPDX-License-Identifier: BSD-2-Clause

# IPC_INIT: how probes are built and run.  SYSTEM_EXTENSIONS are the feature
# test macros that AC_USE_SYSTEM_EXTENSIONS chose, for the compiler's command
# line: a probe sees them, and nothing else of what configure has found out.
# Answers that were cached under other conditions are forgotten.  BSD has queues
# of POSIX, and others have threads and sockets, in libraries of their own.
AC_DEFUN([IPC_INIT],
[AC_REQUIRE([AC_PROG_CC])dnl
AC_ARG_WITH([runner],
  [AS_HELP_STRING([--with-runner=CMD],
    [run probes through the program CMD (an emulator, a sandbox, ssh)])],
  [AS_CASE([$withval], [yes], [AC_MSG_ERROR([--with-runner needs a command])],
    [no], [ipc_runner=], [ipc_runner=$withval])],
  [ipc_runner=])
AS_IF([test -n "$ipc_runner" || test "$cross_compiling" = no],
  [ipc_can_run=yes], [ipc_can_run=no])
SYSTEM_EXTENSIONS=`sed -n \
  -e 's/^@%:@define \(_@<:@A-Z0-9_@:>@*_SOURCE\) \(.*\)$/-D\1=\2/p' \
  -e 's/^@%:@define \(__EXTENSIONS__\) .*$/-D\1/p' \
  -e 's/^@%:@define \(_POSIX_PTHREAD_SEMANTICS\) .*$/-D\1/p' \
  confdefs.h | tr '\n' ' '`
AC_SUBST([SYSTEM_EXTENSIONS])
AC_SEARCH_LIBS([socket], [socket network])
AC_SEARCH_LIBS([pthread_create], [pthread])
AC_SEARCH_LIBS([sem_open], [pthread rt])
AC_SEARCH_LIBS([mq_open], [rt])
ipc_key="$ipc_can_run $ipc_runner $CPPFLAGS $SYSTEM_EXTENSIONS"
AS_IF([test "${ipc_cv_key-$ipc_key}" != "$ipc_key"],
  [AC_MSG_NOTICE([probes run under new conditions: asking them again])
  unset `set | sed -n 's/^\(ipc_cv_@<:@a-z0-9_@:>@*\)=.*/\1/p'`])
ipc_cv_key=$ipc_key
# A probe ends itself after ipc_seconds; where there is timeout(1) it also
# ends a runner that hangs.
: ${ipc_seconds=10}
AS_IF([(timeout -s KILL 60 true) >/dev/null 2>&1],
  [ipc_bound="timeout -s KILL `expr 6 \* $ipc_seconds`"], [ipc_bound=])
ipc_probe_list=
AC_DEFINE([IPC_PROBE_NONE], [-1], [For behaviours that no probe asks about.])
_IPC_RUN_FUNCTION])

# ipc_run NAME: run conftest and store its answer.  A program or a runner
# that fails leaves no line, and so no answer.  The inner shell keeps "Alarm
# clock" and the like off the screen.
m4_define([_IPC_RUN_FUNCTION],
[ipc_run ()
{
  ipc_line=`(eval "$ipc_bound $ipc_runner ./conftest$EXEEXT" </dev/null) \
    2>&AS_MESSAGE_LOG_FD | sed -n 's/^ipc-probe: //p' |
    tr -cd 'A-Za-z0-9_,=. -'`
  AS_CASE([$ipc_line],
    ['yes '*], [eval "ipc_cv_$[]1=yes"],
    ['no '*], [eval "ipc_cv_$[]1=no"])
  eval "ipc_cv_$[]{1}_word='${ipc_line#* }'"
}])

# The errno values that can be a probe's word.
m4_define([_IPC_ERRNOS], [E2BIG EACCES EADDRINUSE EAFNOSUPPORT EAGAIN EBADF
EBUSY ECHILD EEXIST EFAULT EINTR EINVAL EIO EMFILE ENAMETOOLONG ENODEV ENOENT
ENOEXEC ENOMEM ENOPROTOOPT ENOSPC ENOSYS ENOTTY ENXIO EOPNOTSUPP ENOTSUP EPERM
EPIPE EPROTONOSUPPORT EPROTOTYPE ESOCKTNOSUPPORT])

# _IPC_PROGRAM(INCLUDES, BODY): a probe's program.  It has ipc_seconds to
# live.  BODY returns YES, NO or UNKNOWN; a word that ipc_word holds, or the
# name of the errno value that ipc_error holds, is printed beside that.
m4_define([_IPC_PROGRAM],
[[#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>
enum { YES, NO, UNKNOWN };
static const char *ipc_word = "";
static int ipc_error;
$1
static int ipc_probe (void)
{
$2
}
static const char *ipc_name (int error)
{
]m4_foreach_w([ipc_e], m4_defn([_IPC_ERRNOS]),
[[#ifdef ]ipc_e[
  if (error == ]ipc_e[) return "]ipc_e[";
#endif
]])[
  return "errno";
}
int main (void)
{
  static const char *const answers[] = { "yes", "no", "unknown" };
  sigset_t none;
  int answer;
  sigemptyset (&none);
  sigprocmask (SIG_SETMASK, &none, NULL);
  signal (SIGCHLD, SIG_DFL);
  signal (SIGALRM, SIG_DFL);
  alarm ($ipc_seconds);
  answer = ipc_probe ();
  printf ("ipc-probe: %s %s\n",
          answers[answer == YES || answer == NO ? answer : UNKNOWN],
          ipc_error != 0 ? ipc_name (ipc_error) : ipc_word);
  return 0;
}
]])

# _IPC_HEAD(NAME, QUESTION, runs|links, [strict], [NEEDS]): the first line of
# a program, by which harness/adopt finds it in configure, for other projects.
m4_define([_IPC_HEAD],
[/* ipc-probe $1 $3 m4_default([$4], [extended]) m4_default([$5], [-]): $2 */])

# IPC_ASK_ONCE(CHECK): expand that macro, but not again.
AC_DEFUN([IPC_ASK_ONCE], [m4_provide_if([$1], [], [$1])])

# IPC_PROBE(NAME, QUESTION, INCLUDES, BODY, [NEEDS], [strict]): run the
# program, cache the answer (yes, no, unknown) in ipc_cv_NAME and its word in
# ipc_cv_NAME_word, and define IPC_PROBE_NAME as 1, 0 or -1.  If the probe
# NEEDS, which is asked first, said no, this one is not asked: no, "absent".
# "strict" builds it as the strict suites are built, without system extensions.
AC_DEFUN([IPC_PROBE],
[m4_ifval([$5], [IPC_ASK_ONCE([IPC_CHECK_]m4_toupper([$5]))
])dnl
AC_CACHE_CHECK([$2], [ipc_cv_$1],
  [ipc_cv_$1=unknown ipc_cv_$1_word=
  m4_ifval([$5],
    [AS_IF([test "$ipc_cv_$5" = no], [ipc_cv_$1=no ipc_cv_$1_word=absent],
      [_IPC_BUILD([_IPC_HEAD([$1], [$2], [runs], [$6], [$5])
_IPC_PROGRAM([$3], [$4])], [$6],
        [AS_IF([test "$ipc_can_run" = yes], [ipc_run $1])])])],
    [_IPC_BUILD([_IPC_HEAD([$1], [$2], [runs], [$6])
_IPC_PROGRAM([$3], [$4])], [$6],
      [AS_IF([test "$ipc_can_run" = yes], [ipc_run $1])])])])
_IPC_ANSWER([$1], [$2])])

# IPC_PROBE_HAVE(NAME, QUESTION, INCLUDES, BODY, [strict]): does it link?
AC_DEFUN([IPC_PROBE_HAVE],
[AC_CACHE_CHECK([$2], [ipc_cv_$1],
  [ipc_cv_$1=no
  _IPC_BUILD([_IPC_HEAD([$1], [$2], [links], [$5])
[#include <sys/types.h>
$3
int main (void)
{
  $4
}
]], [$5], [ipc_cv_$1=yes])])
_IPC_ANSWER([$1], [$2])])

# IPC_PROBE_FUNCTION(NAME, FUNCTION, INCLUDES): is it declared, does it link?
AC_DEFUN([IPC_PROBE_FUNCTION],
[IPC_PROBE_HAVE([$1], [whether there is $2], [$3],
  [void (*volatile f) (void) = (void (*) (void)) $2; return f == 0;])])

# _IPC_BUILD(PROGRAM, [strict], IF-LINKED)
m4_define([_IPC_BUILD],
[ipc_save_CFLAGS=$CFLAGS ipc_save_CPPFLAGS=$CPPFLAGS
  m4_if([$2], [strict],
    [CFLAGS="$CFLAGS -std=c99" CPPFLAGS="$CPPFLAGS -D_XOPEN_SOURCE=700"],
    [CPPFLAGS="$CPPFLAGS $SYSTEM_EXTENSIONS"])
  # Not AC_LANG_CONFTEST: that would put confdefs.h before the program.
  cat >conftest.$ac_ext <<_ACEOF
$1
_ACEOF
  AC_LINK_IFELSE([], [$3])
  CFLAGS=$ipc_save_CFLAGS CPPFLAGS=$ipc_save_CPPFLAGS])

# _IPC_ANSWER(NAME, QUESTION): publish ipc_cv_NAME.
m4_define([_IPC_ANSWER],
[m4_bmatch([$2], ["\|'\|\\\|\$\|`],
  [m4_fatal([$1: a question has no quotes, dollars or backslashes])])dnl
AS_CASE([$ipc_cv_$1], [yes], [ipc_value=1], [no], [ipc_value=0],
  [ipc_value=-1])
AS_IF([test -n "$ipc_cv_$1_word"],
  [AC_MSG_NOTICE([  it said: $ipc_cv_$1_word])])
AC_DEFINE_UNQUOTED(m4_toupper([IPC_PROBE_$1]), [$ipc_value],
  [$2: 1 yes, 0 no, -1 not known.])
AS_VAR_APPEND([ipc_probe_list],
  ["P (m4_toupper([$1]), \"$2\", \"$ipc_cv_$1_word\")
"])])
