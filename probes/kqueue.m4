# kqueue.m4 - is there a queue of events that knows signals?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_KQUEUE],
[IPC_PROBE_HAVE([kqueue], [whether there is kqueue with EVFILT_SIGNAL],
  [#include <sys/event.h>
#include <sys/time.h>],
  [struct kevent e;
  EV_SET (&e, 1, EVFILT_SIGNAL, EV_ADD, 0, 0, 0);
  return kevent (kqueue (), &e, 1, 0, 0, 0);])])
