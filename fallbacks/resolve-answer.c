/* resolve-answer.c - addresses of a name, through a pipe.
   SPDX-License-Identifier: BSD-2-Clause

   Both ends are the same program, so that structures go as they are; but who
   writes may be killed in the middle of it.  */

#include "ipcompat-sockets.h"

#ifdef IPCOMPAT_NO_SOCKETS
typedef int ipc_no_sockets;
#else

# include <errno.h>
# include <stdlib.h>
# include <string.h>
# include <unistd.h>

# include "resolve.h"

struct head
{
  int result, error;
  size_t entries;
};

/* Its address and, with a zero at the end, its name follow.  */
struct entry
{
  int flags, family, type, protocol;
  size_t address, name;         /* sizes; 0: none */
};

/* Of a list, with room for what it points to.  */
struct node
{
  struct addrinfo info;
  struct sockaddr_storage at;
  char name[];
};

static struct node *
make_node (const struct entry *e, const void *address, const char *name)
{
  struct node *made = calloc (1, sizeof *made + e->name);

  if (made == NULL)
    return NULL;
  made->info.ai_flags = e->flags;
  made->info.ai_family = e->family;
  made->info.ai_socktype = e->type;
  made->info.ai_protocol = e->protocol;
  made->info.ai_addrlen = (socklen_t) e->address;
  made->info.ai_addr = (struct sockaddr *) &made->at;
  memcpy (&made->at, address, e->address);
  if (e->name > 0)
    made->info.ai_canonname = memcpy (made->name, name, e->name);
  return made;
}

static struct entry
entry_of (const struct addrinfo *info)
{
  struct entry e;

  memset (&e, 0, sizeof e);
  e.flags = info->ai_flags;
  e.family = info->ai_family;
  e.type = info->ai_socktype;
  e.protocol = info->ai_protocol;
  e.address = info->ai_addrlen;
  if (info->ai_canonname != NULL)
    e.name = strlen (info->ai_canonname) + 1;
  return e;
}

/* One that this has room for.  */
static int
is_usual (const struct addrinfo *info)
{
  return info->ai_addrlen <= sizeof (struct sockaddr_storage);
}

static int
put (int fd, const void *data, size_t size)
{
  const char *from = data;
  ssize_t n;

  while (size > 0)
    {
      n = write (fd, from, size);
      if (n == -1 && errno != EINTR)
        return -1;
      if (n > 0)
        {
          from += n;
          size -= (size_t) n;
        }
    }
  return 0;
}

void
ipc_answer_write (int fd, int result, int error,
                  const struct addrinfo *found)
{
  struct head head;
  const struct addrinfo *i;
  struct entry e;

  memset (&head, 0, sizeof head);
  head.result = result;
  head.error = error;
  if (result != 0)
    found = NULL;
  for (i = found; i != NULL; i = i->ai_next)
    head.entries += (size_t) is_usual (i);
  if (put (fd, &head, sizeof head) == -1)
    return;
  for (i = found; i != NULL; i = i->ai_next)
    if (is_usual (i))
      {
        e = entry_of (i);
        if (put (fd, &e, sizeof e) == -1
            || put (fd, i->ai_addr, e.address) == -1
            || put (fd, i->ai_canonname, e.name) == -1)
          return;
      }
}

ssize_t
ipc_answer_read (int fd, struct ipc_answer *a)
{
  enum { MORE = 4096 };
  char *bytes = realloc (a->bytes, a->size + MORE);
  ssize_t n;

  if (bytes == NULL)
    {
      errno = ENOMEM;
      return -1;
    }
  a->bytes = bytes;
  n = read (fd, bytes + a->size, MORE);
  if (n > 0)
    a->size += (size_t) n;
  return n;
}

/* The next SIZE bytes of A from *AT on, which moves; NULL if there are not
   so many.  */
static const void *
next (const struct ipc_answer *a, size_t *at, size_t size)
{
  const char *bytes = a->bytes + *at;

  if (size > a->size - *at)
    return NULL;
  *at += size;
  return bytes;
}

/* The next node of A; NULL with errno.  */
static struct node *
take_node (const struct ipc_answer *a, size_t *at)
{
  const void *raw = next (a, at, sizeof (struct entry)), *address, *name;
  struct node *made;
  struct entry e;

  errno = EIO;
  if (raw == NULL)
    return NULL;
  memcpy (&e, raw, sizeof e);
  if (e.address > sizeof made->at
      || (address = next (a, at, e.address)) == NULL
      || (name = next (a, at, e.name)) == NULL)
    return NULL;
  made = make_node (&e, address, name);
  if (made == NULL)
    errno = ENOMEM;
  return made;
}

/* Give up the list FROM; for who returns EAI_SYSTEM.  */
static int
give_up (struct addrinfo *from)
{
  int error = errno;

  ipc_resolve_free (from);
  errno = error;
  return EAI_SYSTEM;
}

int
ipc_answer_take (const struct ipc_answer *a, struct addrinfo **found)
{
  struct addrinfo *first = NULL, **last = &first;
  const void *raw;
  struct head head;
  struct node *made;
  size_t at = 0;

  errno = EIO;
  raw = a->bytes == NULL ? NULL : next (a, &at, sizeof head);
  if (raw == NULL)
    return EAI_SYSTEM;
  memcpy (&head, raw, sizeof head);
  for (; head.entries > 0; head.entries--)
    {
      made = take_node (a, &at);
      if (made == NULL)
        return give_up (first);
      *last = &made->info;
      last = &made->info.ai_next;
    }
  errno = head.error;
  if (head.result == 0)
    *found = first;
  return head.result;
}

int
ipc_answer_copy (const struct addrinfo *from, struct addrinfo **found)
{
  struct addrinfo *first = NULL, **last = &first;
  struct node *made;
  struct entry e;

  for (; from != NULL; from = from->ai_next)
    if (is_usual (from))
      {
        e = entry_of (from);
        made = make_node (&e, from->ai_addr, from->ai_canonname);
        if (made == NULL)
          {
            ipc_resolve_free (first);
            return EAI_MEMORY;
          }
        *last = &made->info;
        last = &made->info.ai_next;
      }
  *found = first;
  return 0;
}

void
ipc_resolve_free (struct addrinfo *list)
{
  struct addrinfo *next_of;

  for (; list != NULL; list = next_of)
    {
      next_of = list->ai_next;
      free (list);
    }
}

#endif
