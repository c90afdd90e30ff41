# popen-cloexec.m4 - does the letter e make a stream of popen() close-on-exec?
# Behaviour: popen.mode_letters
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_POPEN_CLOEXEC],
[IPC_PROBE([popen_cloexec],
  [whether the letter e makes a stream of popen close-on-exec],
  [#include <fcntl.h>
#include <stdio.h>],
  [  FILE *stream = popen ("exit 0", "re");
  int flags;
  if (stream == NULL)
    {
      ipc_error = errno;
      return errno == EINVAL ? NO : UNKNOWN;
    }
  flags = fcntl (fileno (stream), F_GETFD);
  pclose (stream);
  return flags == -1 ? UNKNOWN : (flags & FD_CLOEXEC) != 0 ? YES : NO;])])
