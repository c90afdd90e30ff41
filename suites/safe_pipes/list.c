/* list.c - programs given as a list: their arguments, output and status.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "list.h"
#include "frame/suite.h"

/* What ipc_helper says of ARGUMENTS, up to NULL, with this parent.  */
static void
expect (char *text, size_t size, const char *const arguments[])
{
  size_t n = (size_t) snprintf (text, size, "parent: %ld\n",
                                (long) getpid ());
  const unsigned char *t;

  for (; *arguments != NULL; arguments++)
    {
      n += (size_t) snprintf (text + n, size - n, "argument: ");
      for (t = (const unsigned char *) *arguments; *t != '\0'; t++)
        n += (size_t) snprintf (text + n, size - n,
                                *t > 0x20 && *t < 0x7f && *t != '\\'
                                ? "%c" : "\\%03o", *t);
      n += (size_t) snprintf (text + n, size - n, "\n");
    }
}

enum { MOST_ARGUMENTS = 32 };

/* NULL, or what becomes of ARGUMENTS when the helper gets them HOW.  If they
   are ALL that it gets, their first, which is empty, stands for its name.  */
static const char *
trouble_with (enum starter how, const char *const arguments[], int all)
{
  char *argv[MOST_ARGUMENTS + 3], verb[] = "list", said[4096], right[4096];
  int i, n = 0, status;

  if (!all)
    {
      argv[n++] = helper ();
      argv[n++] = verb;
    }
  for (i = 0; i < MOST_ARGUMENTS && arguments[i] != NULL; i++)
    argv[n++] = (char *) arguments[i];
  argv[n] = NULL;
  expect (right, sizeof right, arguments);
  status = run_list (how, helper (), argv, said, sizeof said);
  if (status == -1)
    return errno == ENOSYS ? NULL : ipc_errno_name (errno);
  return !exited_with (status, 0) ? "the program fails"
         : strncmp (said, right, strcspn (right, "\n")) != 0
         ? "another process is between"
         : strcmp (said, right) != 0 ? "changes the arguments" : NULL;
}

/* The same by all starters that there are.  Static storage.  */
static const char *
trouble_by_any (const char *const arguments[], int all)
{
  static char text[100];
  const char *wrong = NULL;
  int how;

  for (how = 0; how < STARTERS && wrong == NULL; how++)
    {
      wrong = trouble_with (how, arguments, all);
      if (wrong == NULL && access ("made", F_OK) == 0)
        wrong = "runs a command";
    }
  if (wrong == NULL)
    return NULL;
  snprintf (text, sizeof text, "%s: %s", starter_name (how - 1), wrong);
  return text;
}

/* Whatever a shell does something about, with files that patterns match.  */
IPC_TEST (no_shell)
{
  static const char *const arguments[] =
  {
    "; touch made", "$(touch made)", "`touch made`", "| touch made",
    "& touch made", "> made", "\ntouch made\n", "*", "?", "[a-z]*", "~",
    "$HOME", "${PATH}", "a b", " ", "\t", "", "'", "\"", "'a' \"b\"", "\\",
    "\\n", "!", "#", "-", "--", "%d%n", "a=b", "{a,b}", "\303\244\377\001",
    NULL
  };
  const char *wrong;

  make_file ("x", "", 0600);
  make_file ("a b", "", 0600);
  wrong = trouble_by_any (arguments, 0);
  ipc_observe (wrong != NULL ? wrong : "literal");
}

IPC_TEST (list_empty_arg)
{
  static const char *const behind[] = { "", "x", "", "", "y", "", NULL };
  static const char *const whole[] = { "", "", "x", "", NULL };
  const char *wrong = trouble_by_any (behind, 0);

  if (wrong == NULL)
    wrong = trouble_by_any (whole, 1);
  ipc_observe (wrong != NULL ? wrong : "kept");
}

IPC_TEST (list_read)
{
  char *read_it[] = { NULL, "open-read", "big", NULL };
  char *exit_it[] = { NULL, "exit", "7", NULL };
  char *raise_it[] = { NULL, "raise", NULL, NULL };
  char number[16], text[16];
  int fd, good, status[3];
  pid_t pid;

  read_it[0] = exit_it[0] = raise_it[0] = helper ();
  snprintf (number, sizeof number, "%d", SIGTERM);
  raise_it[2] = number;
  fd = open ("big", O_WRONLY | O_CREAT | O_EXCL, 0600);
  IPC_SETUP (fd != -1 && ipc_write_all (fd, pattern (), PATTERN) == 0);
  close (fd);
  pid = open_list (BY_EXECV, FROM_KID, helper (), read_it, -1, &fd);
  IPC_SETUP (pid != -1);
  good = reads_pattern (fd);
  status[0] = close_kid (pid, fd);
  status[1] = run_list (BY_EXECV, helper (), exit_it, text, sizeof text);
  status[2] = run_list (BY_EXECV, helper (), raise_it, text, sizeof text);
  ipc_detail ("wait status %#x, %#x, %#x", (unsigned) status[0],
              (unsigned) status[1], (unsigned) status[2]);
  if (!good)
    ipc_observe ("reads something else");
  else if (!exited_with (status[0], 0) || !exited_with (status[1], 7))
    ipc_observe ("another exit status");
  else
    ipc_observe (killed_by (status[2], SIGTERM) ? "output and status"
                 : "loses the signal");
}

