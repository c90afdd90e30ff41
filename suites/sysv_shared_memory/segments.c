/* segments.c - making segments and finding them, and how large they are.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <unistd.h>

#include "facilities/facilities.h"
#include "sysv_shared_memory.h"

/* Three pages and a byte of whatever size.  */
static size_t
odd_size (void)
{
  return 3 * (size_t) sysconf (_SC_PAGESIZE) + 1;
}

/* Whether the segment ID is zeros; it is left and removed with others.  */
static int
is_zero (int id, size_t size)
{
  volatile char *memory = memory_attach (id, 0);
  size_t i;

  for (i = 0; i < size && memory[i] == 0; i++)
    continue;
  if (i < size)
    ipc_detail ("%d at %zu of %zu", memory[i], i, size);
  memset ((void *) memory, 0xa5, size);
  memory_detach (memory);
  ipc_remove_sysv (IPC_SEGMENT, id);
  return i == size;
}

/* Each of the size of another whose memory was just given back.  */
IPC_TEST (zero_filled)
{
  size_t size = 64 * (size_t) sysconf (_SC_PAGESIZE) + 1;
  int id = memory_segment (size), private, keyed;

  is_zero (id, size);
  id = ipc_sysv_private (IPC_SEGMENT, size);
  IPC_SETUP (id != -1);
  private = is_zero (id, size);
  id = shmget (ipc_sysv_key (IPC_SEGMENT), size,
               IPC_CREAT | IPC_EXCL | 0600);
  IPC_SETUP (id != -1);
  keyed = is_zero (id, size);
  ipc_observe (private && keyed ? "all zeros"
               : keyed ? "other bytes" : "other bytes with a key");
}

struct search
{
  key_t key;
  int id;
};

/* In another process: whether KEY gives the segment ID, its first byte is that
   of its maker, and IPC_EXCL is refused.  */
static int
look (struct ipc_link *link, void *arg)
{
  const struct search *s = arg;
  int id = shmget (s->key, 1, IPC_CREAT | 0400);
  volatile char *memory = id == -1 ? NULL : memory_attach (id, SHM_RDONLY);
  int again = shmget (s->key, 1, IPC_CREAT | IPC_EXCL | 0600);

  ipc_tell (link, id == -1 ? 'f' : id != s->id ? 'i'
                  : memory[0] != '7' ? 'c'
                  : again != -1 || errno != EEXIST ? 'e' : 's');
  return 0;
}

/* What is removed has no key, though it is attached.  */
static const char *
find_removed (const struct search *s)
{
  volatile char *memory = memory_attach (s->id, 0);
  const char *wrong = NULL;

  if (shmctl (s->id, IPC_RMID, NULL) == -1)
    wrong = ipc_errno_name (errno);
  else if (shmget (s->key, 1, 0) != -1)
    wrong = "found when it is removed";
  else if (errno != ENOENT)
    wrong = ipc_errno_name (errno);
  memory_detach (memory);
  return wrong;
}

/* The permissions of the segment ID, or -1.  */
static int
mode_of (int id)
{
  struct shmid_ds ds;

  memset (&ds, 0, sizeof ds);
  return shmctl (id, IPC_STAT, &ds) == -1 ? -1
         : (int) (ds.shm_perm.mode & 0777);
}

/* NULL, or what is wrong with the segment of S, which exists.  */
static const char *
find_again (struct search *s)
{
  struct ipc_child child = ipc_start (look, s);
  int told = ipc_hear (&child.link);

  ipc_join_exit (&child);
  if (told != 's')
    return told == 'f' ? "not found by another process"
           : told == 'i' ? "another id for another process"
           : told == 'e' ? "IPC_EXCL is not for another process"
           : "another memory for another process";
  if (mode_of (s->id) != 0600)
    return "another mode by who asks again";
  if (shmget (s->key, 1, 0) != s->id)
    return "another id without IPC_CREAT";
  if (shmget (s->key, 1, IPC_CREAT | IPC_EXCL | 0600) != -1)
    return "found with IPC_EXCL";
  return errno == EEXIST ? NULL : ipc_errno_name (errno);
}

/* NULL, or what is wrong with a key that nothing has.  */
static const char *
find_none (key_t key)
{
  if (shmget (key, 1, 0) != -1)
    return "finds what is not there";
  return errno == ENOENT ? NULL : ipc_errno_name (errno);
}

static void
remove_found (key_t key)
{
  int held = ipc_hold ();

  ipc_remove_sysv (IPC_SEGMENT, shmget (key, 0, 0));
  ipc_release (held);
}

IPC_TEST (key_create)
{
  volatile char *memory;
  const char *wrong;
  struct search s;

  ipc_need_sysv (IPC_SEGMENT);
  s.key = ipc_sysv_key (IPC_SEGMENT);
  wrong = find_none (s.key);
  remove_found (s.key);
  s.id = shmget (s.key, 1, IPC_CREAT | IPC_EXCL | 0600);
  IPC_SETUP (s.id != -1);
  memory = memory_attach (s.id, 0);
  memory[0] = '7';
  memory_detach (memory);
  if (wrong == NULL)
    wrong = find_again (&s);
  if (wrong == NULL)
    wrong = find_removed (&s);
  ipc_remove_sysv (IPC_SEGMENT, s.id);
  if (wrong == NULL)
    wrong = find_none (s.key);
  remove_found (s.key);
  ipc_observe (wrong == NULL ? "one segment, EEXIST, ENOENT" : wrong);
}

