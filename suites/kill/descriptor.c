/* descriptor.c - signals by a descriptor of a process.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include "frame/suite.h"

#include "kill.h"

/* The target, as whoever may open it has opened it.  */
struct handle
{
  int fd;
  struct ipc_identity who;
  int error, probed;            /* of SIGHUP and of 0, in shared memory */
};

static int
open_target (struct handle *h, pid_t pid)
{
  if (ipc_mapped ("process_identity"))
    return identity_take (pid, &h->who);
  h->fd = ipc_process_open (pid);
  return h->fd == -1 ? -1 : 0;
}

static int
send_by (struct handle *h, int signo)
{
  int result = ipc_mapped ("process_identity")
               ? identity_kill (&h->who, signo)
               : ipc_process_signal (h->fd, signo);

  return result == 0 ? 0 : errno;
}

static int
act_send (int what, void *arg)
{
  struct handle *h = arg;

  if (what == 's')
    {
      h->probed = send_by (h, 0);
      h->error = send_by (h, SIGHUP);
    }
  return what;
}

static void
observe (const struct handle *h, int others, int own)
{
  int error = h->error;

  ipc_detail ("another user: %s", error_word (error));
  if (!own)
    ipc_observe ("not delivered to the opener's own process");
  else if (h->probed != error)
    ipc_observef ("%s, and for 0 %s", error_word (error),
                  error_word (h->probed));
  else if (error == 0)
    ipc_observe (others ? "delivered" : "0, and not delivered");
  else
    ipc_observe (others ? "delivered, and an error" : error_word (error));
}

IPC_TEST (process_descriptor)
{
  struct user u = second_user ();
  struct start s = { 0, &u, act_send, NULL };
  struct handle *h = ipc_shared (sizeof *h);
  struct member target, sender;
  int others, own;

  member_start (&target, NULL);
  if (open_target (h, target.child.pid) == -1)
    {
      IPC_SETUP (errno == ENOSYS);
      ipc_observe ("absent");
      member_end (&target);
      return;
    }
  s.arg = h;
  member_start (&sender, &s);
  IPC_SETUP (ipc_ask (&sender.child.link, 's') == 's');
  others = !member_caught (&target, 0, 0);
  own = send_by (h, SIGHUP) == 0 && member_caught (&target, SIGHUP, 1);
  observe (h, others, own);
  member_end (&sender);
  member_end (&target);
}
