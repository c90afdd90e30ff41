/* sandbox.c - what forbids calls to a process.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "sandbox.h"

#include <errno.h>
#include <stddef.h>
#include <unistd.h>

#include "probes.h"

#if IPC_PROBE_SECCOMP == 1

# include <linux/filter.h>
# include <linux/seccomp.h>
# include <sys/prctl.h>
# include <sys/syscall.h>

/* The older call, too: a libc may go back to it.  */
int
ipc_forbid_eventfd (int answer)
{
  unsigned action = answer == IPC_FORBID_RAISES ? SECCOMP_RET_TRAP
                    : answer == IPC_FORBID_KILLS ? SECCOMP_RET_KILL
                    : SECCOMP_RET_ERRNO | ((unsigned) answer & 0xffff);
  struct sock_filter code[] =
    {
      BPF_STMT (BPF_LD | BPF_W | BPF_ABS, offsetof (struct seccomp_data, nr)),
# ifdef SYS_eventfd
      BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, SYS_eventfd, 1, 0),
# endif
      BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, SYS_eventfd2, 0, 1),
      BPF_STMT (BPF_RET | BPF_K, action),
      BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
    };
  struct sock_fprog program;

  program.len = sizeof code / sizeof *code;
  program.filter = code;
  if (prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1)
    return -1;
  return prctl (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

#else

int
ipc_forbid_eventfd (int answer)
{
  (void) answer;
  errno = ENOSYS;
  return -1;
}

#endif

int
ipc_pledge (const char *promises, const char *of_programs)
{
#if IPC_PROBE_PLEDGE == 1
  return pledge (promises, of_programs);
#else
  (void) promises;
  (void) of_programs;
  errno = ENOSYS;
  return -1;
#endif
}
