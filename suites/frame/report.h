/* report.h - how a case reports.
   SPDX-License-Identifier: BSD-2-Clause

   All of these may be called in a body; those marked "child" also in its
   child processes, where they end the child and make its parent's
   ipc_join() report the trouble.  None of them fails.  */

#ifndef IPC_REPORT_H
#define IPC_REPORT_H

#include <signal.h>
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

/* The text of FORMAT, as of sprintf(), cut to 79 bytes.  Static storage, of
   which there are four: not for threads.  */
const char *ipc_textf (const char *format, ...) IPC_PRINTF (1);

/* Add free text to the report's row: numbers, errno names.  Bytes that are
   not printable ASCII are written as \ooo.  Last one counts.  */
void ipc_detail (const char *format, ...) IPC_PRINTF (1);

/* The case cannot be exercised here, for REASON ("no second uid").  Child.  */
void ipc_not_exercised (const char *reason) IPC_NORETURN;

/* Set-up needs WHAT ("msgget: EPERM") this platform does not have: what rests
   on it is absent.  Of a fallback that says nothing: there the case is not
   exercised.  Child.  */
void ipc_lacks (const char *what) IPC_NORETURN;

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

/* What the rest is for: instruments and the frame, not bodies.  */

/* Exit statuses by which a child tells its parent of its trouble.  */
enum { IPC_EXIT_CANNOT = 96, IPC_EXIT_BROKEN, IPC_EXIT_REPORTED };

/* Whether this process is the one that runs the body.  */
int ipc_in_case (void);

/* Note that the verdict rests on the instrument NAME, a row of the
   instruments suite: where that row does not hold there is no evidence.
   Child.  */
void ipc_uses (const char *name);

/* Say which instruments its children have used.  Case.  */
void ipc_tell_uses (void);

/* Write "TAG: TEXT" to FD as one line; bytes that are not printable ASCII
   are written as \ooo.  */
void ipc_say (int fd, const char *tag, const char *text);

/* This process is the case from now on.  CLEAN_UP removes what the case may
   have left, before it ends otherwise than by its verdict; JUDGE tells ATF
   what a value is worth; IS_MAPPED: calls go to fallbacks.  */
void ipc_report_begin (void (*clean_up) (void),
                       void (*judge) (const char *value), int is_mapped);

/* The rows of the instruments suite, by name.  */
enum ipc_instrument
{
#define BEHAVIOUR(id, ...) IPC_INSTRUMENT_##id,
#include "instruments.def"
#undef BEHAVIOUR
  IPC_INSTRUMENTS
};

/* Where children tell of trouble that their parent may fail to join, and what
   they rest on: bytes of the case's.  TELL is called in a child that has
   changed some of them, HEAR in the case before it looks at them.  */
struct ipc_trouble
{
  volatile sig_atomic_t kind;
  char reason[128];             /* of IPC_CHILD_CANNOT and IPC_CHILD_LACKS */
  volatile sig_atomic_t uses[IPC_INSTRUMENTS];
};
enum
{
  IPC_NO_TROUBLE, IPC_CHILD_BROKEN, IPC_CHILD_REPORTED, IPC_CHILD_CANNOT,
  IPC_CHILD_LACKS
};
void ipc_report_share (struct ipc_trouble *trouble,
                       void (*tell) (const volatile void *part, size_t size),
                       void (*hear) (void));

/* A child that came to what only the case may do, WHAT, ends here.  */
void ipc_refuse_in_child (const char *what);

/* What was observed, NULL if nothing.  */
const char *ipc_observed (void);

#endif
