# adopt-builds.sh - for adopt_test: small projects, one of each build.
# SPDX-License-Identifier: BSD-2-Clause
#
# Each is built three times, by what was installed: as the probes say, forced
# to the fallbacks, and on a platform that has no mkfifo(), for which a
# library stands that breaks it, also under the probes.

# installed: in "root", as "make install" does it; a project's directory.
# Make itself might configure the build tree anew, under the other tests.
installed ()
{
  make=$(command -v gmake || echo make)
  kit=$PWD/root/share/ipcompat/kit
  sh $src/harness/adopt/install-kit $build/kit "$kit" cp ||
    atf_fail "it cannot be installed"
  mkdir project
  cp $src/harness/tests/adopted.c project
  cd project
}

# take ARGUMENT...: have it adopted from there.
take ()
{
  sh "$kit/adopt" "$kit" "$@" mkfifo socketpair compat >said ||
    { cat said; atf_fail "adopt"; }
}

faults=$build/harness/faults/faults.so
broken="env LD_PRELOAD=$faults IPC_FAULT=mkfifo_missing IPC_FAULT_ALWAYS=1"

# program WANTED PROGRAM: it works, and has the fallback of mkfifo, or not.
program ()
{
  if $nm $2 | grep -q ' _*ipc_fb_mkfifo$'; then has=fallback; else has=native
  fi
  test $has = $1 || atf_fail "it has the $has mkfifo, not the $1 one"
  atf_check ./$2
}

# simulated PROGRAM: where there is no mkfifo(), it works.
simulated ()
{
  program fallback $1
  atf_check $broken ./$1
}

# Without a fallback the same platform must have been noticed.
native_fails ()
{
  test -f $faults || return 0
  $broken ./$1 >said 2>&1
  test $? -eq 2 || { cat said; atf_fail "nothing is simulated"; }
}

# can_simulate: else the rest is left out.
can_simulate () { test -f $faults; }

adopt_case by_make 'Plain make builds it, native, forced and without mkfifo'
by_make_body ()
{
  installed
  {
    echo 'include ipcompat.mk'
    echo 'adopted: adopted.o $(IPC_OBJECTS)'
    printf '\t%s\n' '$(CC) $(CFLAGS) -o $@ adopted.o $(IPC_OBJECTS)'
    printf '%s\n' '.SUFFIXES: .c .o' '.c.o:'
    printf '\t%s\n' '$(CC) $(IPC_CPPFLAGS) $(CFLAGS) -c -o $@ $<'
  } >Makefile
  take
  grep -q 'for make' said || atf_fail "it did not find the Makefile"
  make_it ()
  {
    rm -f adopted *.o compat/*.o
    env CC="$cc" "$@" sh compat/ipcompat.sh >ipcompat.mk 2>said ||
      atf_fail "the probes"
    atf_check -o ignore $make CC="$cc" \
      CFLAGS='-std=c99 -D_XOPEN_SOURCE=700 -Wall -Werror' adopted
  }
  make_it A=
  program native adopted
  native_fails adopted
  make_it IPC_USE_MKFIFO=1 IPC_USE_SOCKETPAIR=1
  program fallback adopted
  can_simulate || return 0
  make_it IPC_CROSS=yes IPC_RUNNER="$broken"
  program native adopted
  make_it IPC_RUNNER="$broken"
  simulated adopted
}

adopt_case by_autotools 'Autotools build it, native, forced, without mkfifo'
by_autotools_body ()
{
  command -v autoreconf >/dev/null && command -v automake >/dev/null ||
    atf_skip "no autotools"
  installed
  cat >configure.ac <<'END'
AC_INIT([project], [1])
AM_INIT_AUTOMAKE([foreign subdir-objects])
AC_CONFIG_HEADERS([own-config.h])
AC_PROG_CC
m4_include([compat/ipcompat.m4])
IPC_ADOPT
AC_CONFIG_FILES([Makefile])
AC_OUTPUT
END
  cat >Makefile.am <<'END'
include compat/ipcompat.am
AM_CPPFLAGS = $(IPC_CPPFLAGS)
EXTRA_DIST = $(IPC_FILES)
bin_PROGRAMS = adopted
adopted_SOURCES = adopted.c $(IPC_SOURCES)
END
  take
  grep -q 'for autotools' said || atf_fail "it did not find configure.ac"
  autoreconf -i >said 2>&1 || { cat said; atf_fail "autoreconf"; }
  make_it ()
  {
    rm -rf built
    mkdir built
    cd built
    ../configure CC="$cc" "$@" >said 2>&1 && $make >>said 2>&1 ||
      { cat said; atf_fail "$*"; }
  }
  make_it
  program native adopted
  native_fails adopted
  atf_check -o ignore -e ignore $make distdir
  atf_check test -f project-1/compat/probes/mkfifo.c
  cd ..
  make_it IPC_USE_MKFIFO=1 IPC_USE_SOCKETPAIR=1
  program fallback adopted
  cd ..
  can_simulate || return 0
  make_it IPC_RUNNER="$broken"
  simulated adopted
}

adopt_case by_meson 'Meson builds it, native, forced and without mkfifo'
by_meson_body ()
{
  command -v meson >/dev/null && command -v ninja >/dev/null ||
    atf_skip "no meson"
  installed
  cat >meson.build <<'END'
project('project', 'c', default_options: ['c_std=c99'])
subdir('compat')
executable('adopted', 'adopted.c', dependencies: ipcompat_dep,
  c_args: '-D_XOPEN_SOURCE=700')
END
  take
  grep -q 'for meson' said || atf_fail "it did not find meson.build"
  make_it ()
  {
    rm -rf built
    env CC="$cc" "$@" meson setup built $options >said 2>&1 &&
      ninja -C built >>said 2>&1 || { cat said; atf_fail "$*"; }
    cd built
  }
  options=
  make_it A=
  program native adopted
  native_fails adopted
  cd ..
  printf '%s\n' '[properties]' 'ipc_use_mkfifo = true' \
    'ipc_use_socketpair = 1' >forced.ini
  options='--native-file forced.ini'
  make_it A=
  program fallback adopted
  cd ..
  can_simulate || return 0
  options=
  make_it $(echo "$broken" | sed 's/^env //')
  simulated adopted
}

adopt_case by_cmake 'CMake builds it, native, forced and without mkfifo'
by_cmake_body ()
{
  command -v cmake >/dev/null || atf_skip "no cmake"
  installed
  cat >CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.5)
project(project C)
include(compat/ipcompat.cmake)
add_executable(adopted adopted.c)
target_link_libraries(adopted PRIVATE ipcompat)
END
  take
  grep -q 'for cmake' said || atf_fail "it did not find CMakeLists.txt"
  make_it ()
  {
    rm -rf built
    mkdir built
    cd built
    env CC="$cc" $runner cmake "$@" .. >said 2>&1 &&
      cmake --build . >>said 2>&1 || { cat said; atf_fail "$*"; }
  }
  runner=
  make_it
  program native adopted
  native_fails adopted
  cd ..
  make_it -DIPC_USE_MKFIFO=1 -DIPC_USE_SOCKETPAIR=1
  program fallback adopted
  cd ..
  can_simulate || return 0
  runner=$broken
  make_it
  simulated adopted
}
