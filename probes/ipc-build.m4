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
