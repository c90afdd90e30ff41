/* case.h - how a case reports.
   SPDX-License-Identifier: BSD-2-Clause

   All of these may be called in a body; those marked "child" also in its
   child processes, where they end the child and make its parent's
   ipc_join() report the trouble.  None of them fails.  */

#ifndef IPC_CASE_H
#define IPC_CASE_H

#include <stddef.h>

#if defined __GNUC__
# define IPC_PRINTF(n) __attribute__ ((__format__ (__printf__, n, n + 1)))
# define IPC_NORETURN __attribute__ ((__noreturn__))
#else
# define IPC_PRINTF(n)
# define IPC_NORETURN
#endif

/* State what happened, in one of the words of the record's OUTCOMES, or
   "absent" where the platform lacks the facility, or in a word of your own
   (printable ASCII, at most 80 bytes) for what the document does not know.
   Exactly once per case.  */
void ipc_observe (const char *value);
void ipc_observef (const char *format, ...) IPC_PRINTF (1);

/* Add free text to the report's row: numbers, errno names.  Bytes that are
   not printable ASCII are written as \ooo.  Last one counts.  */
void ipc_detail (const char *format, ...) IPC_PRINTF (1);

/* The case cannot be exercised here, for REASON ("no second uid").  */
void ipc_not_exercised (const char *reason) IPC_NORETURN;

/* Set-up failed: no evidence, never held against the platform.  Child.  */
void ipc_broken (const char *format, ...) IPC_PRINTF (1) IPC_NORETURN;

/* EXPR must hold for the case to mean anything; errno is reported.  An
   assignment does not compile.  Child.  */
#define IPC_SETUP(expr)                                     \
  do                                                        \
    if (expr)                                               \
      {                                                     \
      }                                                     \
    else                                                    \
      ipc_setup_failed (#expr, __FILE__, __LINE__);         \
  while (0)
void ipc_setup_failed (const char *expr, const char *file, int line)
  IPC_NORETURN;

/* The symbolic name of an errno value ("EINTR"), for observations; a
   number in decimal where it has none.  Static storage.  */
const char *ipc_errno_name (int error);

/* The symbolic name of a signal ("SIGHUP"), likewise.  */
const char *ipc_signal_name (int signo);

/* What the rest is for: instruments, not bodies.  */

/* Cases start with the descriptors from 3 to below this closed, and look for
   open ones no further.  */
enum { IPC_FD_END = 256 };

/* Which descriptors below that are open.  */
void ipc_find_open (char is_open[IPC_FD_END]);

/* Exit statuses by which a child tells its parent of its trouble.  */
enum { IPC_EXIT_BROKEN = 97, IPC_EXIT_REPORTED = 98 };

/* Whether this process is the one that runs the body.  */
int ipc_in_case (void);

/* Note that the verdict rests on the instrument NAME, a row of the
   instruments suite: where that row does not hold there is no evidence.  */
void ipc_uses (const char *name);

/* Faults break calls of the body, not of the instruments: an instrument
   holds them off while it works.  Returns what ipc_release() wants.  */
int ipc_hold (void);
void ipc_release (int held);

/* Whether the case runs in the fallback build, for the record's fallback
   NAME.  */
int ipc_mapped (const char *name);

/* The same, where that fallback is about to be called, here or in a program
   that is executed: only a case that went through its fallback proves it.
   Safe in handlers and in children.  */
int ipc_takes (const char *name);

/* The value of the configuration variable NAME (kyua -v
   test_suites.ipcompat.NAME=...), or DEFAULT_VALUE.  */
const char *ipc_config (const char *name, const char *default_value);

struct ipc_case
{
  const char *id;                       /* "reliability.persist" */
  const char *const *outcomes;          /* NULL at the end */
  const char *fallback;                 /* "signal" or "none" */
  void (*body) (void);
  int in_fallback_build;
};

/* Run C as the body of TC, an atf_tc_t: put the process in order, run,
   judge, look for what was left behind.  Does not return unless the case
   has passed.  */
void ipc_case_run (const void *tc, const struct ipc_case *c);

/* Put mask, dispositions, descriptors 0 to 2 and umask of the process in
   order, whatever the caller left.  */
void ipc_prologue (void);

#endif
