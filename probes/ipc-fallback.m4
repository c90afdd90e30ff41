# ipc-fallback.m4 - fallbacks of the installed library, for other projects.
# SPDX-License-Identifier: BSD-2-Clause

# IPC_FALLBACK(NAMES): whether each of these fallbacks is to be used here: if
# one of its probes says no, or there is none for it.  What is unknown, as in a
# cross build without --with-runner, counts as native.  IPC_USE_NAME=1 as an
# argument of configure is the fallback NAME, 0 the native calls.  Defines
# IPC_USE_NAME as 1 or 0, which <ipcompat/NAME.h> goes by; adds to CPPFLAGS
# what finds that header and, once a fallback is used, to LIBS the library.
# IPCOMPAT_CFLAGS and IPCOMPAT_LIBS are what was added, or what is given for
# it; pkg-config tells else.
AC_DEFUN([IPC_FALLBACK],
[AC_REQUIRE([IPC_INIT])dnl
AC_REQUIRE([_IPC_FALLBACK_KIT])dnl
m4_foreach_w([ipc_n], [$1],
  [_IPC_FALLBACK(m4_defn([ipc_n]), m4_toupper(m4_defn([ipc_n])))
])])

AC_DEFUN([_IPC_FALLBACK_KIT],
[AC_REQUIRE([IPC_INIT])dnl
AC_ARG_VAR([PKG_CONFIG], [the program pkg-config])
AC_ARG_VAR([IPCOMPAT_CFLAGS], [flags of the compiler for ipcompat])
AC_ARG_VAR([IPCOMPAT_LIBS], [flags of the linker for ipcompat])
AC_CHECK_TOOL([PKG_CONFIG], [pkg-config], [pkg-config])
AS_IF([test -z "${IPCOMPAT_CFLAGS+set}${IPCOMPAT_LIBS+set}"],
  [IPCOMPAT_CFLAGS=`$PKG_CONFIG --cflags ipcompat 2>/dev/null` &&
   IPCOMPAT_LIBS=`$PKG_CONFIG --libs ipcompat 2>/dev/null` || AC_MSG_ERROR([
pkg-config does not know ipcompat: PKG_CONFIG_PATH, or IPCOMPAT_CFLAGS and
IPCOMPAT_LIBS, may say where it is])])
CPPFLAGS="$CPPFLAGS $IPCOMPAT_CFLAGS"
ipc_linked=no])

# _IPC_FALLBACK(name, NAME)
m4_define([_IPC_FALLBACK],
[m4_if(m4_index([ ]m4_defn([_IPC_FAMILIES])[ ], [ $1 ]), [-1],
  [m4_fatal([IPC_FALLBACK: there is no fallback $1])])dnl
AC_ARG_VAR([IPC_USE_$2], [1: the fallback $1; 0: the native calls])
ipc_answers=none
m4_foreach([ipc_f], [_IPC_FALLBACK_PROBES],
  [_IPC_FALLBACK_ASK([$1], ipc_f)])dnl
AC_MSG_CHECKING([for the fallback $1])
AS_CASE([$IPC_USE_$2,$ipc_answers,], [[[01]],*], [],
  [*,no,* | ,none,], [IPC_USE_$2=1], [IPC_USE_$2=0])
AC_MSG_RESULT([$IPC_USE_$2])
AC_DEFINE_UNQUOTED([IPC_USE_$2], [$IPC_USE_$2],
  [1: the fallback $1 of ipcompat; 0: the native calls.])
AS_IF([test "$IPC_USE_$2,$ipc_linked" = 1,no],
  [ipc_linked=yes
  LIBS="$IPCOMPAT_LIBS $LIBS"
  AC_LINK_IFELSE([AC_LANG_CALL([], [ipc_fb_signal])], [],
    [AC_MSG_ERROR([cannot link $IPCOMPAT_LIBS])])])])

# _IPC_FALLBACK_ASK(WANTED, NAME, PROBES)
m4_define([_IPC_FALLBACK_ASK],
[m4_if([$1], [$2],
  [ipc_answers=
m4_foreach([ipc_p], [$3],
  [IPC_ASK_ONCE(m4_bpatsubst(m4_toupper(m4_defn([ipc_p])), [^IPC_CV_],
    [IPC_CHECK_]))
AS_VAR_APPEND([ipc_answers], [",$m4_defn([ipc_p])"])
])])])
