# fflush-keeps-input.m4 - does fflush (NULL) leave a pipe's input alone?
# Behaviour: popen.fflush_input
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_FFLUSH_KEEPS_INPUT],
[IPC_PROBE([fflush_keeps_input],
  [whether fflush (NULL) leaves what was read ahead of a pipe],
  [#include <stdio.h>],
  [  char text[8];
  int fd[2];
  if (pipe (fd) == -1 || write (fd[1], "one\ntwo\n", 8) != 8
      || dup2 (fd[0], 0) != 0 || close (fd[1]) == -1
      || fgets (text, sizeof text, stdin) == NULL)
    return UNKNOWN;
  fflush (NULL);
  return fgets (text, sizeof text, stdin) != NULL
         && strcmp (text, "two\n") == 0 ? YES : NO;])])
