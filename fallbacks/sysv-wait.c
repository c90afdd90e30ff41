/* sysv-wait.c - waiting for a change of an object, and waking who waits.
   SPDX-License-Identifier: BSD-2-Clause

   By a FIFO for each wait, which the object names: nobody looks again and
   again, and who opens the FIFO of a dead process hears that it has no
   reader.  Where none can be made a call that has to wait fails with
   ENOSYS: sysv_messages.full.  */

#include "probed.h"
#include "sysv-store.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ipcompat-files.h"
#include "ipcompat-waits.h"
#include "sigpipe.h"

#if defined IPC_PROBE_MKFIFO && IPC_PROBE_MKFIFO == 0
# define make_fifo ipc_fb_mkfifo
#else
# define make_fifo mkfifo
#endif
#if defined IPC_PROBE_PPOLL_ATOMIC && IPC_PROBE_PPOLL_ATOMIC == 1
# define wait_poll ppoll
#else
# define wait_poll ipc_fb_ppoll
#endif

static int
fifo_path (char path[SYSV_PATH], int64_t pid, int64_t number)
{
  char name[48];

  snprintf (name, sizeof name, "w.%ld", (long) pid);
  return ipc_sysv_path (path, name, (long) number);
}

/* 0 if the process that waits in W is gone; 1 if not, or if a child that one
   of its other threads has forked keeps the FIFO open; -1 with errno if nobody
   can say.  */
static int
knock (const struct sysv_waiter *w)
{
  struct sigpipe_guard guard;
  char path[SYSV_PATH];
  int fd, failed;

  if (fifo_path (path, w->pid, w->number) == -1)
    return -1;
  fd = ipc_sysv_open_fifo (path, O_WRONLY);
  if (fd == -1)
    {
      if (errno != ENXIO && errno != ENOENT)
        return -1;
      unlink (path);
      return 0;
    }
  sigpipe_hold (&guard);
  /* A full one has woken it already.  */
  failed = write (fd, "", 1) == -1 && errno == EPIPE;
  sigpipe_let_go (&guard, failed);
  close (fd);
  return !failed;
}

static void
bury (const struct sysv_waiter *w)
{
  char path[SYSV_PATH];

  if (fifo_path (path, w->pid, w->number) == 0)
    unlink (path);
}

static int
anybody (const struct sysv_waiter *w, const void *arg)
{
  (void) w;
  (void) arg;
  return 1;
}

static void
shrink (struct sysv_head *head)
{
  while (head->n_waiters > 0 && head->waiter[head->n_waiters - 1].pid == 0)
    head->n_waiters--;
}

int
ipc_sysv_wake (struct sysv_object *o,
               int (*match) (const struct sysv_waiter *, const void *),
               const void *arg)
{
  struct sysv_head *head = o->state;
  int i, alive;

  for (i = 0; i < head->n_waiters; i++)
    {
      struct sysv_waiter *w = &head->waiter[i];

      if (w->pid == 0 || (match != NULL && !match (w, arg)))
        continue;
      alive = knock (w);
      if (alive == -1)
        return -1;
      if (alive == 0)
        {
          bury (w);
          w->pid = 0;
        }
    }
  shrink (head);
  return 0;
}

/* Both ends, so that the FIFO never seems to have ended.  */
static int
open_fifo (struct sysv_call *wait, const char *path)
{
  int error;

  wait->in = ipc_sysv_open_fifo (path, O_RDONLY);
  wait->out = -1;
  if (wait->in != -1 && ipc_sysv_share (wait->in) == 0)
    wait->out = ipc_sysv_open_fifo (path, O_WRONLY);
  if (wait->in != -1 && wait->out != -1)
    return 0;
  error = errno;
  if (wait->in != -1)
    close (wait->in);
  unlink (path);
  errno = error;
  return -1;
}

/* A number that no FIFO of this process, or of one that had its pid, has.  */
static int
make_wait (struct sysv_call *wait)
{
  static int64_t last;
  char path[SYSV_PATH];
  int64_t number;

  for (number = last + 1; ; number++)
    {
      if (fifo_path (path, ipc_sysv_pid (), number) == -1)
        return -1;
      if (make_fifo (path, 0600) == 0)
        break;
      if (errno != EEXIST)
        return -1;
    }
  if (open_fifo (wait, path) == -1)
    return -1;
  wait->number = last = number;
  return 0;
}

