/* posix.c - objects of POSIX that have names, and outlive whoever makes them.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "posix.h"

#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "facilities/facilities.h"
#include "frame/hold.h"
#include "frame/names.h"
#include "frame/report.h"
#include "child.h"
#include "keeper.h"
#include "shared.h"

enum { MOST_NAMES = 64 };
static struct
{
  int kind;
  char name[IPC_POSIX_NAME];
} names[MOST_NAMES];
static int n_names;

int
ipc_posix_destroy (int kind, const char *name)
{
  return (kind == IPC_NAMED_QUEUE ? ipc_mq_unlink (name)
          : kind == IPC_NAMED_SEMAPHORE ? sem_unlink (name)
          : shm_unlink (name)) == 0;
}

/* Make one, and close it; 0, or -1 with errno.  */
static int
make (int kind, const char *name)
{
  const int flags = O_CREAT | O_EXCL | O_RDWR;
  sem_t *sem;
  int id;

  switch (kind)
    {
    case IPC_NAMED_QUEUE:
      id = ipc_mq_named (name, flags, 1, 1);
      return id == -1 ? -1 : ipc_mq_close (id);
    case IPC_NAMED_SEMAPHORE:
      sem = sem_open (name, flags, 0600, 0);
      return sem == SEM_FAILED ? -1 : sem_close (sem);
    default:
      id = shm_open (name, flags, 0600);
      return id == -1 ? -1 : close (id);
    }
}

/* The signal that it raises is the answer, too.  */
static void
try_one (int kind, const char *name, volatile int *error)
{
  struct rlimit no_core = { 0, 0 };

  setrlimit (RLIMIT_CORE, &no_core);
#ifdef SIGSYS
  signal (SIGSYS, SIG_DFL);
#endif
  *error = make (kind, name) == 0 ? 0 : errno;
  _exit (0);
}

static const char *
call (int kind)
{
  return kind == IPC_NAMED_QUEUE ? "mq_open"
         : kind == IPC_NAMED_SEMAPHORE ? "sem_open" : "shm_open";
}

/* What is not there raises SIGSYS, what may not be called SIGKILL or SIGABRT;
   any other signal says that it is there, and broken.  */
static int
forbids (int signo)
{
#ifdef SIGSYS
  if (signo == SIGSYS)
    return 1;
#endif
  return signo == SIGKILL || signo == SIGABRT;
}

void
ipc_need_posix (int kind)
{
  int held = ipc_hold (), status;
  volatile int *error = ipc_shared (sizeof *error);
  char name[IPC_POSIX_NAME], what[64];
  pid_t pid;

  ipc_posix_name (kind, 30, name);
  *error = EINTR;
  if ((pid = ipc_fork ()) == 0)
    try_one (kind, name, error);
  status = ipc_join_pid (pid);
  ipc_remove_posix (kind, name);
  if (*error == ENOSPC || *error == ENOMEM || *error == EMFILE
      || *error == ENFILE)
    ipc_not_exercised ("no room for another object of POSIX");
  snprintf (what, sizeof what, "%s: %s", call (kind),
            WIFSIGNALED (status) ? ipc_signal_name (WTERMSIG (status))
            : ipc_errno_name (*error));
  if (WIFSIGNALED (status) && !forbids (WTERMSIG (status)))
    ipc_broken ("%s", what);
  if (*error != 0)
    ipc_lacks (what);
  ipc_release (held);
}

static struct ipc_keeping_request
request (enum ipc_keeping what, int kind, const char *name)
{
  struct ipc_keeping_request r;

  memset (&r, 0, sizeof r);
  r.what = what;
  r.kind = kind;
  r.id = -1;
  snprintf (r.name, sizeof r.name, "%s", name);
  return r;
}

void
ipc_track_posix (int kind, const char *name)
{
  int held = ipc_hold ();
  struct ipc_keeping_request r = request (IPC_KEEP_NAME, kind, name);

  if (n_names == MOST_NAMES)
    ipc_broken ("more than %d names of POSIX", MOST_NAMES);
  ipc_tell_keeper (&r);
  names[n_names].kind = kind;
  snprintf (names[n_names++].name, IPC_POSIX_NAME, "%s", name);
  ipc_release (held);
}

/* Some systems have names of just 30 bytes, and some more.  */
void
ipc_posix_name (int kind, size_t length, char name[IPC_POSIX_NAME])
{
  int held = ipc_hold ();
  static unsigned number;
  struct stat st;
  size_t n;

  IPC_SETUP (stat (".", &st) == 0);
  n = (size_t) snprintf (name, IPC_POSIX_NAME, "/ipc%x.%lx.%lx.%x.",
                         (unsigned) st.st_dev & 0xffff,
                         (unsigned long) st.st_ino & 0xffffffff,
                         (unsigned long) getpid () & 0xffffff,
                         number++ & 0xff);
  IPC_SETUP (n <= 30 && length >= 30 && length < IPC_POSIX_NAME);
  memset (name + n, 'x', length - n);
  name[length] = '\0';
  ipc_track_posix (kind, name);
  ipc_release (held);
}

void
ipc_remove_posix (int kind, const char *name)
{
  int held = ipc_hold (), i;
  struct ipc_keeping_request r = request (IPC_KEEP_NO_MORE, kind, name);

  ipc_posix_destroy (kind, name);
  for (i = n_names - 1; i >= 0; i--)
    if (names[i].kind == kind && strcmp (names[i].name, name) == 0)
      {
        ipc_tell_keeper (&r);
        names[i] = names[--n_names];
      }
  ipc_release (held);
}

int
ipc_remove_all_posix (void)
{
  int was_there = 0;

  while (n_names > 0)
    {
      int i = n_names - 1;

      if (ipc_posix_destroy (names[i].kind, names[i].name))
        was_there = 1;
      ipc_remove_posix (names[i].kind, names[i].name);
    }
  return was_there;
}
