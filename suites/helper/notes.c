/* notes.c - programs of perlipc(1) that leave a note in shared memory, as
   ipc_helper plays them.
   SPDX-License-Identifier: BSD-2-Clause

   ipc_helper shm-write ID TEXT      write TEXT at the beginning of the
                                     segment, with zeros up to 60 bytes
   ipc_helper shm-read ID            read 60 bytes there, and print what is
                                     before the first zero  */

#include "helper.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <unistd.h>

#include "facilities/facilities.h"

enum { NOTE_SIZE = 60 };

static char *
attach (const char *id, int flags)
{
  helper_arm_faults ();
  return shmat (atoi (id), NULL, flags);
}

static int
detach (const char *memory)
{
  return shmdt (memory) == 0 ? 0 : helper_failed ("shmdt");
}

int
helper_shm_write (char **argv)
{
  char *memory = attach (argv[2], 0);
  size_t length = strlen (argv[3]);

  if (memory == (char *) -1)
    return helper_failed ("shmat");
  if (length > NOTE_SIZE)
    length = NOTE_SIZE;
  memset (memory, 0, NOTE_SIZE);
  memcpy (memory, argv[3], length);
  return detach (memory);
}

int
helper_shm_read (char **argv)
{
  const char *memory = attach (argv[2], SHM_RDONLY);
  char note[NOTE_SIZE + 1];
  size_t length;

  if (memory == (const char *) -1)
    return helper_failed ("shmat");
  memcpy (note, memory, NOTE_SIZE);
  note[NOTE_SIZE] = '\0';
  length = strlen (note);
  if (write (STDOUT_FILENO, note, length) != (ssize_t) length)
    return helper_failed ("write");
  return detach (memory);
}
