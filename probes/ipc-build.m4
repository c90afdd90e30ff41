# ipc-build.m4 - what only ipcompat's own build wants of the probes.
# SPDX-License-Identifier: BSD-2-Clause

# IPC_OUTPUT_PROBES: write probes.h, which needs no config.h: the answers
# as macros and, as IPC_PROBE_LIST(P), all of them with their questions.
AC_DEFUN([IPC_OUTPUT_PROBES],
[AC_CONFIG_COMMANDS([probes.h],
  [{ echo '/* Made by configure: what the probes answered.  */'
     sed -n '/^@%:@define IPC_PROBE_/p' config.h
     printf '%s' "$ipc_use_list"
     echo '@%:@define IPC_PROBE_LIST(P) \'
     printf '%s' "$ipc_probe_list" | sed 's/$/ \\/'
     echo; } >probes.h.new
   AS_IF([cmp -s probes.h.new probes.h], [rm -f probes.h.new],
     [mv probes.h.new probes.h])],
  [ipc_probe_list='$ipc_probe_list' ipc_use_list='$ipc_use_list'])])

# IPC_RECORD_ASKED: write config.asked, by which make sees that a program, a
# library or the compiler came, went or changed, and lets configure look
# again.  It is to be the last question.
AC_DEFUN([IPC_RECORD_ASKED],
[AS_IF([CC=$CC CFLAGS=$CFLAGS CPPFLAGS=$CPPFLAGS LDFLAGS=$LDFLAGS LIBS=$LIBS \
  PKG_CONFIG=$PKG_CONFIG PKG_CONFIG_PATH=$PKG_CONFIG_PATH \
  PKG_CONFIG_LIBDIR=$PKG_CONFIG_LIBDIR host_alias=$host_alias \
  $SHELL "$srcdir/harness/tools/asked" write "$srcdir/configure"], [],
  [AC_MSG_ERROR([cannot write config.asked])])])

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

# IPC_LACKING: which headers of suites/lacking the system has not.  Only if
# there are any is that folder searched, after all of the system's: what there
# is remains the system's own.
AC_DEFUN([IPC_LACKING],
[AC_CACHE_CHECK([which headers are missing], [ipc_cv_lacking],
  [ipc_cv_lacking=
  for ipc_header in `cd "$srcdir/suites/lacking" && echo */*.h`
  do
    AC_COMPILE_IFELSE([AC_LANG_SOURCE([[#include <sys/types.h>
#include <]$ipc_header[>]])], [],
      [ipc_cv_lacking="$ipc_cv_lacking$ipc_header "])
  done
  : ${ipc_cv_lacking:=none}])
LACKING_CPPFLAGS=
AS_IF([test "$ipc_cv_lacking" != none],
  [LACKING_CPPFLAGS='-idirafter $(srcdir)/suites/lacking'])
AC_SUBST([LACKING_CPPFLAGS])])
