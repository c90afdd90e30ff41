/* readiness.h - what the files of poll() and select() share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_READINESS_H
#define IPC_FAULTS_READINESS_H

#include <sys/select.h>

struct pollfd;

/* What comes of RESULT, which poll() of N descriptors has given, where a
   fault of sockets strikes.  */
int ipc_fault_poll_sockets (struct pollfd *fds, unsigned long n, int result);

/* Whether select() of N descriptors fails; with errno.  */
int ipc_fault_select_fails (int n);

/* select(), with what is wrong with its sets and its time.  */
int ipc_fault_select (int n, fd_set *in, fd_set *out, fd_set *other,
                      struct timeval *t);

#endif
