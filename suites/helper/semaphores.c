/* semaphores.c - programs of perlipc(1) that share a semaphore, as ipc_helper
   plays them.
   SPDX-License-Identifier: BSD-2-Clause

   ipc_helper sem-take KEY           wait until the first semaphore of the set
                                     is zero, and add one; then say "t"
   ipc_helper sem-give KEY           take that one away; then say "g"

   KEY is a decimal number.  */

#include "helper.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <unistd.h>

#include "facilities/facilities.h"

/* semop() of N operations on the first semaphore: BY, one after the other.  */
static int
change (const char *key, const int *by, int n, const char *word)
{
  struct sembuf ops[2];
  int id, i;

  helper_arm_faults ();
  id = semget ((key_t) strtol (key, NULL, 10), 0, 0);
  if (id == -1)
    return helper_failed ("semget");
  memset (ops, 0, sizeof ops);
  for (i = 0; i < n; i++)
    ops[i].sem_op = (short) by[i];
  if (semop (id, ops, (size_t) n) == -1)
    return helper_failed ("semop");
  return write (STDOUT_FILENO, word, 1) == 1 ? 0 : helper_failed ("write");
}

int
helper_sem_take (char **argv)
{
  static const int by[2] = { 0, 1 };

  return change (argv[2], by, 2, "t");
}

int
helper_sem_give (char **argv)
{
  static const int by[1] = { -1 };

  return change (argv[2], by, 1, "g");
}
