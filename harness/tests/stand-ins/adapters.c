/* adapters.c - asks an adapter about processes that exist only here.
   SPDX-License-Identifier: BSD-2-Clause

   Compiled with the adapter, against one of these folders: what the adapter
   calls is here and answers from one row of a table at a time.  */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>

#include "oracle-adapter.h"

/* What the kernel says of a process, and what the adapter has to make of it.
   Of the process as a whole, and of its thread, where both have a state.  */
static const struct row
{
  const char *name;
  int error;                    /* of the call; 0 for none */
  int nothing;                  /* it succeeds, and gives nothing */
  int process, thread;
  const char *channel;          /* or the number of a system call */
  enum ipc_state state;
  const char *seen;
} *row;

#if defined __FreeBSD__ || defined __NetBSD__ || defined __OpenBSD__
# include <sys/sysctl.h>
# ifdef __FreeBSD__
#  include <sys/user.h>
typedef struct kinfo_proc kinfo;
#  define FILL(p) ((p)->ki_stat = (char) row->thread)
#  define CHANNEL(p) ((p)->ki_wmesg)
#  define MIB { CTL_KERN, KERN_PROC, KERN_PROC_PID, 77 }
# elif defined __NetBSD__
#  include <sys/lwp.h>
#  include <sys/proc.h>
typedef struct kinfo_proc2 kinfo;
#  define FILL(p) ((p)->p_stat = (int8_t) row->thread, \
                   (p)->p_realstat = (uint64_t) row->process, \
                   (p)->p_wchan = 0x6565)
#  define CHANNEL(p) ((p)->p_wmesg)
#  define MIB { CTL_KERN, KERN_PROC2, KERN_PROC_PID, 77, \
                (int) sizeof (kinfo), 1 }
# else
#  include <sys/proc.h>
typedef struct kinfo_proc kinfo;
#  define FILL(p) ((p)->p_stat = (int8_t) row->thread)
#  define CHANNEL(p) ((p)->p_wmesg)
#  define MIB { CTL_KERN, KERN_PROC, KERN_PROC_PID, 77, \
                (int) sizeof (kinfo), 1 }
# endif

# ifdef __OpenBSD__
#  define VALUE void
# else
#  define VALUE const void
# endif
int
sysctl (const int *name, unsigned int length, void *old, size_t *size,
        VALUE *value, size_t value_size)
{
  static const int mib[] = MIB;
  kinfo *p = old;

  if (length != sizeof mib / sizeof *mib
      || memcmp (name, mib, sizeof mib) != 0 || *size != sizeof *p
      || value != NULL || value_size != 0)
    {
      errno = EINVAL;
      return -1;
    }
  if (row->error != 0)
    {
      errno = row->error;
      return -1;
    }
  if (row->nothing)
    {
      *size = 0;
      return 0;
    }
  memset (p, 0, sizeof *p);
  FILL (p);
  /* As strncpy() does it, which NetBSD's kernel calls.  */
  length = (unsigned int) strlen (row->channel);
  memcpy (CHANNEL (p), row->channel,
          length < sizeof CHANNEL (p) ? length : sizeof CHANNEL (p));
  return 0;
}
#endif

#ifdef __FreeBSD__
static const struct row rows[] =
{
  { "none", ESRCH, 0, 0, 0, "", IPC_GONE, "" },
  { "nothing", 0, 1, 0, 0, "", IPC_GONE, "" },
  { "refused", EPERM, 0, 0, 0, "", IPC_UNKNOWN, "" },
  { "runs", 0, 0, 0, SRUN, "", IPC_RUNNING, "" },
  { "waits for a lock", 0, 0, 0, SLOCK, "", IPC_RUNNING, "" },
  { "sleeps", 0, 0, 0, SSLEEP, "piperd", IPC_BLOCKED, "piperd" },
  { "stopped", 0, 0, 0, SSTOP, "", IPC_STOPPED, "" },
  { "zombie", 0, 0, 0, SZOMB, "", IPC_ZOMBIE, "" },
  { NULL, 0, 0, 0, 0, NULL, IPC_GONE, NULL }
};
#elif defined __NetBSD__
static const struct row rows[] =
{
  { "none", ESRCH, 0, 0, 0, "", IPC_GONE, "" },
  { "nothing", 0, 1, 0, 0, "", IPC_GONE, "" },
  { "refused", EPERM, 0, 0, 0, "", IPC_UNKNOWN, "" },
  { "runs", 0, 0, SACTIVE, LSRUN, "", IPC_RUNNING, "" },
  { "on a processor", 0, 0, SACTIVE, LSONPROC, "", IPC_RUNNING, "" },
  { "sleeps", 0, 0, SACTIVE, LSSLEEP, "pipe_rd", IPC_BLOCKED, "pipe_rd" },
  { "sleeps, 8 letters", 0, 0, SACTIVE, LSSLEEP, "puffsget", IPC_BLOCKED,
    "puffsget" },
  { "stopped", 0, 0, SSTOP, LSSTOP, "", IPC_STOPPED, "" },
  { "stopped asleep", 0, 0, SSTOP, LSSLEEP, "", IPC_STOPPED, "" },
  { "thread stopped", 0, 0, SACTIVE, LSSTOP, "", IPC_STOPPED, "" },
  { "zombie", 0, 0, SZOMB, LSZOMB, "", IPC_ZOMBIE, "" },
  { "nearly a zombie", 0, 0, SDEAD, LSZOMB, "", IPC_ZOMBIE, "" },
  { NULL, 0, 0, 0, 0, NULL, IPC_GONE, NULL }
};
#elif defined __OpenBSD__
static const struct row rows[] =
{
  { "none", ESRCH, 0, 0, 0, "", IPC_GONE, "" },
  { "nothing", 0, 1, 0, 0, "", IPC_GONE, "" },
  { "refused", EPERM, 0, 0, 0, "", IPC_UNKNOWN, "" },
  { "runs", 0, 0, 0, SRUN, "", IPC_RUNNING, "" },
  { "on a processor", 0, 0, 0, SONPROC, "", IPC_RUNNING, "" },
  { "sleeps", 0, 0, 0, SSLEEP, "piperd", IPC_BLOCKED, "piperd" },
  { "stopped", 0, 0, 0, SSTOP, "", IPC_STOPPED, "" },
  { "zombie", 0, 0, 0, SDEAD, "", IPC_ZOMBIE, "" },
  { NULL, 0, 0, 0, 0, NULL, IPC_GONE, NULL }
};
#elif defined __APPLE__
# include <libproc.h>
# include <mach/thread_info.h>
# include <sys/proc.h>
# include <sys/proc_info.h>

