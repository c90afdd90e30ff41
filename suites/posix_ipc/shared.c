/* shared.c - shared memory of POSIX: names and sizes.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "posix_ipc.h"

/* Open NAME, an object of KIND; 0, or an errno value.  */
static int
opens (int kind, const char *name, int flags)
{
  sem_t *sem;
  int fd;

  if (kind == IPC_NAMED_SEMAPHORE)
    {
      sem = sem_open (name, flags, 0600, 1);
      return sem == SEM_FAILED ? errno : sem_close (sem);
    }
  fd = shm_open (name, O_RDWR | flags, 0600);
  return fd == -1 ? errno : close (fd);
}

/* Make what has NAME but for the byte AT, which is BYTE.  */
static int
makes_twin (int kind, const char *name, size_t at, char byte)
{
  char twin[IPC_POSIX_NAME];
  int error;

  strcpy (twin, name);
  twin[at] = byte;
  ipc_track_posix (kind, twin);
  error = opens (kind, twin, O_CREAT | O_EXCL);
  ipc_remove_posix (kind, twin);
  return error;
}

/* Make names of LENGTH bytes that differ in one byte, or in its case; 0, or an
   errno value: EEXIST if two are one.  From FREE on all bytes are alike.  */
static int
makes (int kind, size_t length)
{
  enum { FREE = 30 };
  char name[IPC_POSIX_NAME];
  int error;

  ipc_posix_name (kind, length, name);
  error = opens (kind, name, O_CREAT | O_EXCL);
  if (error == 0)
    error = makes_twin (kind, name, length - 1, 'y');
  if (error == 0)
    error = makes_twin (kind, name, length - 1, 'X');
  if (error == 0 && length > FREE)
    error = makes_twin (kind, name, FREE, 'y');
  ipc_remove_posix (kind, name);
  return error;
}

/* glibc's sem_open() has EINVAL for a name that no file could have.  */
static int
is_too_long (int kind, size_t length, int error)
{
  return error == ENAMETOOLONG
         || (kind == IPC_NAMED_SEMAPHORE && length > 256 && error == EINVAL);
}

/* How long a name may be: "252", or "more"; or what is wrong with it.  */
static const char *
longest (int kind)
{
  static const size_t lengths[] =
    { 30, 31, 32, 251, 252, 253, 254, 255, 256, 257 };
  enum { LENGTHS = sizeof lengths / sizeof *lengths };
  static char texts[2][40];
  static int which;
  char *text = texts[which++ % 2];
  size_t i = 0, most = 0;
  int error = 0;

  while (i < LENGTHS && (error = makes (kind, lengths[i])) == 0)
    most = lengths[i++];
  while (i < LENGTHS && is_too_long (kind, lengths[i], error))
    if (++i < LENGTHS)
      error = makes (kind, lengths[i]);
  if (i < LENGTHS)
    snprintf (text, sizeof texts[0], "%lu: %s", (unsigned long) lengths[i],
              ipc_errno_name (error));
  else if (error == 0)
    snprintf (text, sizeof texts[0], "more");
  else
    snprintf (text, sizeof texts[0], "%lu", (unsigned long) most);
  return text;
}

/* What a name without its slash is.  */
static const char *
without_slash (int kind)
{
  char name[IPC_POSIX_NAME];
  const char *found;
  int error;

  ipc_posix_name (kind, 30, name);
  ipc_track_posix (kind, name + 1);
  error = opens (kind, name + 1, O_CREAT | O_EXCL);
  found = error == EINVAL ? "refused"
          : error != 0 ? ipc_errno_name (error)
          : opens (kind, name, 0) == 0 ? "the same" : "another";
  ipc_remove_posix (kind, name + 1);
  ipc_remove_posix (kind, name);
  return found;
}

/* Each of what is documented: nothing else may come.  */
static int
is_known (const char *found)
{
  return strcmp (found, "refused") == 0 || strcmp (found, "the same") == 0
         || strcmp (found, "another") == 0;
}

IPC_TEST (shm_name)
{
  const char *segment, *semaphore, *first, *second;

  ipc_need_posix (IPC_NAMED_SEGMENT);
  ipc_need_posix (IPC_NAMED_SEMAPHORE);
  segment = longest (IPC_NAMED_SEGMENT);
  semaphore = longest (IPC_NAMED_SEMAPHORE);
  first = without_slash (IPC_NAMED_SEGMENT);
  second = without_slash (IPC_NAMED_SEMAPHORE);
  ipc_detail ("without a slash: %s; of semaphores: %s", first, second);
  if (is_known (first) && is_known (second))
    ipc_observef ("%s and %s", segment, semaphore);
  else
    ipc_observef ("without a slash: %s, %s", first, second);
}

/* The object, and all that is ever looked at of it.  */
static struct
{
  char name[IPC_POSIX_NAME];
  int fd;
  off_t page;
  char *map;
} m;

/* Have it hold PAGES: 0, or an errno value.  */
static int
size_it (int pages)
{
  struct stat st;

  if (ftruncate (m.fd, pages * m.page) == -1)
    return errno;
  IPC_SETUP (fstat (m.fd, &st) == 0);
  ipc_compare_value ("bytes", (long) st.st_size, (long) (pages * m.page));
  return 0;
}

