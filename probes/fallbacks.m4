# fallbacks.m4 - which fallbacks ipcompat.h puts in place of native calls.
# SPDX-License-Identifier: BSD-2-Clause

# _IPC_CHOOSE(NAME, PROBE-ANSWER...): IPC_USE_NAME is 1 if --enable-fallback
# names it, or if any of the probes said no.
m4_define([_IPC_CHOOSE],
[AS_CASE([",$enable_fallback,$2,"], [*,$1,* | *,all,* | *,no,*], [ipc_use=1],
  [ipc_use=0])
AC_DEFINE_UNQUOTED(m4_toupper([IPC_USE_$1]), [$ipc_use],
  [1 if ipcompat.h maps $1 to its fallback.])])

AC_DEFUN([IPC_CHOOSE_FALLBACKS],
[AC_ARG_ENABLE([fallback],
  [AS_HELP_STRING([--enable-fallback=NAME@<:@,NAME...@:>@|all],
    [use these fallbacks even where the native call works])],
  [AS_IF([test "$enableval" = no], [enable_fallback=])], [enable_fallback=])
_IPC_CHOOSE([signal], [$ipc_cv_signal_keeps_handler])
])
