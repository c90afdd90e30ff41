#! @ATF_SH@
# headers_test.sh - what is installed serves any program, in C and C++.
# SPDX-License-Identifier: BSD-2-Clause

src=@SRC@
build=@BUILD@
cc='@CC@ -D_XOPEN_SOURCE=700 -Werror -Wall -Wextra -pedantic -fsyntax-only'

# As they are installed: beside each other.
copy_headers ()
{
  cp $src/fallbacks/ipcompat-*.h $build/fallbacks/ipcompat.h .
}

# compile TEXT COMMAND...: a program of TEXT.
compile ()
{
  printf '%s\n' "$1" 'int main (void) { return 0; }' >program
  shift
  "$@" -I. program || atf_fail "not with $*"
}

atf_test_case c
c_head ()
{
  atf_set descr "Each header by itself is strict C99, with calls mapped or not"
}
c_body ()
{
  copy_headers
  for header in *.h; do
    compile "#include <$header>" $cc -std=c99 -x c
    compile "#include <$header>" $cc -std=c99 -DIPCOMPAT_NO_MAP -x c
  done
}

atf_test_case cxx
cxx_head ()
{
  atf_set descr "Each header by itself is C++ where no call is mapped"
}
cxx_body ()
{
  copy_headers
  printf '' | @CC@ -x c++ -fsyntax-only - 2>/dev/null ||
    atf_skip "no compiler of C++"
  for header in *.h; do
    compile "#include <$header>" $cc -DIPCOMPAT_NO_MAP -x c++
  done
}

atf_test_case no_sockets
no_sockets_head ()
{
  atf_set descr "Without sockets their fallbacks build, and say ENOSYS"
}
no_sockets_body ()
{
  cat >program.c <<'END'
#include "ipcompat-sockets.h"
#include <errno.h>

int
main (void)
{
  int fd[2] = { -7, -7 }, side[2][2];

#ifdef SOL_SOCKET
# error "the header brings sockets in"
#endif
  if (ipc_fb_socketpair (1, 1, 0, fd) != -1 || errno != ENOSYS
      || ipc_fb_socketpair_inet (1, fd) != -1 || errno != ENOSYS
      || fd[0] != -7 || fd[1] != -7)
    return 1;
  errno = 0;
  if (ipc_fb_send_masked (1, "x", 1, 0) != -1 || errno != ENOSYS)
    return 2;
  errno = 0;
  if (ipc_fb_send_nosigpipe (1, "x", 1, 0) != -1 || errno != ENOSYS)
    return 3;
  return ipc_fb_socketpair_pipes (side) == 0 ? 0 : 4;
}
END
  here=$PWD
  cd $src/fallbacks
  atf_check @CC@ -DIPCOMPAT_NO_SOCKETS @CPPFLAGS@ @CFLAGS@ -Werror \
    -iquote . -iquote $build -o $here/program $here/program.c \
    accept-flags.c accept4.c connect.c keepalive.c nosigpipe.c \
    restart-sockets.c send-paced.c sendmsg.c sigpipe.c socketpair*.c @LIBS@
  cd $here
  atf_check ./program
}

atf_test_case no_families
no_families_head ()
{
  atf_set descr "Without a family a pair comes from the other, or is refused"
}
no_families_body ()
{
  cat >program.c <<'END'
#include "ipcompat-sockets.h"
#include <errno.h>
#include <stdlib.h>

int
main (int argc, char **argv)
{
  int fd[2], want = argc > 1 ? atoi (argv[1]) : 0;

  if (ipc_fb_socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == -1
      && errno != EADDRNOTAVAIL && errno != ENETUNREACH)
    return want ? 1 : errno != EAFNOSUPPORT;
  return want ? 0 : 2;
}
END
  here=$PWD
  for without in NO_NAMES NO_INTERNET 'NO_NAMES -DIPC_PAIR_NO_INTERNET'; do
    cd $src/fallbacks
    atf_check @CC@ -DIPC_PAIR_$without @CPPFLAGS@ @CFLAGS@ -Werror \
      -iquote . -iquote $build -o $here/program $here/program.c \
      accept4.c socketpair*.c @LIBS@
    cd $here
    case $without in *' '*) want=0 ;; *) want=1 ;; esac
    atf_check ./program $want
  done
}

atf_init_test_cases ()
{
  atf_add_test_case c
  atf_add_test_case cxx
  atf_add_test_case no_sockets
  atf_add_test_case no_families
}
