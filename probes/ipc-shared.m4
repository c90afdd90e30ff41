# ipc-shared.m4 - how a shared library is linked that shows just some names.
# SPDX-License-Identifier: BSD-2-Clause

# IPC_SHARED(NAME, VERSION): whether and how libNAME.so.VERSION, or what it is
# called here, can be linked.  Nothing but compiler and linker is needed, and
# what a linker is not known for is tried: a name that is not on the list must
# be out of a program's reach.  Substitutes SHARED_NAME, SHARED_LINK (what
# programs are linked with), PIC_CFLAGS, SHARED_FLAGS, and SHARED_LIST, the
# flag before the list of names, whose form SHARED_KIND says: "script" (ELF),
# "list" (macOS) or "hidden" (the objects know it).
AC_DEFUN([IPC_SHARED],
[AC_ARG_ENABLE([shared],
  [AS_HELP_STRING([--disable-shared], [do not build a shared library])],
  [], [enable_shared=yes])
AS_CASE([" $CFLAGS $LDFLAGS "], [*' -static '*], [enable_shared=no])
AS_CASE([$host_os],
  [darwin*], [SHARED_NAME=lib$1.$2.dylib SHARED_LINK=lib$1.dylib
    ipc_kinds='list hidden'],
  [SHARED_NAME=lib$1.so.$2 SHARED_LINK=lib$1.so
    ipc_kinds='script map hidden'])
AC_CACHE_CHECK([how a shared library is linked], [ipc_cv_shared],
  [ipc_cv_shared=no
  for ipc_kind in $ipc_kinds
  do
    _IPC_SHARED_FLAGS([$ipc_kind], [$SHARED_NAME])
    AS_IF([_IPC_TRY_SHARED], [ipc_cv_shared=$ipc_kind; break])
  done
  rm -rf conftest*])
AS_IF([test "$ipc_cv_shared" = no], [enable_shared=no])
PIC_CFLAGS= SHARED_FLAGS= SHARED_LIST= SHARED_KIND=no
AS_IF([test "$enable_shared" != no],
  [_IPC_SHARED_FLAGS([$ipc_cv_shared], [$SHARED_NAME])],
  [SHARED_NAME= SHARED_LINK=])
AS_IF([test $SHARED_KIND = hidden],
  [PIC_CFLAGS="$PIC_CFLAGS -include \$(srcdir)/fallbacks/visible.h"])
# Who links the shared library needs nothing that this one needs.
AS_IF([test $SHARED_KIND = no],
  [SHARED_LIBS=$LIBS STATIC_LIBS=], [SHARED_LIBS= STATIC_LIBS=$LIBS])
AC_SUBST([PIC_CFLAGS])
AC_SUBST([SHARED_FLAGS])
AC_SUBST([SHARED_KIND])
AC_SUBST([SHARED_LIBS])
AC_SUBST([STATIC_LIBS])
AC_SUBST([SHARED_LINK])
AC_SUBST([SHARED_LIST])
AC_SUBST([SHARED_NAME])
AM_CONDITIONAL([BUILD_SHARED], [test "$enable_shared" != no])])

# _IPC_SHARED_FLAGS(KIND, NAME).  -h is the name that programs will look for,
# to the linkers of GNU, LLVM and Solaris.
m4_define([_IPC_SHARED_FLAGS],
[PIC_CFLAGS=-fPIC SHARED_FLAGS="-shared -Wl,-h,$2" SHARED_LIST=
AS_CASE([$1],
  [script], [SHARED_KIND=script SHARED_LIST=-Wl,--version-script,],
  [map], [SHARED_KIND=script SHARED_LIST=-Wl,-M,],
  [list], [SHARED_KIND=list SHARED_LIST=-Wl,-exported_symbols_list,],
  [SHARED_KIND=hidden PIC_CFLAGS="-fPIC -fvisibility=hidden"])
AS_CASE([$host_os], [darwin*],
  [SHARED_FLAGS="-dynamiclib -install_name \$(libdir)/$2"])])

# _IPC_TRY_SHARED: a library of two functions, and a program for each.
m4_define([_IPC_TRY_SHARED],
[(rm -rf conftest.dir && mkdir conftest.dir && cd conftest.dir &&
  cat >two.c <<_ACEOF
@%:@if defined __GNUC__
__attribute__ ((__visibility__ ("default")))
@%:@endif
int ipc_one (void);
int ipc_two (void);
int ipc_one (void) { return ipc_two (); }
int ipc_two (void) { return 0; }
_ACEOF
  echo 'int ipc_one (void); int main (void) { return ipc_one (); }' >one.c
  echo 'int ipc_two (void); int main (void) { return ipc_two (); }' >other.c
  AS_CASE([$SHARED_KIND],
    [script], [echo 'IPC_1 { global: ipc_one; local: *; };' >names],
    [list], [echo _ipc_one >names], [SHARED_LIST=])
  test -z "$SHARED_LIST" || SHARED_LIST=${SHARED_LIST}names
  $CC $CPPFLAGS $CFLAGS $PIC_CFLAGS -c two.c &&
  $CC $CFLAGS $LDFLAGS `echo "$SHARED_FLAGS" | tr -d '$()'` $SHARED_LIST \
    -o two.so two.o $LIBS &&
  $CC $CPPFLAGS $CFLAGS $LDFLAGS -o one one.c two.so $LIBS &&
  ! $CC $CPPFLAGS $CFLAGS $LDFLAGS -o other other.c two.so $LIBS
) >&AS_MESSAGE_LOG_FD 2>&1])
