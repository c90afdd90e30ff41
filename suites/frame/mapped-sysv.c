/* mapped-sysv.c - in the fallback build: System V objects in files.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "mapped-sysv.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/stat.h>
#include <unistd.h>

#include "facilities/facilities.h"
#include "hold.h"
#include "ipcompat-fallbacks.h"
#include "instruments/child.h"
#include "instruments/sysv.h"
#include "report.h"
#include "run.h"

/* Whether KIND is a fallback's.  Its directory is one that any user can write
   to, for cases of two users.  */
static int
is_mapped (int kind)
{
  static char name[4200];
  int held;

  if (!ipc_mapped (kind == IPC_QUEUE ? "sysv_messages"
                   : kind == IPC_SEGMENT ? "sysv_shared_memory"
                   : "sysv_semaphores"))
    return 0;
  if (name[0] == '\0')
    {
      held = ipc_hold ();
      IPC_SETUP (getcwd (name, 4096) != NULL);
      strcat (name, "/sysv");
      IPC_SETUP (mkdir (name, 0700) == 0 && chmod (name, 0777) == 0
                 && setenv ("IPCOMPAT_SYSV_DIR", name, 1) == 0);
      ipc_release (held);
    }
  return 1;
}

const char *
ipc_mapped_sysv_state (int kind)
{
  return is_mapped (kind) ? "works" : ipc_sysv_state (kind);
}

void
ipc_mapped_need_sysv (int kind)
{
  if (!is_mapped (kind))
    ipc_need_sysv (kind);
}

int
ipc_mapped_sysv_private (int kind, size_t size)
{
  if (!is_mapped (kind))
    return ipc_sysv_private (kind, size);
  return kind == IPC_QUEUE ? ipc_fb_msgget (IPC_PRIVATE, IPC_CREAT | 0600)
         : kind == IPC_SEGMENT
         ? ipc_fb_shmget (IPC_PRIVATE, size, IPC_CREAT | 0600)
         : ipc_fb_semget (IPC_PRIVATE, (int) size, IPC_CREAT | 0600);
}

key_t
ipc_mapped_sysv_key (int kind)
{
  static int n;
  char name[24];
  key_t key;
  int fd;

  if (!is_mapped (kind))
    return ipc_sysv_key (kind);
  snprintf (name, sizeof name, "mapped.%d", ++n);
  fd = open (name, O_WRONLY | O_CREAT | O_EXCL, 0644);
  IPC_SETUP (fd != -1 && close (fd) == 0);
  key = ipc_fb_ftok (name, 'i');
  IPC_SETUP (key != (key_t) -1);
  return key;
}

void
ipc_mapped_remove_sysv (int kind, int id)
{
  if (!is_mapped (kind))
    ipc_remove_sysv (kind, id);
  else if (kind == IPC_QUEUE)
    ipc_fb_msgctl (id, IPC_RMID, NULL);
  else if (kind == IPC_SEGMENT)
    ipc_fb_shmctl (id, IPC_RMID, NULL);
  else
    ipc_fb_semctl (id, 0, IPC_RMID);
}
