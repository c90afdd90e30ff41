# fallbacks.m4 - which fallbacks ipcompat.h puts in place of native calls.
# SPDX-License-Identifier: BSD-2-Clause

# The probes that decide.  A fallback is used where one of its probes said
# no; one that is not named here is used only where --enable-fallback says
# so, and not where nothing is known.  What signal() means depends on the
# feature test macros of the program that includes ipcompat.h, which nobody
# knows here: so it must be good in both environments.
m4_define([_IPC_FALLBACK_PROBES],
[[[signal], [ipc_cv_signal_keeps_handler, ipc_cv_signal_keeps_handler_strict,
   ipc_cv_signal_blocks, ipc_cv_signal_blocks_strict,
   ipc_cv_signal_restarts, ipc_cv_signal_restarts_strict]],
 [[signame], [ipc_cv_sig2str]],
 [[sigaction], [ipc_cv_sigaction]],
 [[socketpair], [ipc_cv_socketpair_unix_stream, ipc_cv_socketpair_unix_dgram]],
 [[setsid],
  [ipc_cv_setsid, ipc_cv_setsid_refuses_leader, ipc_cv_setsid_detaches]],
 [[daemon], [ipc_cv_daemon]],
 [[mkfifo], [ipc_cv_mkfifo]],
 [[pselect], [ipc_cv_pselect_atomic, ipc_cv_ppoll_atomic]],
 [[waitpid], [ipc_cv_waitpid]],
 [[flock], [ipc_cv_flock]],
 [[killpg], [ipc_cv_killpg]],
 [[cloexec], [ipc_cv_pipe2, ipc_cv_dup3, ipc_cv_accept4]],
 [[spawn], [ipc_cv_posix_spawn]],
 [[sigtimedwait], [ipc_cv_sigtimedwait]],
 [[pty], [ipc_cv_posix_openpt]],
 [[ftok], [ipc_cv_ftok]],
 [[sysv_messages], [ipc_cv_msgget, ipc_cv_sysv_msg]],
 [[sysv_semaphores], [ipc_cv_semget, ipc_cv_sysv_sem]],
 [[sysv_shared_memory], [ipc_cv_shmget, ipc_cv_sysv_shm]],
 [[sem_timedwait], [ipc_cv_sem_timedwait]],
 [[shm_open], [ipc_cv_shm_open]]])

# IPC_CHOOSE_FALLBACKS: read the families and their calls from
# fallbacks/fallbacks.def; substitute IPC_MAP, the lines of ipcompat.h.
AC_DEFUN([IPC_CHOOSE_FALLBACKS],
[AC_ARG_ENABLE([fallback],
  [AS_HELP_STRING([--enable-fallback=NAME@<:@,NAME...@:>@|all],
    [use these fallbacks even where the native call works])],
  [AS_CASE([$enableval], [no], [enable_fallback=],
    [yes], [enable_fallback=all])], [enable_fallback=])
# One line per family: its name, a colon, its calls with a comma after each.
ipc_families=`sed 's/^FALLBACK_FAMILY/@&/' "$srcdir/fallbacks/fallbacks.def" |
  tr '\n@' ' \n' |
  sed -n -e 's/(@<:@0-9@:>@*)//g' \
    -e 's/^FALLBACK_FAMILY (\(@<:@a-z0-9_@:>@*\), *"/\1:/' \
    -e 's/^\(@<:@a-z0-9_@:>@*:@<:@^"@:>@*\)".*/\1,/p' |
  sed 's/@<:@ ,@:>@@<:@ ,@:>@*/,/g'`
ipc_names=" `echo "$ipc_families" | sed 's/:.*//' | tr '\n' ' '`"
for ipc_name in `echo "$enable_fallback" | tr ',' ' '`
do
  AS_CASE([" all$ipc_names"], [*" $ipc_name "*], [],
    [AC_MSG_ERROR([there is no fallback $ipc_name; there are:$ipc_names])])
done
ipc_calls= ipc_use_list=
# ipc_map FAMILY: a call is mapped by the first family that has it, if the
# fallback is a function of the same kind.
ipc_map ()
{
  for ipc_call in `echo "$[]1" | sed 's/.*://' | tr ',' ' '`
  do
    AS_IF([echo "$ipc_families" | grep "@<:@:,@:>@$ipc_call," |
        sed 1q | grep "^$ipc_name:" >/dev/null &&
        grep "ipc_fb_$ipc_call (" "$srcdir"/fallbacks/ipcompat-*.h \
          >/dev/null],
      [AS_VAR_APPEND([ipc_calls], ["$ipc_call $ipc_name always
"])])
  done
}
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
  AS_IF([test $ipc_use = 1], [ipc_map "$ipc_family"])
done
printf '%s' "$ipc_calls" >conftest.calls
IPC_MAP=`$AWK -v used=1 -f "$srcdir/harness/adopt/map.awk" conftest.calls \
  "$srcdir"/fallbacks/ipcompat-*.h`
rm -f conftest.calls
AC_SUBST([IPC_MAP])
AM_SUBST_NOTMAKE([IPC_MAP])
AS_VAR_APPEND([CONFIG_STATUS_DEPENDENCIES],
  [" \$(top_srcdir)/fallbacks/fallbacks.def dnl
\$(top_srcdir)/harness/adopt/map.awk"])
AC_SUBST([CONFIG_STATUS_DEPENDENCIES])
AC_CONFIG_FILES([fallbacks/ipcompat.h fallbacks/ipcompat.pc])
])

# _IPC_FALLBACK_CASE(NAME, PROBES): an arm of the case.
m4_define([_IPC_FALLBACK_CASE],
[[$1], [ipc_answers="m4_foreach([ipc_p], [$2], [$[]ipc_p,])"],])
