/* oracle-linux.c - the blocked-oracle on Linux: /proc/PID/syscall.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifdef __linux__

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "oracle-adapter.h"

/* The calls that cases block in, by POSIX name, with every number that this
   architecture may use for them.  */
static const struct { const char *name; long number; } calls[] =
{
#define CALL(posix, linux_name) { posix, SYS_##linux_name },
#include "oracle-calls.h"
#undef CALL
  { NULL, 0 }
};

/* Read all of /proc/PID/NAME, or of /proc/self/NAME for a PID of 0, into
   BUFFER.  Returns -1 with errno.  */
static int
read_proc (pid_t pid, const char *name, char *buffer, size_t size)
{
  char path[64];
  ssize_t n;
  int fd, error;

  if (pid == 0)
    snprintf (path, sizeof path, "/proc/self/%s", name);
  else
    snprintf (path, sizeof path, "/proc/%ld/%s", (long) pid, name);
  fd = open (path, O_RDONLY | O_CLOEXEC);
  if (fd == -1)
    return -1;
  n = read (fd, buffer, size - 1);
  error = errno;
  close (fd);
  errno = error;
  if (n < 0)
    return -1;
  buffer[n] = '\0';
  return 0;
}

/* How a process sleeps: not at all; as one does that waits; or not to be
   disturbed, as for a disk, or for a child of vfork().  */
enum sleep { AWAKE, ASLEEP, UNDISTURBED };

/* The state letter: behind the command name, which may hold anything.  */
static enum ipc_state
state_letter (pid_t pid, enum sleep *depth)
{
  char text[512];
  const char *p;

  if (read_proc (pid, "stat", text, sizeof text) == -1)
    /* What /proc hides from this user is there all the same.  */
    return kill (pid, 0) == -1 && errno == ESRCH ? IPC_GONE : IPC_UNKNOWN;
  p = strrchr (text, ')');
  if (p == NULL || p[1] != ' ')
    return IPC_UNKNOWN;
  *depth = p[2] == 'S' ? ASLEEP : p[2] == 'D' ? UNDISTURBED : AWAKE;
  switch (p[2])
    {
    case 'T': case 't': return IPC_STOPPED;
    case 'Z': return IPC_ZOMBIE;
    case 'X': return IPC_GONE;
    default: return IPC_RUNNING;
    }
}

/* Whether there is a /proc, and one of this namespace: what belongs to an
   outer one gives the numbers of these processes to others.  It knows this
   process by a number in each namespace.  */
static int ours = -1;

static int
proc_is_ours (void)
{
  char text[4096], *p;
  long self = (long) getpid ();

  if (read_proc (0, "status", text, sizeof text) == -1
      || (p = strstr (text, "\nNSpid:")) == NULL)
    {
      ssize_t n = readlink ("/proc/self", text, sizeof text - 1);

      text[n > 0 ? n : 0] = '\0';
      return strtol (text, NULL, 10) == self;
    }
  return strtol (p + 7, &p, 10) == self && *p == '\n';
}

/* Whether the kernel counts calls as this program's headers do: under an
   emulator it is the emulator that calls, and dietlibc's name none.  The file
   names the very read() that reads it.  */
static int own_numbers = -1;

/* Whether there is no such file for any process, as in gVisor: then the letter
   of the state is all that tells, which is what ps(1) would go by.  */
static int letter_alone;

static enum ipc_state
own_state (void)
{
  char text[256];

  own_numbers = 0;
  ours = proc_is_ours ();
  if (!ours)
    return IPC_UNKNOWN;
  if (read_proc (getpid (), "syscall", text, sizeof text) == -1)
    {
      letter_alone = errno == ENOENT;
      if (letter_alone)
        ipc_ps_prepare ();
      return letter_alone ? IPC_RUNNING : IPC_UNKNOWN;
    }
#ifdef SYS_read
  own_numbers = strtol (text, NULL, 10) == SYS_read;
#endif
  return IPC_RUNNING;
}

/* The letter may be late: PID was asleep, and is woken.  Who is woken later
   than it has run each time before PID is looked at again; so often because a
   scheduler in a sandbox may let the two of a conversation go on for a while
   before a third one gets its turn.  */
static enum ipc_state
late_state (pid_t pid)
{
  enum { TRIPS = 100 };
  enum sleep depth = ASLEEP;
  enum ipc_state state = IPC_RUNNING;
  int i;

  for (i = 0; i < TRIPS && state == IPC_RUNNING && depth == ASLEEP; i++)
    {
      ipc_ps_trip ();
      if (i % 10 == 0 || i == TRIPS - 1)
        state = state_letter (pid, &depth);
    }
  return state == IPC_RUNNING && depth == ASLEEP ? IPC_BLOCKED : state;
}

enum ipc_state
ipc_native_state (pid_t pid, char *call, size_t size)
{
  char text[256];
  int denied;
  enum sleep depth = AWAKE;
  enum ipc_state state;
  long number;
  size_t i;

  if (pid == getpid () || ours == -1)
    {
      state = own_state ();
      if (pid == getpid ())
        return state;
    }
  if (!ours)
    return IPC_UNKNOWN;
  /* Readable only by who may trace the process.  It says "running" also of a
     zombie that has not left its processor, so the letter comes first.  */
  denied = read_proc (pid, "syscall", text, sizeof text) == -1;
  state = state_letter (pid, &depth);
  if (state != IPC_RUNNING)
    return state;
  if (letter_alone)
    return depth == ASLEEP ? late_state (pid) : IPC_RUNNING;
  if (denied)
    return IPC_UNKNOWN;
  if (depth == AWAKE || text[0] < '0' || text[0] > '9')
    return IPC_RUNNING;
  if (!own_numbers)
    return depth == ASLEEP ? IPC_BLOCKED : IPC_RUNNING;
  number = strtol (text, NULL, 10);
  for (i = 0; calls[i].name != NULL; i++)
    if (calls[i].number == number)
      break;
  if (depth == UNDISTURBED
      && (calls[i].name == NULL || strcmp (calls[i].name, "vfork") != 0))
    return IPC_RUNNING;
  if (calls[i].name != NULL)
    snprintf (call, size, "%s", calls[i].name);
  else
    snprintf (call, size, "%ld", number);
  return IPC_BLOCKED;
}

int
ipc_native_same_call (const char *call, const char *seen)
{
  /* What a process is in after the kernel restarted a call with a timeout.  */
  return strcmp (seen, "restart_syscall") == 0
         || ipc_system_call_is (call, seen);
}

#else
typedef int ipc_not_linux;
#endif
