/* wait.c - restarting: waiting for children and for locks.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include "restart.h"

/* The child's own child, which exits with 7 when the parent says so.  */
static void
start_grandchild (struct restart *r)
{
  r->child = ipc_fork ();
  if (r->child == 0)
    {
      char byte;

      signal (SIGUSR1, SIG_IGN);
      _exit (read (r->fd[0], &byte, 1) == 1 ? 7 : 1);
    }
}

static void
end_grandchild (struct restart *r)
{
  IPC_SETUP (write (r->fd[1], "e", 1) == 1);
}

static long
call_wait (struct restart *r)
{
  return wait (&r->id);
}

static long
call_waitpid (struct restart *r)
{
  return waitpid (r->child, &r->id, 0);
}

static int
status_is_seven (struct restart *r, long value)
{
  return value == r->child && WIFEXITED (r->id) && WEXITSTATUS (r->id) == 7;
}

static const struct restart_call wait_call =
{
  .call = "waitpid", .prepare = restart_pipe, .enter = start_grandchild,
  .block = call_wait, .whole = status_is_seven, .release = end_grandchild,
  .later = 1
};
RESTART_CASES (wait)

static const struct restart_call waitpid_call =
{
  .call = "waitpid", .prepare = restart_pipe, .enter = start_grandchild,
  .block = call_waitpid, .whole = status_is_seven, .release = end_grandchild,
  .later = 1
};
RESTART_CASES (waitpid)

static siginfo_t info;

static long
call_waitid (struct restart *r)
{
  return waitid (P_PID, (id_t) r->child, &info, WEXITED);
}

static int
info_is_seven (struct restart *r, long value)
{
  return value == 0 && info.si_pid == r->child && info.si_code == CLD_EXITED
         && info.si_status == 7;
}

static const struct restart_call waitid_call =
{
  .call = "waitpid", .prepare = restart_pipe, .enter = start_grandchild,
  .block = call_waitid, .whole = info_is_seven, .release = end_grandchild,
  .later = 1
};
RESTART_CASES (waitid)

/* Locks: the parent holds one through fd[1], the child wants it through a
   descriptor of its own.  */
static int
open_file (struct restart *r)
{
  strcpy (r->path, "file");
  r->fd[1] = open (r->path, O_RDWR | O_CREAT, 0600);
  IPC_SETUP (r->fd[1] != -1);
  return 1;
}

static void
open_again (struct restart *r)
{
  r->fd[0] = open (r->path, O_RDWR);
  IPC_SETUP (r->fd[0] != -1);
}

static int
hold_flock (struct restart *r)
{
  open_file (r);
  return flock (r->fd[1], LOCK_EX) == 0 || errno != ENOSYS;
}

static long
want_flock (struct restart *r)
{
  return flock (r->fd[0], LOCK_EX);
}

static void
give_flock (struct restart *r)
{
  IPC_SETUP (flock (r->fd[1], LOCK_UN) == 0);
}

/* Having it means that a third party cannot.  */
static int
has_flock (struct restart *r, long value)
{
  int fd = open (r->path, O_RDWR);

  return value == 0 && flock (fd, LOCK_EX | LOCK_NB) == -1
         && errno == EWOULDBLOCK;
}

static const struct restart_call flock_call =
{
  .call = "flock", .prepare = hold_flock, .enter = open_again,
  .block = want_flock, .whole = has_flock, .release = give_flock
};
RESTART_CASES (flock)

static int
hold_record (struct restart *r)
{
  open_file (r);
  IPC_SETUP (ipc_record_lock (r->fd[1], F_SETLK, F_WRLCK) == 0);
  return 1;
}

static long
want_record (struct restart *r)
{
  return ipc_record_lock (r->fd[0], F_SETLKW, F_WRLCK);
}

static void
give_record (struct restart *r)
{
  IPC_SETUP (ipc_record_lock (r->fd[1], F_SETLK, F_UNLCK) == 0);
}

/* The parent finds the child's lock.  */
static int
child_has_record (struct restart *r, long value)
{
  return value != -1 && ipc_record_lock (r->fd[1], F_SETLK, F_WRLCK) == -1
         && (errno == EAGAIN || errno == EACCES);
}

static const struct restart_call fcntl_setlkw_call =
{
  .call = "fcntl", .prepare = hold_record, .enter = open_again,
  .block = want_record, .release = give_record,
  .arrived = child_has_record
};
RESTART_CASES (fcntl_setlkw)

static long
want_lockf (struct restart *r)
{
  return lockf (r->fd[0], F_LOCK, 0);
}

static const struct restart_call lockf_call =
{
  .call = "fcntl", .prepare = hold_record, .enter = open_again,
  .block = want_lockf, .release = give_record,
  .arrived = child_has_record
};
RESTART_CASES (lockf)

static int
hold_ofd (struct restart *r)
{
  open_file (r);
  return ipc_record_lock (r->fd[1], F_OFD_SETLK, F_WRLCK) == 0;
}

static long
want_ofd (struct restart *r)
{
  return ipc_record_lock (r->fd[0], F_OFD_SETLKW, F_WRLCK);
}

static void
give_ofd (struct restart *r)
{
  IPC_SETUP (ipc_record_lock (r->fd[1], F_OFD_SETLK, F_UNLCK) == 0);
}

static int
has_ofd (struct restart *r, long value)
{
  int fd = open (r->path, O_RDWR);

  return value == 0 && ipc_record_lock (fd, F_OFD_SETLK, F_WRLCK) == -1
         && (errno == EAGAIN || errno == EACCES);
}

static const struct restart_call fcntl_ofd_setlkw_call =
{
  .call = "fcntl", .prepare = hold_ofd, .enter = open_again,
  .block = want_ofd, .whole = has_ofd, .release = give_ofd
};
RESTART_CASES (fcntl_ofd_setlkw)