/* What shmget() of SIZE bytes with FLAGS says of the segment ID, which has
   KEY.  */
static const char *
asks_for (key_t key, int id, size_t size, int flags)
{
  int found = shmget (key, size, flags);

  return found == -1 ? ipc_errno_name (errno) : found == id ? "OK"
         : "another id";
}

/* NULL, or what is wrong with the segment ID of SIZE bytes.  */
static const char *
see_sizes (key_t key, int id, size_t size)
{
  struct shmid_ds ds;
  const char *word;

  memset (&ds, 0, sizeof ds);
  if (shmctl (id, IPC_STAT, &ds) == -1)
    return ipc_errno_name (errno);
  if (ipc_told_too_much ())
    return "IPC_STAT writes past shmid_ds";
  if (ds.shm_segsz != size)
    return "shm_segsz is another size";
  if (strcmp (asks_for (key, id, size, 0), "OK") != 0
      || strcmp (asks_for (key, id, size - 1, 0), "OK") != 0
      || strcmp (asks_for (key, id, 0, 0), "OK") != 0)
    return "not found by who asks for no more";
  word = asks_for (key, id, size + 1, 0);
  if (strcmp (word, "EINVAL") == 0)
    word = asks_for (key, id, size + 1, IPC_CREAT | 0600);
  return strcmp (word, "EINVAL") != 0 ? word
         : asks_for (key, id, 2 * odd_size (), 0);
}

/* One more is on the same page, and refused all the same.  */
IPC_TEST (size_check)
{
  const char *wrong;
  size_t size = odd_size ();
  key_t key;
  int id, held;

  ipc_need_sysv (IPC_SEGMENT);
  held = ipc_hold ();
  key = ipc_sysv_key (IPC_SEGMENT);
  id = shmget (key, size, IPC_CREAT | IPC_EXCL | 0600);
  IPC_SETUP (id != -1);
  ipc_release (held);
  wrong = see_sizes (key, id, size);
  ipc_remove_sysv (IPC_SEGMENT, id);
  ipc_observe (strcmp (wrong, "EINVAL") == 0 ? "EINVAL for more"
               : strcmp (wrong, "OK") == 0 ? "found with more than it has"
               : wrong);
}

enum { MOST_SIZE = 64 << 20 };

/* The largest size by what the host says; 0 where it says nothing.  */
static unsigned long long
told_limit (void)
{
  FILE *f = fopen ("/proc/sys/kernel/shmmax", "r");
  unsigned long long limit = 0;

  if (f == NULL)
    return 0;
  if (fscanf (f, "%llu", &limit) != 1)
    limit = 0;
  fclose (f);
  return limit;
}

/* What shmget() says of SIZE bytes; a segment that it makes has as many, and is
   removed.  */
static const char *
makes (size_t size)
{
  int id = ipc_sysv_private (IPC_SEGMENT, size), error = errno, fits;
  struct shmid_ds ds;

  if (id == -1)
    return ipc_errno_name (error);
  memset (&ds, 0, sizeof ds);
  fits = shmctl (id, IPC_STAT, &ds) == 0 && ds.shm_segsz == size;
  ipc_remove_sysv (IPC_SEGMENT, id);
  return fits ? "OK" : "made of another size";
}

static int
has_no_room (const char *why)
{
  return strcmp (why, "ENOMEM") == 0 || strcmp (why, "ENOSPC") == 0;
}

/* The largest size that can be had, up to MOST, found by halves; *WHY is what
   the next one gives.  */
static size_t
largest (size_t most, const char **why)
{
  size_t good = 0, bad = most + 1;

  *why = makes (most);
  if (strcmp (*why, "OK") == 0)
    return most;
  while (bad - good > 1)
    {
      size_t middle = good + (bad - good) / 2;
      const char *word = makes (middle);

      if (strcmp (word, "OK") == 0)
        good = middle;
      else
        {
          bad = middle;
          *why = word;
        }
    }
  return good;
}

/* A host that tells TOLD is to mean it, though not that it has so much; NULL,
   or what is wrong.  */
static const char *
keeps_to (unsigned long long told, size_t size, const char *why)
{
  if (size < told && size < MOST_SIZE && !has_no_room (why))
    return strcmp (why, "EINVAL") == 0 ? "EINVAL below what the host tells"
           : why;
  if (told >= (size_t) -1)
    return NULL;
  why = makes ((size_t) told + 1);
  return strcmp (why, "EINVAL") == 0 ? NULL
         : strcmp (why, "OK") == 0 ? "more than the host tells" : why;
}

IPC_TEST (limits)
{
  unsigned long long told = told_limit ();
  const char *why, *wrong = NULL;
  size_t size;

  ipc_need_sysv (IPC_SEGMENT);
  if (told == 0 && ipc_lacks_proc ())
    ipc_not_exercised ("no /proc");
  size = largest (MOST_SIZE, &why);
  if (told != 0)
    wrong = keeps_to (told, size, why);
  ipc_detail ("%zu bytes, then %s; told %llu", size, why, told);
  if (wrong != NULL)
    ipc_observe (wrong);
  else if (has_no_room (why))
    ipc_not_exercised ("no room for a segment of 64 MiB");
  else if (told != 0 && told < (size_t) -1)
    ipc_observe ("EINVAL above the limit");
  else
    ipc_observe (size == MOST_SIZE ? "no limit up to 64 MiB"
                 : strcmp (why, "EINVAL") == 0 ? "EINVAL above the limit"
                 : why);
}
