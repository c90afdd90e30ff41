/* dispositions.h - what the cases on dispositions share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_DISPOSITIONS_H
#define IPC_DISPOSITIONS_H

#include <signal.h>
#include <sys/types.h>

/* A handler that counts, and its count.  */
extern volatile sig_atomic_t caught;
void catch_signal (int signo);

/* What is installed now.  */
void (*installed_action (int signo)) (int);

/* A child that is ending with CODE: nobody has waited for it, and whether it
   is a zombie yet is open.  */
pid_t ending_child (int code);

/* After kill() with SIGCONT of PID, a child that had stopped and does not end
   meanwhile: whether it went on.  POSIX has it continue when the signal is
   generated, so there is nothing to wait for.  */
int has_continued (pid_t pid);

/* With each of SIGNALS, which end with 0, set to ACTION (SIG_IGN or SIG_DFL):
   "SIGTERM ends poll()" for the first slow call that one of them disturbs, or
   NULL.  SIGUSR2 is none of them.  */
const char *spoilt_call (const int *signals, void (*action) (int));

/* What a wait status says of SIGNO: "terminates", "stops", "is ignored" (it
   exited with 0), "is caught" (with 1), or "does something else".  */
const char *effect_of (int status, int signo);

#endif
