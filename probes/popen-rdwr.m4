# popen-rdwr.m4 - does popen() open a command for reading and writing?
# Behaviour: coprocesses.one_call_refused
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_POPEN_RDWR],
[IPC_PROBE([popen_rdwr],
  [whether popen opens a command for reading and writing with r+],
  [#include <stdio.h>],
  [  FILE *stream = popen ("read a && echo got", "r+");
  char text[8] = "";
  int answers;
  if (stream == NULL)
    {
      ipc_error = errno;
      return errno == EINVAL ? NO : UNKNOWN;
    }
  /* Of a stream for reading only, the write fails.  */
  answers = fputs ("go\n", stream) != EOF && fflush (stream) == 0
            && fgets (text, sizeof text, stream) != NULL
            && strcmp (text, "got\n") == 0;
  pclose (stream);
  return answers ? YES : NO;])])
