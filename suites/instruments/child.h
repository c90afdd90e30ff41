/* child.h - child processes with barriers.
   SPDX-License-Identifier: BSD-2-Clause

   No function here fails: trouble is ipc_broken().  Every wait ends when
   the other side ends, or with the case's timeout.  A child dies with its
   parent, also when the parent is killed.  */

#ifndef IPC_CHILD_H
#define IPC_CHILD_H

#include <stddef.h>
#include <sys/types.h>

/* One side's ends of the two pipes between a parent and a child.  */
struct ipc_link
{
  int in;
  int out;
};

struct ipc_child
{
  pid_t pid;
  struct ipc_link link;         /* the parent's side */
};

/* fork(); the child dies with this process and is known to ipc_join().  */
pid_t ipc_fork (void);

/* fork(); the child outlives this process: for orphans and daemons, which
   the body must see to their end itself.  */
pid_t ipc_fork_outliving (void);

/* Start a child that runs BODY with its side of the link and ARG, and
   _exit()s with what BODY returns.  Returns when the child runs.  */
struct ipc_child ipc_start (int (*body) (struct ipc_link *, void *),
                            void *arg);

/* A link on its own; ipc_link_parent() and ipc_link_child() then keep one
   side, after a fork() that the body did itself.  */
struct ipc_link_pair
{
  int fd[4];
};
void ipc_link_open (struct ipc_link_pair *pair);
struct ipc_link ipc_link_parent (struct ipc_link_pair *pair);
struct ipc_link ipc_link_child (struct ipc_link_pair *pair);
void ipc_link_close (struct ipc_link *link);

/* Barriers: pass one byte; wait for one; wait for just that one.
   ipc_hear_end() gives -1 at end of file, when every holder is gone;
   elsewhere that is trouble.  End of file comes before the zombie.  */
void ipc_tell (struct ipc_link *link, char what);
char ipc_hear (struct ipc_link *link);
void ipc_expect (struct ipc_link *link, char what);
int ipc_hear_end (struct ipc_link *link);

/* Whether a byte or an end of file waits on LINK now.  */
int ipc_heard (struct ipc_link *link);

/* The same, but asleep for a moment if there is none: the pace at which to
   look at the other side, whose processor it would take otherwise.  How long
   that is proves nothing.  */
int ipc_listen (struct ipc_link *link);

/* Pass SIZE bytes; receive just as many.  */
void ipc_send (struct ipc_link *link, const void *data, size_t size);
void ipc_receive (struct ipc_link *link, void *data, size_t size);

/* Close CHILD's link and wait for its end; returns the wait status.  Broken
   if the child reported trouble.  */
int ipc_join (struct ipc_child *child);

/* The same, for a child that must exit; returns its exit status.  */
int ipc_join_exit (struct ipc_child *child);

/* The same for a PID of ipc_fork().  */
int ipc_join_pid (pid_t pid);

/* Kill CHILD and wait for its end.  */
void ipc_end (struct ipc_child *child);

/* Wait until PID, a child, is a zombie, and leave it one.  */
void ipc_await_zombie (pid_t pid);

/* Wait until PID, a child, has stopped, or has continued; consumes that
   status.  Returns the signal that stopped it.  */
int ipc_await_stopped (pid_t pid);
void ipc_await_continued (pid_t pid);

/* waitpid() that retries after EINTR; broken if it fails otherwise.  */
int ipc_wait_status (pid_t pid, int options);

/* The absolute path of the program NAME ("ipc_helper") that is built beside
   the suites, in BUFFER of SIZE bytes.  */
void ipc_helper_path (const char *name, char *buffer, size_t size);

/* The same for any file, as seen from the suites' directory; -1 if there is
   none.  */
int ipc_find_beside (const char *name, char *buffer, size_t size);

/* For leaks.c: kill and reap what ipc_fork() made.  */
void ipc_kill_children (void);

/* Ask the kernel to kill this process when PARENT ends; where it cannot, an
   alarm bounds the life of this process.  */
void ipc_tie_to_parent (pid_t parent);

/* fork() of a process that belongs to nobody: it is no child of this one, and
   not in the group that is killed with the case.  Returns 0 in there, which
   then calls ipc_settle(), and 1 here.  */
int ipc_fork_servant (void);

/* In a process that belongs to nobody and serves until its end of file: close
   whatever was inherited but IN and OUT, lest that never comes, and leave the
   session, the work directory and the standard descriptors.  */
void ipc_settle (int in, int out);

#endif
