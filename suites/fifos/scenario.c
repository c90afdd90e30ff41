/* scenario.c - programs that live by a FIFO.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "frame/suite.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fifos.h"

/* A program to run far from the case.  */
struct program
{
  char path[1100];              /* of the FIFO */
  char helper[1100];
  const char *verb;
};

/* Become PROGRAM in a session and a directory of its own, with standard
   output to OUT.  */
static void
become (const struct program *p, int out)
{
  const char *argv[5];

  argv[0] = p->helper;
  argv[1] = p->verb;
  argv[2] = p->path;
  argv[3] = strcmp (p->verb, "open-write") == 0 ? "text" : NULL;
  argv[4] = NULL;
  ipc_session ();
  IPC_SETUP (dup2 (out, STDOUT_FILENO) == STDOUT_FILENO);
  IPC_SETUP (chdir ("/") == 0);
  execv (p->helper, (char *const *) argv);
  ipc_broken ("cannot execute %s", p->helper);
}

/* A parent for the program: tell its process id, then its end.  */
static int
foster (struct ipc_link *link, void *arg)
{
  int status, out = open ("out", O_WRONLY | O_CREAT | O_APPEND, 0600);
  pid_t pid;

  IPC_SETUP (out != -1);
  pid = ipc_fork ();
  if (pid == 0)
    become (arg, out);
  ipc_send (link, &pid, sizeof pid);
  status = ipc_join_pid (pid);
  ipc_send (link, &status, sizeof status);
  return 0;
}

/* Start the program that does VERB to "fifo"; *PID gets its process id.  */
static struct ipc_child
start_program (const char *verb, pid_t *pid)
{
  struct program p;
  struct ipc_child child;

  IPC_SETUP (getcwd (p.path, sizeof p.path - 6) != NULL);
  strcat (p.path, "/fifo");
  ipc_helper_path ("ipc_helper", p.helper, sizeof p.helper);
  p.verb = verb;
  child = ipc_start (foster, &p);
  ipc_receive (&child.link, pid, sizeof *pid);
  return child;
}

static int
end_program (struct ipc_child *child)
{
  int status;

  ipc_receive (&child->link, &status, sizeof status);
  ipc_join_exit (child);
  return WIFEXITED (status) ? WEXITSTATUS (status) : -1;
}

/* What the reader has put into "out".  */
static const char *
output (void)
{
  static char text[40];
  int fd = open ("out", O_RDONLY);

  IPC_SETUP (fd != -1);
  fifo_read_all (fd, text, sizeof text);
  close (fd);
  return text;
}

/* What goes wrong when a writer comes to READER, whose program PID waits; or
   NULL.  When the writer has ended, PID's open() has been released.  */
static const char *
meet_writer (struct ipc_child *reader, pid_t pid)
{
  struct ipc_child reading = *reader, writer;
  int wrote, read;

  reading.pid = pid;
  writer = start_program ("open-write", &pid);
  wrote = end_program (&writer);
  if (ipc_await_released (&reading, "open") == IPC_BLOCKS)
    {
      ipc_end (reader);
      return "the reader waits on";
    }
  read = end_program (reader);
  return wrote != 0 || read != 0 ? "a program fails" : NULL;
}

IPC_TEST (unrelated)
{
  struct ipc_child reader, seen;
  const char *wrong;
  pid_t pid;

  if (!fifo_made ("fifo"))
    return;
  reader = start_program ("open-read", &pid);
  /* The grandchild's calls, and the link on which its end is told.  */
  seen = reader;
  seen.pid = pid;
  if (ipc_await_block_or_tell (&seen, "open") == IPC_TELLS)
    {
      ipc_observef ("the reader does not wait: exit status %d",
                    end_program (&reader));
      return;
    }
  wrong = meet_writer (&reader, pid);
  if (wrong != NULL)
    ipc_observe (wrong);
  else if (strcmp (output (), "text") != 0)
    ipc_observef ("do not meet: %s", output ());
  else
    ipc_observe ("meet");
}

/* How a server of texts goes about it.  */
struct server
{
  int tests;                    /* whether the FIFO is still there */
  int renews;                   /* the FIFO for each text */
};

/* The page's server, in a child.  Each round begins when the parent says so
   and supplies one text, "1", "2" ...; the end of a round is told.  */
static int
serve (struct ipc_link *link, void *arg)
{
  const struct server *s = arg;
  char text[16];
  int n, fd;

  for (n = 1; ipc_hear_end (link) == 'g'; n++)
    {
      struct stat st;

      if (s->renews || (s->tests && (lstat ("fifo", &st) == -1
                                     || !S_ISFIFO (st.st_mode))))
        {
          unlink ("fifo");
          IPC_SETUP (mkfifo ("fifo", 0644) == 0);
        }
      fd = open ("fifo", O_WRONLY | O_CREAT, 0644);
      IPC_SETUP (fd != -1);
      snprintf (text, sizeof text, "%d\n", n);
      fifo_write (fd, text);
      close (fd);
      ipc_tell (link, 'd');
    }
  return 0;
}

