/* oracle-names.c - which system call, or wait channel, is which function.
   SPDX-License-Identifier: BSD-2-Clause

   Wrong in one direction only: "yes" for what is not known, because a wait
   for a call that never gets its expected name would not end.  */

#include <string.h>

#include "oracle-adapter.h"

/* A function may be asked for by a name that its adapter never gives: it is
   built on another call, or the kernel serves several by one.  */
static const struct { const char *call, *seen; } synonyms[] =
{
  { "readv", "read" }, { "pread", "read" }, { "fgets", "read" },
  { "fread", "read" }, { "writev", "write" }, { "pwrite", "write" },
  { "wait", "waitpid" }, { "waitid", "waitpid" }, { "system", "waitpid" },
  { "pclose", "waitpid" }, { "recvfrom", "recv" }, { "recvmsg", "recv" },
  { "sendto", "send" }, { "sendmsg", "send" }, { "ppoll", "poll" },
  { "pselect", "select" }, { "select", "poll" }, { "pause", "poll" },
  { "pselect", "poll" }, { "pause", "sigsuspend" },
  { "sigpause", "sigsuspend" }, { "sigwaitinfo", "sigwait" },
  { "sigtimedwait", "sigwait" }, { "clock_nanosleep", "nanosleep" },
  { "sleep", "nanosleep" }, { "usleep", "nanosleep" },
  { "lockf", "fcntl" }, { "flock", "fcntl" }, { "tcdrain", "ioctl" },
  { "semtimedop", "semop" }, { "mq_timedreceive", "mq_receive" },
  { "mq_timedsend", "mq_send" }, { "sem_wait", "futex" },
  { "sem_timedwait", "futex" }, { "pthread_mutex_lock", "futex" },
  { "pthread_cond_wait", "futex" }, { "pthread_join", "futex" },
  { "epoll_pwait", "epoll_wait" },
  { "recv", "socket" }, { "recvfrom", "socket" }, { "recvmsg", "socket" },
  { "send", "socket" }, { "sendto", "socket" }, { "sendmsg", "socket" },
  { "accept", "socket" }, { "connect", "socket" },
  { "semop", "ipc" }, { "semtimedop", "ipc" }, { "msgsnd", "ipc" },
  { "msgrcv", "ipc" }, { "msgrcv", "poll" }, { "msgsnd", "poll" },
  { "semop", "poll" }, { "sem_wait", "poll" }, { "sem_timedwait", "poll" }
};

int
ipc_system_call_is (const char *call, const char *seen)
{
  size_t i;

  if (strcmp (call, seen) == 0)
    return 1;
  for (i = 0; i < sizeof synonyms / sizeof *synonyms; i++)
    if (strcmp (call, synonyms[i].call) == 0
        && strcmp (seen, synonyms[i].seen) == 0)
      return 1;
  return 0;
}

/* Channels of the BSDs that belong to few functions.  */
static const struct { const char *channel, *calls; } channels[] =
{
  { "piperd", " read readv fgets fread " },
  { "pipe_rd", " read readv fgets fread " },
  { "pipewr", " write writev " },
  { "pipe_wr", " write writev " },
  { "ttyin", " read readv fgets fread " },
  { "ttyout", " write writev ioctl tcdrain " },
  { "wait", " wait waitpid waitid system pclose " },
  { "fifoor", " open " },
  { "fifoow", " open " },
  { "accept", " accept " },
  { "connec", " connect " },
  { "lockf", " fcntl lockf flock " },
  { "nanslp", " nanosleep clock_nanosleep sleep usleep " },
  { "nanoslp", " nanosleep clock_nanosleep sleep usleep " },
  { "sigsusp", " sigsuspend pause sigpause " },
  { "semwait", " semop semtimedop " },
  { "msgsnd", " msgsnd " },
  { "msgrcv", " msgrcv " }
};

int
ipc_channel_is (const char *call, const char *seen)
{
  char padded[40];
  size_t i, n = strlen (call);

  if (n + 3 > sizeof padded)
    return 1;
  padded[0] = ' ';
  memcpy (padded + 1, call, n);
  memcpy (padded + 1 + n, " ", 2);
  for (i = 0; i < sizeof channels / sizeof *channels; i++)
    if (strcmp (seen, channels[i].channel) == 0)
      return strstr (channels[i].calls, padded) != NULL;
  return 1;
}
