/* bench.h - what a fallback costs, the native call being 1.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_BENCH_H
#define IPC_BENCH_H

/* Each does the same thing N times.  What both need is made by the first
   call and kept.  One that cannot, for want of the native call or of
   permission, is NULL, or calls ipc_bench_skip().  */
struct ipc_bench
{
  const char *family;           /* of fallbacks.def */
  const char *what;             /* is done once */
  double most;                  /* the ratio that it should not exceed */
  void (*native) (long n);
  void (*fallback) (long n);
};

/* The rows of each domain; a NULL family ends them.  */
extern const struct ipc_bench ipc_bench_commands[];
extern const struct ipc_bench ipc_bench_files[];
extern const struct ipc_bench ipc_bench_posix[];
extern const struct ipc_bench ipc_bench_processes[];
extern const struct ipc_bench ipc_bench_signals[];
extern const struct ipc_bench ipc_bench_sockets[];
extern const struct ipc_bench ipc_bench_sysv[];
extern const struct ipc_bench ipc_bench_waits[];

/* End the program with a message if OK is 0: nothing is measured then.  */
void ipc_bench_need (int ok, const char *what);
#define IPC_NEED(expression) ipc_bench_need ((expression) != 0, #expression)

/* This row cannot be measured here.  Does not return.  */
void ipc_bench_skip (const char *why);

#endif
