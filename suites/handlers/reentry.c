/* reentry.c - handlers that enter what they interrupted.
   SPDX-License-Identifier: BSD-2-Clause

   The signal must arrive in the middle of the library's work.  A page that
   the work will touch is made inaccessible: the fault is the signal, and its
   handler makes the page accessible and then does, or not, what it should
   not do.  */

#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "handlers.h"

enum { PAGES = 16, PAGES_OF_STREAM = 4 };

static struct
{
  char *page;                   /* the inaccessible one */
  size_t size;
  int reckless;
  FILE *stream;
  volatile sig_atomic_t arrived;
  void *volatile got;
} at;

static void
make_accessible (void)
{
  mprotect (at.page, at.size, PROT_READ | PROT_WRITE);
}

static void
arm (void (*handler) (int))
{
  at.arrived = 0;
  ipc_handle (SIGSEGV, handler, 0);
  ipc_handle (SIGBUS, handler, 0);
  IPC_SETUP (mprotect (at.page, at.size, PROT_NONE) == 0);
}

static void
write_to_stream (int signo)
{
  (void) signo;
  make_accessible ();
  at.arrived = 1;
  if (at.reckless)
    fputs ("handler\n", at.stream);
}

/* What the file holds in the end.  */
static void
read_back (FILE *f, char *text, size_t size)
{
  size_t n;

  rewind (f);
  n = fread (text, 1, size - 1, f);
  text[n] = '\0';
}

/* Main's output is interrupted by the handler's; the defended handler only
   notes the signal, and main writes for it.  0 if both are whole.  */
static int
write_interrupted (struct ipc_link *link, void *reckless)
{
  static const char line[] = "a line of the interrupted program\n";
  char text[200];
  char *buffer;

  at.size = (size_t) sysconf (_SC_PAGESIZE);
  buffer = malloc (at.size * (PAGES_OF_STREAM + 1));
  IPC_SETUP (buffer != NULL);
  buffer += at.size - (uintptr_t) buffer % at.size;
  at.stream = tmpfile ();
  IPC_SETUP (at.stream != NULL);
  IPC_SETUP (setvbuf (at.stream, buffer, _IOFBF,
                      at.size * PAGES_OF_STREAM) == 0);
  IPC_SETUP (fputs ("begin\n", at.stream) >= 0);
  at.page = buffer;
  at.reckless = reckless != NULL;
  ipc_limit (RLIMIT_CORE, 0);
  ipc_tell (link, 'r');
  arm (write_to_stream);
  fputs (line, at.stream);
  make_accessible ();
  if (!at.arrived)
    return 3;
  if (!at.reckless)
    fputs ("handler\n", at.stream);
  read_back (at.stream, text, sizeof text);
  return strcmp (text, "begin\na line of the interrupted program\nhandler\n")
         == 0
         || strcmp (text, "begin\nhandler\na line of the interrupted program\n")
         == 0 ? 0 : 1;
}

/* How a child ends with BODY: 0 well, 1 badly, 3 if nothing was
   interrupted.  */
static int
outcome (int (*body) (struct ipc_link *, void *), void *reckless)
{
  struct ipc_child child = ipc_start (body, reckless);
  int status;

  /* To start a thread may be to wait for it.  */
  ipc_expect (&child.link, 'r');
  if (ipc_await_block_or_tell (&child, "") == IPC_BLOCKS)
    {
      ipc_end (&child);
      return 1;
    }
  status = ipc_join (&child);
  return WIFEXITED (status) ? WEXITSTATUS (status) : 1;
}

static void
observe_hazard (int (*body) (struct ipc_link *, void *))
{
  static int yes;
  int reckless = outcome (body, &yes);
  int defended = outcome (body, NULL);

  if (reckless == 3 || defended == 3)
    ipc_detail ("the library's work could not be interrupted");
  ipc_observe (defended == 1 ? "undefended"
               : reckless == 1 ? "shown" : "not shown");
}

IPC_TEST (reentrancy_stdio)
{
  observe_hazard (write_interrupted);
}

static void
allocate (int signo)
{
  (void) signo;
  make_accessible ();
  at.arrived = 1;
  if (at.reckless)
    at.got = malloc (at.size * PAGES);
}

static void *
wait_for_ever (void *end)
{
  char byte;

  return read (*(int *) end, &byte, 1) == 1 ? end : NULL;
}

/* Locks are taken only by programs with threads, on some platforms.  */
static struct
{
  int fd[2];
  pthread_t id;
} thread;

static void
start_thread (void)
{
  IPC_SETUP (pipe (thread.fd) == 0);
  IPC_SETUP (pthread_create (&thread.id, NULL, wait_for_ever, thread.fd)
             == 0);
}

/* Where threads are processes they do not end with their own.  */
static void
end_thread (void)
{
  close (thread.fd[1]);
  IPC_SETUP (pthread_join (thread.id, NULL) == 0);
}

/* realloc() copies, and meets the page.  Below the size from which glibc
   maps memory.  */
static int
allocate_interrupted (struct ipc_link *link)
{
  size_t size, i;
  char *block, *after;
  int wrong = 0;

  at.size = (size_t) sysconf (_SC_PAGESIZE);
  size = at.size * 6;
  block = malloc (size);
  after = malloc (100);
  IPC_SETUP (block != NULL && after != NULL);
  memset (block, 'b', size);
  memset (after, 'a', 100);
  at.page = block + 2 * at.size;
  at.page -= (uintptr_t) at.page % at.size;
  ipc_limit (RLIMIT_CORE, 0);
  ipc_tell (link, 'r');
  arm (allocate);
  block = realloc (block, 2 * size);
  make_accessible ();
  if (!at.arrived)
    return 3;
  if (!at.reckless)
    at.got = malloc (at.size * PAGES);
  IPC_SETUP (block != NULL && at.got != NULL);
  memset (at.got, 'g', at.size * PAGES);
  for (i = 0; i < size; i++)
    wrong |= block[i] != 'b';
  for (i = 0; i < 100; i++)
    wrong |= after[i] != 'a';
  free (at.got);
  free (after);
  free (block);
  return wrong;
}

static int
allocate_beside_thread (struct ipc_link *link, void *reckless)
{
  int result;

  start_thread ();
  at.reckless = reckless != NULL;
  result = allocate_interrupted (link);
  ipc_tell (link, 'e');
  end_thread ();
  return result;
}

IPC_TEST (reentrancy_malloc)
{
  observe_hazard (allocate_beside_thread);
}
