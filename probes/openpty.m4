# openpty.m4 - is there openpty(), in which header and library?
# SPDX-License-Identifier: BSD-2-Clause

# The word names them; IPC_PROBE_OPENPTY_HEADER is for #include.
AC_DEFUN([IPC_CHECK_OPENPTY],
[AC_SEARCH_LIBS([openpty], [util bsd])
AC_CACHE_CHECK([whether there is openpty], [ipc_cv_openpty],
  [ipc_cv_openpty=no ipc_cv_openpty_word= ipc_cv_openpty_header=termios.h
  for ipc_header in pty.h util.h libutil.h termios.h; do
    AS_IF([test $ipc_cv_openpty = no],
      [_IPC_BUILD([[#include <sys/types.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <$ipc_header>
int main (void)
{
  void (*volatile f) (void) = (void (*) (void)) openpty; return f == 0;
}
]], [], [ipc_cv_openpty=yes ipc_cv_openpty_header=$ipc_header])])
  done
  AS_CASE(["$ipc_cv_openpty $ac_cv_search_openpty"],
    [yes*-l*],
    [ipc_cv_openpty_word="$ipc_cv_openpty_header $ac_cv_search_openpty"],
    [yes*], [ipc_cv_openpty_word=$ipc_cv_openpty_header])])
_IPC_ANSWER([openpty], [whether there is openpty])
AC_DEFINE_UNQUOTED([IPC_PROBE_OPENPTY_HEADER],
  [<${ipc_cv_openpty_header-termios.h}>], [Where openpty() is declared.])
AC_DEFINE_UNQUOTED([IPC_PROBE_OPENPTY_HOME], ["$ipc_cv_openpty_word"],
  [That header, and the library that has it.])])
