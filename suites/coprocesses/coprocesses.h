/* coprocesses.h - programs at the other end, over pipes or a terminal.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_COPROCESSES_H
#define IPC_COPROCESSES_H

#include <stddef.h>
#include <sys/types.h>
#include <termios.h>

#include "instruments/child.h"
#include "instruments/terminal.h"

/* A program on pipes, of which this process has the other ends.  */
struct coprocess
{
  struct ipc_child child;       /* its link is not in use */
  int to, from, errors;         /* -1 where there is none */
  int request;                  /* the program's own input, to look at */
  int told;                     /* exec() has closed the pipe for failures */
};

/* Execute ARGV, a NULL behind it, on two pipes or, WITH_ERRORS, on three.
   Returns 0, or the errno value with which exec() failed; then the child is
   about to end.  The parent's ends are close-on-exec.  */
int coproc_open (struct coprocess *c, const char *const argv[],
                 int with_errors);

/* The same for a mode of ipc_helper, which must start; MORE may be NULL.  */
void coproc_helper (struct coprocess *c, const char *verb, const char *more,
                    int with_errors);

/* Close the way in; all ends.  */
void coproc_close_input (struct coprocess *c);
void coproc_close (struct coprocess *c);

/* Close all ends and wait; the wait status.  The same, for who may not end by
   that.  */
int coproc_end (struct coprocess *c);
void coproc_kill (struct coprocess *c);

/* write() of all of TEXT; whether it went.  */
int coproc_say (struct coprocess *c, const char *text);

/* Read a line, or what there is up to the end of file: TEXT, of SIZE bytes,
   gets it.  Returns 0 if there is none though the program has taken all of
   its input and waits for more.  */
int coproc_answer (struct coprocess *c, char *text, size_t size);

/* The pace at which to look elsewhere than at what is to be read,
   milliseconds.  */
enum { COPROC_PACE = 10 };

/* Not exercised where nothing tells whether a process is blocked.  */
void coproc_need_oracle (void);

/* Collect output and errors with poll() up to both ends, while sending SIZE
   bytes of DATA, where there are any: into stores of LIMIT bytes.  */
struct coproc_pump
{
  const char *data;
  size_t size, limit;
  char *store[2];
  size_t used[2];
};
void coproc_pump (struct coprocess *c, struct coproc_pump *p);

/* Find cat in the standard path; 0 if it is not there.  */
int coproc_cat (char *path, size_t size);

/* Execute ipc_helper VERB MORE as the leader of PTY's session, with the slave
   as 0, 1 and 2, whose settings ADJUST has changed.  Returns its process,
   whose link is not in use.  */
struct ipc_child coproc_on_pty (const struct ipc_pty *pty, const char *verb,
                                const char *more,
                                void (*adjust) (struct termios *));

/* Settings of that: what is typed is not echoed, or is; what is written is
   not changed.  */
void coproc_silent (struct termios *t);
void coproc_loud (struct termios *t);

/* Read a line from FD, the master, or what there is up to the end; returns
   the last read()'s result.  */
ssize_t coproc_pty_line (int fd, char *text, size_t size);

/* A program in the foreground of a terminal that another process, its parent,
   is the leader of.  */
struct coproc_led
{
  const struct ipc_pty *pty;
  const char *verb;
  struct ipc_child leader, program;     /* the program's link is not in use */
  int known;                    /* the system tells what it sleeps in */
};

/* Execute ipc_helper VERB so, with the settings of coproc_silent(); kill it,
   and end its leader.  */
void coproc_lead (struct coproc_led *l, const struct ipc_pty *pty,
                  const char *verb);
void coproc_lead_end (struct coproc_led *l);

/* Type ASKED, and read a line that comes back.  Returns 0 if none does though
   the program has taken all and waits for more.  */
int coproc_lead_ask (struct coproc_led *l, const char *asked, char *text,
                     size_t size);

/* In the leader of PTY's session, whose slave is FD: make sure that all has
   come in that was typed before coproc_pty_settle(), which the case calls.
   After it a SIGINT has been taken.  */
void coproc_pty_expect (int fd);
void coproc_pty_settled (void);
void coproc_pty_settle (const struct ipc_pty *pty);

#endif