/* Where PAGE begins and ends, in this process's mapping.  */
static void
write_at (int page, char value)
{
  m.map[page * m.page] = m.map[(page + 1) * m.page - 1] = value;
}

struct written
{
  int page;
  char value;
};

static int
write_there (struct ipc_link *link, void *arg)
{
  const struct written *w = arg;

  (void) link;
  ipc_limit (RLIMIT_CORE, 0);
  write_at (w->page, w->value);
  return 0;
}

/* The same by a child, whom it may end.  */
static const char *
try_to_write (int page, char value)
{
  struct written w = { page, value };
  struct ipc_child child = ipc_start (write_there, &w);
  int status = ipc_join (&child);

  return WIFSIGNALED (status) ? ipc_signal_name (WTERMSIG (status)) : "OK";
}

/* What is at both ends of PAGE, by a mapping of one's own.  */
static int
look_at (struct ipc_link *link, void *arg)
{
  int page = *(int *) arg, fd = shm_open (m.name, O_RDONLY, 0);
  const char *at;

  (void) link;
  IPC_SETUP (fd != -1);
  at = mmap (NULL, (size_t) m.page, PROT_READ, MAP_SHARED, fd,
             page * m.page);
  IPC_SETUP (at != MAP_FAILED);
  return at[0] == at[m.page - 1] ? at[0] : 100;
}

static int
seen (int page)
{
  struct ipc_child child = ipc_start (look_at, &page);

  return ipc_join_exit (&child);
}

static const char *
allocates (void)
{
  enum { UNIT = 512 };
  struct stat st;
  int error = posix_fallocate (m.fd, 0, 3 * m.page);

  if (error == ENOSYS || error == ENODEV || error == EINVAL
      || error == EOPNOTSUPP)
    return "not allocated";
  if (error != 0)
    return ipc_errno_name (error);
  IPC_SETUP (fstat (m.fd, &st) == 0);
  ipc_compare_value ("bytes that are allocated", (long) st.st_size,
                     (long) (3 * m.page));
  ipc_compare_value ("that it has", st.st_blocks >= 3 * m.page / UNIT, 1);
  if (ipc_wrong () != NULL)
    return "";
  ipc_compare_value ("zero where it is allocated", seen (2), 0);
  ipc_compare_value ("kept when allocated", seen (0), 1);
  IPC_SETUP (posix_fallocate (m.fd, 0, m.page) == 0);
  IPC_SETUP (fstat (m.fd, &st) == 0);
  ipc_compare_value ("bytes when less is allocated", (long) st.st_size,
                     (long) (3 * m.page));
  return "allocated";
}

/* Larger and smaller, each while it is mapped.  */
static void
resize (void)
{
  ipc_compare_value ("zero at first", m.map[0], 0);
  write_at (0, 1);
  ipc_compare ("larger", ipc_errno_name (size_it (2)), "0");
  if (ipc_wrong () != NULL)
    return;
  ipc_compare_value ("kept when larger", seen (0), 1);
  ipc_compare_value ("zero where it has grown", seen (1), 0);
  ipc_compare ("written where it has grown", try_to_write (1, 2), "OK");
  if (ipc_wrong () != NULL)
    return;
  ipc_compare_value ("seen where it has grown", seen (1), 2);
  ipc_compare ("smaller", ipc_errno_name (size_it (1)), "0");
  ipc_compare_value ("kept when smaller", seen (0), 1);
  ipc_compare ("larger again", ipc_errno_name (size_it (2)), "0");
  if (ipc_wrong () == NULL)
    ipc_compare_value ("zero where it was cut", seen (1), 0);
}

IPC_TEST (shm_resize)
{
  int error;

  ipc_need_posix (IPC_NAMED_SEGMENT);
  ipc_posix_name (IPC_NAMED_SEGMENT, 30, m.name);
  m.page = sysconf (_SC_PAGESIZE);
  m.fd = shm_open (m.name, O_RDWR | O_CREAT | O_EXCL, 0600);
  IPC_SETUP (m.fd != -1);
  ipc_compare ("sized", ipc_errno_name (size_it (1)), "0");
  m.map = mmap (NULL, (size_t) (2 * m.page), PROT_READ | PROT_WRITE,
                MAP_SHARED, m.fd, 0);
  IPC_SETUP (m.map != MAP_FAILED);
  error = ipc_wrong () == NULL && size_it (2) == 0 ? size_it (1) : errno;
  if (ipc_wrong () == NULL && error == EINVAL)
    ipc_observe ("sized once");
  else
    {
      const char *word;

      if (ipc_wrong () == NULL)
        resize ();
      word = ipc_wrong () == NULL ? allocates () : "";
      if (ipc_wrong () != NULL)
        ipc_observe_right ("");
      else
        ipc_observef ("sized again, %s", word);
    }
  ipc_remove_posix (IPC_NAMED_SEGMENT, m.name);
}