/* The size of what was stored, or 0 with errno.  */
int
proc_pidinfo (int pid, int flavor, uint64_t arg, void *buffer, int size)
{
  errno = row->error;
  if (pid != 77 || row->error != 0
      || (flavor != PROC_PIDTBSDINFO && row->nothing))
    return 0;
  memset (buffer, 0, (size_t) size);
  switch (flavor)
    {
    case PROC_PIDTBSDINFO:
      /* Without the argument zombies are not found.  */
      if (arg == 0 && row->process == SZOMB)
        return 0;
      ((struct proc_bsdinfo *) buffer)->pbi_status = (uint32_t) row->process;
      return sizeof (struct proc_bsdinfo);
    case PROC_PIDLISTTHREADS:
      *(uint64_t *) buffer = 88;
      return sizeof (uint64_t);
    case PROC_PIDTHREADINFO:
      if (arg != 88)
        return 0;
      ((struct proc_threadinfo *) buffer)->pth_run_state = row->thread;
      return sizeof (struct proc_threadinfo);
    default:
      return 0;
    }
}

static const struct row rows[] =
{
  { "none", ESRCH, 0, 0, 0, "", IPC_GONE, "" },
  { "refused", EPERM, 0, 0, 0, "", IPC_UNKNOWN, "" },
  { "no thread", 0, 1, SRUN, 0, "", IPC_RUNNING, "" },
  { "runs", 0, 0, SRUN, TH_STATE_RUNNING, "", IPC_RUNNING, "" },
  { "sleeps", 0, 0, SRUN, TH_STATE_WAITING, "", IPC_BLOCKED, "" },
  { "stopped", 0, 0, SSTOP, TH_STATE_WAITING, "", IPC_STOPPED, "" },
  { "zombie", 0, 0, SZOMB, 0, "", IPC_ZOMBIE, "" },
  { NULL, 0, 0, 0, 0, NULL, IPC_GONE, NULL }
};
#else
# define _STRUCTURED_PROC 1
# include <procfs.h>
# include <stdlib.h>

/* What illumos/first.h puts in the place of open(), read() and close().  */
int
ipc_open (const char *path, int flags, ...)
{
  (void) flags;
  errno = row->error;
  if (strcmp (path, "/proc/77/psinfo") != 0)
    errno = EINVAL;
  return errno == 0 ? 99 : -1;
}

ssize_t
ipc_read (int fd, void *data, size_t size)
{
  psinfo_t *p = data;

  if (fd != 99 || size != sizeof *p || row->nothing)
    return 0;
  memset (p, 0, sizeof *p);
  p->pr_nlwp = row->process;
  p->pr_lwp.pr_sname = (char) row->thread;
  p->pr_lwp.pr_syscall = (short) atoi (row->channel);
  return (ssize_t) sizeof *p;
}

int
ipc_close (int fd)
{
  return fd == 99 ? 0 : -1;
}

static const struct row rows[] =
{
  { "none", ENOENT, 0, 0, 0, "", IPC_GONE, "" },
  { "refused", EACCES, 0, 0, 0, "", IPC_UNKNOWN, "" },
  { "half of it", 0, 1, 0, 0, "", IPC_UNKNOWN, "" },
  { "runs", 0, 0, 1, 'R', "0", IPC_RUNNING, "" },
  { "on a processor", 0, 0, 1, 'O', "3", IPC_RUNNING, "" },
  { "sleeps elsewhere", 0, 0, 1, 'S', "0", IPC_RUNNING, "" },
  { "sleeps", 0, 0, 1, 'S', "3", IPC_BLOCKED, "read" },
  { "polls", 0, 0, 1, 'S', "183", IPC_BLOCKED, "poll" },
  { "sleeps in some call", 0, 0, 1, 'S', "222", IPC_BLOCKED, "222" },
  { "stopped", 0, 0, 1, 'T', "3", IPC_STOPPED, "" },
  { "zombie", 0, 0, 0, 'Z', "0", IPC_ZOMBIE, "" },
  { "zombie without a thread", 0, 0, 0, 0, "0", IPC_ZOMBIE, "" },
  { NULL, 0, 0, 0, 0, NULL, IPC_GONE, NULL }
};
#endif

/* The comparison itself is oracle-names.c's.  */
int
main (void)
{
  int wrong = 0;

  for (row = rows; row->name != NULL; row++)
    {
      char seen[32] = "";
      enum ipc_state state = ipc_native_state (77, seen, sizeof seen);

      if (state != row->state || strcmp (seen, row->seen) != 0)
        {
          printf ("%s: state %d, in \"%s\"; expected %d, \"%s\"\n", row->name,
                  state, seen, row->state, row->seen);
          wrong = 1;
        }
    }
  if (!ipc_native_same_call ("read", "read"))
    {
      puts ("read is not read");
      wrong = 1;
    }
  return wrong;
}
