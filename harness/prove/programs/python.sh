# python.sh - Python's own tests of signals, processes, sockets and waits.
# SPDX-License-Identifier: BSD-2-Clause
#
# Those of its package of tests, with the system's Python.
about="Python's own tests"
limit=600
version=$(/usr/bin/python3 -c \
  'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
suite=$(. /etc/os-release; echo "${VERSION_CODENAME-}")
tests=libpython$version-testsuite
tree=$cache/built/python$version

ready ()
{
  need /usr/bin/python3
  sh "$top/harness/platforms/package" "$suite" "$tests" || exit 77
  test -e "$tree/done" && return
  rm -rf "$tree"
  mkdir -p "$tree/test" || exit 2
  cp -rs "/usr/lib/python$version/test/." "$tree/test" &&
    cp -rs "$cache/$suite/$tests/usr/lib/python$version/test/." \
      "$tree/test" && : >"$tree/done"
}

units ()
{
  for name in signal subprocess fcntl select selectors poll pty posix \
      os popen threadsignals fork1 wait3 wait4 posixpath mailbox \
      socketserver asyncore openpty; do
    test ! -e "$tree/test/test_$name.py" || echo "test_$name"
  done
  # Whether anybody hears of AF_VSOCK is up to the machine: accept() waits.
  echo 'test_socket:^((?!VSOCK).)*$
test_multiprocessing_fork:Lock|Semaphore|Condition|SharedMemory
test_asyncio.test_unix_events
test_asyncio.test_subprocess'
}

unit ()
{
  mkdir -p "$work/cwd" && cd "$work/cwd" || return
  : >"$work/each"
  PYTHONDONTWRITEBYTECODE=1 in_place /usr/bin/python3 -W ignore \
    "$top/harness/prove/unittests.py" "$tree" "$work/each" "$1" \
    >"$work/out" 2>"$work/err" </dev/null
  status=$?
  cat "$work/each"
  printf '%s exit\t%s\n' "$1" $status
}
