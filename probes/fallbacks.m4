# fallbacks.m4 - which fallbacks ipcompat.h puts in place of native calls.
# SPDX-License-Identifier: BSD-2-Clause

# The probes that decide.  A fallback is used where one of its probes said
# no; one that is not named here is used only where --enable-fallback says
# so, and not where nothing is known.  What signal() means depends on the
# feature test macros of the program that includes ipcompat.h, which nobody
# knows here: so it must be good in both environments.
m4_define([_IPC_FALLBACK_PROBES],
[[[signal], [signal_keeps_handler, signal_keeps_handler_strict,
   signal_blocks, signal_blocks_strict,
   signal_restarts, signal_restarts_strict]],
 [[siginterrupt], [siginterrupt]],
 [[socketpair], [socketpair_unix_stream]],
 [[setsid], [setsid, setsid_refuses_leader, setsid_detaches]],
 [[daemon], [daemon]],
 [[mkfifo], [mkfifo]],
 [[waitpid], [waitpid]],
 [[flock], [flock]],
 [[killpg], [killpg]],
 [[ftok], [ftok]]])

# IPC_CHOOSE_FALLBACKS: read the families and their calls from
# fallbacks/fallbacks.def; substitute IPC_MAP, the lines of ipcompat.h.
AC_DEFUN([IPC_CHOOSE_FALLBACKS],
[AC_ARG_ENABLE([fallback],
  [AS_HELP_STRING([--enable-fallback=NAME@<:@,NAME...@:>@|all],
    [use these fallbacks even where the native call works])],
  [AS_CASE([$enableval], [no], [enable_fallback=],
    [yes], [enable_fallback=all])], [enable_fallback=])
ipc_families=`sed 's/^FALLBACK_FAMILY/@&/' "$srcdir/fallbacks/fallbacks.def" |
  tr '\n@' ' \n' |
  sed -n -e 's/(@<:@0-9@:>@*)//g' \
    -e 's/^FALLBACK_FAMILY (//' \
    -e 's/^\(@<:@a-z0-9_@:>@*\), *"\(@<:@^"@:>@*\)".*/\1:\2/p' |
  sed 's/@<:@ ,@:>@@<:@ ,@:>@*/,/g'`
for ipc_name in `echo "$enable_fallback" | tr ',' ' '`
do
  AS_CASE(["
all:
$ipc_families"], [*"
$ipc_name:"*], [],
    [AC_MSG_ERROR([no such fallback: $ipc_name (there are: `
      echo "$ipc_families" | sed 's/:.*//' | tr '\n' ' '`)])])
done
IPC_MAP= ipc_use_list=
for ipc_family in $ipc_families
do
  ipc_name=`echo "$ipc_family" | sed 's/:.*//'`
  AS_CASE([$ipc_name],m4_foreach([ipc_f], [_IPC_FALLBACK_PROBES],
    [_IPC_FALLBACK_CASE(ipc_f)])
    [ipc_answers=])
  AS_CASE([",$enable_fallback,$ipc_answers,"],
    [*",$ipc_name,"* | *,all,* | *,no,*], [ipc_use=1], [ipc_use=0])
  AS_VAR_APPEND([ipc_use_list], ["@%:@define IPC_USE_`
    echo "$ipc_name" | tr 'a-z' 'A-Z'` $ipc_use
"])
  for ipc_call in `echo "$ipc_family" | sed 's/.*://' | tr ',' ' '`
  do
    AS_IF([test $ipc_use = 1], [AS_VAR_APPEND([IPC_MAP], ["
@%:@undef $ipc_call
@%:@define $ipc_call(...) ipc_fb_$ipc_call (__VA_ARGS__)"])])
  done
done
AC_SUBST([IPC_MAP])
AM_SUBST_NOTMAKE([IPC_MAP])
AS_VAR_APPEND([CONFIG_STATUS_DEPENDENCIES],
  [" \$(top_srcdir)/fallbacks/fallbacks.def"])
AC_SUBST([CONFIG_STATUS_DEPENDENCIES])
])

# _IPC_FALLBACK_CASE(NAME, PROBES): an arm of the case.
m4_define([_IPC_FALLBACK_CASE],
[[$1], [ipc_answers="m4_foreach([ipc_p], [$2], [$ipc_cv_[]ipc_p,])"],])