static volatile sig_atomic_t broken;

static void
pipe_broke (int signo)
{
  if (signo == SIGPIPE)
    broken++;
}

/* Whether a program that reads all gets all.  */
static int
writes_all (char *const echo[])
{
  int fd, wrote, status, good, file = open ("copy", O_RDWR | O_CREAT, 0600);
  pid_t pid;

  IPC_SETUP (file != -1);
  pid = open_list (BY_EXECV, TO_KID, helper (), echo, file, &fd);
  IPC_SETUP (pid != -1);
  wrote = ipc_write_all (fd, pattern (), PATTERN);
  status = close_kid (pid, fd);
  IPC_SETUP (lseek (file, 0, SEEK_SET) == 0);
  good = reads_pattern (file);
  close (file);
  return wrote == 0 && exited_with (status, 0) && good && broken == 0;
}

/* NULL, or what is wrong with a write that has begun when the program ends:
   it has taken some of it.  */
static const char *
trouble_amid (char *const take[])
{
  int fd, wrote, error, status;
  pid_t pid = open_list (BY_EXECV, TO_KID, helper (), take, -1, &fd);

  IPC_SETUP (pid != -1);
  broken = 0;
  wrote = ipc_write_all (fd, pattern (), PATTERN);
  error = errno;
  status = close_kid (pid, fd);
  return wrote != -1 ? "writes on to nobody"
         : error != EPIPE ? ipc_errno_name (error)
         : broken == 0 ? "no SIGPIPE amid a write"
         : !exited_with (status, 9) ? "another exit status" : NULL;
}

/* The first write finds nobody; the status is the program's own.  */
static void
observe_leaving (char *const leave[])
{
  int fd, error, status;
  pid_t pid = open_list (BY_EXECV, TO_KID, helper (), leave, -1, &fd);
  ssize_t n;

  IPC_SETUP (pid != -1);
  broken = 0;
  ipc_await_zombie (pid);
  n = write (fd, "data\n", 5);
  error = errno;
  status = close_kid (pid, fd);
  if (n != -1)
    ipc_observe ("writes to nobody");
  else if (error != EPIPE)
    ipc_observe (ipc_errno_name (error));
  else if (broken != 1)
    ipc_observe (broken ? "more than one SIGPIPE" : "no SIGPIPE");
  else
    ipc_observe (exited_with (status, 9) ? "all of it; or SIGPIPE and EPIPE"
                 : "another exit status");
}

IPC_TEST (list_write)
{
  char *echo[] = { NULL, "echo", NULL };
  char *leave[] = { NULL, "exit", "9", NULL };
  char *take[] = { NULL, "act", "take:5", "exit:9", NULL };
  const char *wrong;

  echo[0] = leave[0] = take[0] = helper ();
  ipc_handle (SIGPIPE, pipe_broke, 0);
  if (!writes_all (echo))
    ipc_observe (broken ? "breaks the pipe" : "writes something else");
  else if ((wrong = trouble_amid (take)) != NULL)
    ipc_observe (wrong);
  else
    observe_leaving (leave);
}

/* Whether the copy has what the program was given, and who its parent is.  */
static const char *
trouble_writing (char *const listen[])
{
  char text[200], right[200];
  int fd, status, file = open ("copy", O_RDWR | O_CREAT, 0600);
  pid_t pid;

  IPC_SETUP (file != -1);
  snprintf (right, sizeof right, "parent: %ld\ntext\n", (long) getpid ());
  pid = open_list (BY_SPAWNP, TO_KID, helper (), listen, file, &fd);
  if (pid == -1)
    return ipc_failure_name (errno);
  IPC_SETUP (ipc_write_all (fd, "text\n", 5) == 0);
  status = close_kid (pid, fd);
  IPC_SETUP (lseek (file, 0, SEEK_SET) == 0);
  read_text (file, text, sizeof text);
  close (file);
  if (!exited_with (status, 0))
    return "the program that reads fails";
  return strcmp (text, right) == 0 ? NULL
         : strncmp (text, right, strcspn (right, "\n")) != 0
         ? "another process is between when writing"
         : "does not read what is written";
}

IPC_TEST (list_form)
{
  static const char *const arguments[] = { "aux", NULL };
  char *listen[] = { NULL, "listen", NULL };
  const char *wrong;

  listen[0] = helper ();
  wrong = trouble_writing (listen);
  if (wrong == NULL)
    wrong = trouble_with (BY_SPAWNP, arguments, 0);
  ipc_observe (wrong != NULL ? wrong : "reads and writes, nothing between");
}