static struct sysv_waiter *
slot (struct sysv_head *head, int64_t pid, int64_t number)
{
  int i;

  for (i = 0; i < head->n_waiters; i++)
    if (head->waiter[i].pid == pid
        && (pid == 0 || head->waiter[i].number == number))
      return &head->waiter[i];
  return NULL;
}

static struct sysv_waiter *
free_slot (struct sysv_head *head)
{
  struct sysv_waiter *w = slot (head, 0, 0);

  return w == NULL && head->n_waiters < SYSV_WAITERS
         ? &head->waiter[head->n_waiters++] : w;
}

static int
enter (struct sysv_object *o, const struct sysv_call *wait)
{
  struct sysv_waiter *w = slot (o->state, ipc_sysv_pid (), wait->number);

  if (w == NULL)
    w = free_slot (o->state);
  if (w == NULL && ipc_sysv_wake (o, anybody, NULL) == 0)
    w = free_slot (o->state);
  if (w == NULL)
    {
      errno = ENOMEM;
      return -1;
    }
  w->pid = ipc_sysv_pid ();
  w->number = wait->number;
  w->what = wait->what;
  w->type = wait->type;
  return ipc_sysv_commit (o);
}

/* Close O, and sleep until there may be something to see.  */
static int
sleep_for (struct sysv_object *o, struct sysv_call *wait,
           const struct sysv_session *session)
{
  struct pollfd p[1 + SYSV_WATCHED];
  char bytes[64];
  int i, result, error;

  if ((wait->number == 0 && make_wait (wait) == -1)
      || enter (o, wait) == -1)
    return -1;
  ipc_sysv_trust (o);
  ipc_sysv_close (o);
  ipc_sysv_pause ();
  p[0].fd = wait->in;
  p[0].events = POLLIN;
  for (i = 0; i < wait->n_watched; i++)
    {
      p[1 + i].fd = wait->watched[i];
      p[1 + i].events = POLLIN;
    }
  result = wait_poll (p, (nfds_t) (1 + wait->n_watched), NULL,
                      &session->mask);
  error = errno;
  ipc_sysv_resume ();
  while (read (wait->in, bytes, sizeof bytes) == (ssize_t) sizeof bytes)
    continue;
  errno = error;
  return result == -1 ? -1 : 0;
}

void
ipc_sysv_awake (struct sysv_object *o, const struct sysv_call *wait)
{
  struct sysv_waiter *w = NULL;

  if (wait->number != 0)
    w = slot (o->state, ipc_sysv_pid (), wait->number);
  if (w != NULL)
    w->pid = 0;
  shrink (o->state);
}

/* After waits that came to nothing: no longer in the state.  */
static void
give_up (struct sysv_call *call)
{
  struct sysv_object o;
  int error = errno;

  if (call->number != 0 && ipc_sysv_seek (&o, call->family, call->id, 0) == 0)
    {
      ipc_sysv_awake (&o, call);
      ipc_sysv_commit (&o);
      ipc_sysv_close (&o);
    }
  errno = error;
}

static void
end_wait (struct sysv_call *wait)
{
  int error = errno;
  char path[SYSV_PATH];

  if (wait->number == 0)
    return;
  if (fifo_path (path, ipc_sysv_pid (), wait->number) == 0)
    unlink (path);
  close (wait->in);
  close (wait->out);
  errno = error;
}

static int
attempt (struct sysv_call *call, const struct sysv_session *session)
{
  struct sysv_object o;
  int result, error;

  if (ipc_sysv_seek (&o, call->family, call->id, call->wanted) == -1)
    {
      if (errno == EINVAL && call->number != 0)
        errno = EIDRM;
      return -1;
    }
  result = call->attempt (&o, call);
  if (result == 1 && call->nowait != 0)
    {
      errno = call->nowait;
      result = -1;
    }
  if (result == 1 && sleep_for (&o, call, session) == -1)
    result = -1;
  if (result == 0)
    ipc_sysv_trust (&o);
  ipc_sysv_close (&o);
  error = errno;
  while (call->n_watched > 0)
    close (call->watched[--call->n_watched]);
  errno = error;
  return result;
}

int
ipc_sysv_do (struct sysv_call *call)
{
  struct sysv_session session;
  int result;

  ipc_sysv_begin (&session);
  do
    result = attempt (call, &session);
  while (result == 1);
  if (result == -1)
    give_up (call);
  end_wait (call);
  return ipc_sysv_end (&session, result);
}