/* Begin a round; whether SERVER now waits for a reader.  */
static int
waits (struct ipc_child *server)
{
  ipc_tell (&server->link, 'g');
  return ipc_await_block_or_tell (server, "open") == IPC_BLOCKS;
}

/* Read like any program that knows nothing of FIFOs: "fifo", to its end.  */
static int
read_file (struct ipc_link *link, void *arg)
{
  char text[40];
  int fd;

  (void) arg;
  memset (text, 0, sizeof text);
  fd = open ("fifo", O_RDONLY);
  IPC_SETUP (fd != -1);
  fifo_read_all (fd, text, sizeof text);
  close (fd);
  ipc_send (link, text, sizeof text);
  return 0;
}

/* The text that such a program gets.  Static storage.  */
static const char *
next_text (void)
{
  static char text[40];
  struct ipc_child reader = ipc_start (read_file, NULL);
  char *p;

  ipc_receive (&reader.link, text, sizeof text);
  ipc_join_exit (&reader);
  for (p = text; *p != '\0'; p++)
    if (*p == '\n')
      *p = '/';
  return text;
}

IPC_TEST (signature)
{
  static const struct server page = { 1, 0 };
  struct ipc_child server;
  char wrong[80] = "";
  int n;

  if (!fifo_made ("fifo"))
    return;
  server = ipc_start (serve, (void *) &page);
  for (n = 1; n <= 3 && *wrong == '\0'; n++)
    if (!waits (&server))
      snprintf (wrong, sizeof wrong, "no reader, and the server goes on");
    else
      {
        char wanted[8];
        const char *text = next_text ();

        snprintf (wanted, sizeof wanted, "%d/", n);
        if (strcmp (text, wanted) != 0)
          snprintf (wrong, sizeof wrong, "reader %d gets %s", n, text);
        ipc_expect (&server.link, 'd');
      }
  ipc_observe (*wrong == '\0' ? "one text each" : wrong);
  ipc_end (&server);
}

/* A reader that still has the FIFO open when the server's next round begins;
   what it gets.  *WAITED: whether the server waited for another reader.  */
static const char *
slow_reader (const struct server *how, int *waited)
{
  static char text[40];
  struct ipc_child server = ipc_start (serve, (void *) how);
  int fd;

  IPC_SETUP (waits (&server));
  fd = fifo_end ("fifo", O_RDONLY);
  ipc_expect (&server.link, 'd');
  *waited = waits (&server);
  fifo_read_all (fd, text, sizeof text);
  close (fd);
  ipc_end (&server);
  return text;
}

IPC_TEST (signature_duplicate)
{
  static const struct server page = { 1, 0 }, careful = { 1, 1 };
  int waited, shown, defended;

  if (!fifo_made ("fifo"))
    return;
  shown = strcmp (slow_reader (&page, &waited), "1\n2\n") == 0 && !waited;
  defended = strcmp (slow_reader (&careful, &waited), "1\n") == 0 && waited;
  ipc_observe (!defended ? "undefended" : shown ? "shown" : "not shown");
}

/* Three rounds, in each of which something happens to the FIFO first: it is
   replaced, removed, replaced.  Returns how often a reader got the server's
   text and the server had waited for it.  */
static int
disturbed_rounds (const struct server *how)
{
  struct ipc_child server = ipc_start (serve, (void *) how);
  int n, good = 0;

  for (n = 1; n <= 3; n++)
    {
      char wanted[8];
      int waited;

      unlink ("fifo");
      if (n != 2)
        fifo_plain_file ("fifo", "mine");
      waited = waits (&server);
      snprintf (wanted, sizeof wanted, "%d/", n);
      good += strcmp (next_text (), wanted) == 0 && waited;
      ipc_expect (&server.link, 'd');
    }
  ipc_end (&server);
  return good;
}

IPC_TEST (replaced)
{
  static const struct server careless = { 0, 0 }, page = { 1, 0 };
  int careless_good, page_good;

  if (!fifo_made ("fifo"))
    return;
  careless_good = disturbed_rounds (&careless);
  page_good = disturbed_rounds (&page);
  ipc_detail ("of 3 rounds without a test %d are right, with one %d",
              careless_good, page_good);
  if (page_good != 3)
    ipc_observe ("undefended");
  else
    ipc_observe (careless_good == 3 ? "not shown" : "shown");
}
