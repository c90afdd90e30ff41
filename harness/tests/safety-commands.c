/* safety-commands.c - works of programs that run beside.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "ipcompat-fallbacks.h"
#include "safety.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static struct ipc_coprocess ends[SAFETY_THREADS];

static int
has_ends (int n)
{
  struct ipc_coprocess *c = &ends[n % SAFETY_THREADS];
  int fd[2];

  if (pipe (fd) == -1)
    return 0;
  c->in = fd[1];
  c->out = fd[0];
  c->err = -1;
  return 1;
}

static int
closes_ends (int n)
{
  struct ipc_coprocess *c = &ends[n % SAFETY_THREADS];

  ipc_coprocess_close (c);
  return c->in == -1 && c->out == -1 && c->err == -1;
}

/* What a command gives back.  */
struct said
{
  char text[64];
  size_t size;
};

static int
keep (void *arg, int fd, const char *bytes, size_t n)
{
  struct said *said = arg;

  (void) fd;
  if (said->size + n >= sizeof said->text)
    return 1;
  memcpy (said->text + said->size, bytes, n);
  said->size += n;
  return 0;
}

static int
has_ended (pid_t pid, int with)
{
  int status = -1;

  return ipc_fb_retry_waitpid (pid, &status, 0) == pid && WIFEXITED (status)
         && WEXITSTATUS (status) == with;
}

static int
answers (int n, int (*start) (char *const *, struct ipc_coprocess *))
{
  char cat[] = "cat", text[32];
  char *argv[2];
  struct ipc_coprocess c;
  struct said said;

  argv[0] = cat, argv[1] = NULL;
  said.size = 0;
  snprintf (text, sizeof text, "this is %d", n);
  if (start (argv, &c) == -1)
    return 0;
  return ipc_pump (&c, text, strlen (text), keep, &said, NULL) == 0
         && said.size == strlen (text)
         && memcmp (said.text, text, said.size) == 0 && has_ended (c.pid, 0);
}

static int
coprocesses (int n)
{
  return answers (n, ipc_open2) && answers (n, ipc_open3);
}

static int
reads_stream (int n)
{
  char echo[] = "echo", text[32], line[32];
  char *argv[3];
  struct ipc_popenv p;
  int right;

  snprintf (text, sizeof text, "%d", n);
  argv[0] = echo, argv[1] = text, argv[2] = NULL;
  if (ipc_popenv (argv, "r", &p) == -1)
    return 0;
  right = fgets (line, sizeof line, p.from) != NULL && atoi (line) == n;
  return ipc_popenv_close (&p) == 0 && ipc_popenv_wait (&p) == 0 && right;
}

static int
tells (void *arg)
{
  return write (STDOUT_FILENO, arg, sizeof (int)) == sizeof (int) ? 7 : 8;
}

static int
calls (int n)
{
  struct ipc_popenv p;
  int got = -1, status, right;

  if (ipc_popenv_call (tells, &n, "r", &p) == -1)
    return 0;
  right = read (fileno (p.from), &got, sizeof got) == sizeof got && got == n;
  right = ipc_popenv_close (&p) == 0 && right;
  status = ipc_popenv_wait (&p);
  return right && WIFEXITED (status) && WEXITSTATUS (status) == 7;
}

/* Each thread with streams of its own, beside the standard ones, to which
   nobody writes.  */
static int
flushes (int n)
{
  FILE *streams[2];
  pid_t pid;
  int fd[2], got = -1, right;

  if (pipe (fd) == -1 || (streams[0] = fdopen (fd[1], "w")) == NULL)
    return 0;
  streams[1] = NULL;
  fwrite (&n, sizeof n, 1, streams[0]);
  if ((pid = ipc_fork_flushed (streams)) == 0)
    _exit (9);
  right = pid > 0 && read (fd[0], &got, sizeof got) == sizeof got && got == n
          && has_ended (pid, 9);
  fclose (streams[0]);
  close (fd[0]);
  return right;
}

static int
spawns (int n)
{
  char sh[] = "sh", c[] = "-c", text[32], *argv[4], *envp[1] = { NULL };
  ipc_fb_spawn_actions list = NULL;
  pid_t pid;
  int right;

  snprintf (text, sizeof text, "exit %d", n % 100);
  argv[0] = sh, argv[1] = c, argv[2] = text, argv[3] = NULL;
  right = ipc_fb_spawn_addopen (&list, 0, "/dev/null", O_RDONLY, 0) == 0
          && ipc_fb_spawn_adddup2 (&list, 0, 1) == 0
          && ipc_fb_spawn_addclose (&list, 9) == 0
          && ipc_fb_spawn_addclosefrom (&list, 10) == 0
          && ipc_fb_posix_spawn (&pid, "/bin/sh", &list, NULL, argv, envp) == 0
          && has_ended (pid, n % 100)
          && ipc_fb_posix_spawnp (&pid, "sh", &list, NULL, argv, envp) == 0
          && has_ended (pid, n % 100);
  ipc_fb_spawn_free (&list);
  return right;
}

static int
knows_itself (int n)
{
  char path[4096];

  (void) n;
  if (ipc_self_path (NULL, IPC_SELF_PLATFORM, path, sizeof path) == -1)
    return errno == ENOSYS ? -1 : 0;
  return path[0] == '/' && access (path, X_OK) == 0
         && strstr (path, "safety_threads") != NULL;
}

const struct work command_works[] =
{
  { "ipc_coprocess_close", 1000, BOTH, closes_ends, NULL, has_ends, NULL },
  { "ipc_open2 ipc_open3 ipc_pump", 20, IN_THREADS, coprocesses, NULL, NULL,
    NULL },
  { "ipc_popenv ipc_popenv_close ipc_popenv_wait", 20, IN_THREADS,
    reads_stream, NULL, NULL, NULL },
  { "ipc_popenv_call", 20, IN_THREADS, calls, NULL, NULL, NULL },
  { "ipc_fork_flushed", 20, IN_THREADS, flushes, NULL, NULL, NULL },
  { "ipc_fb_spawn_addopen ipc_fb_spawn_addclose ipc_fb_spawn_adddup2"
    " ipc_fb_spawn_addclosefrom ipc_fb_spawn_free ipc_fb_posix_spawn"
    " ipc_fb_posix_spawnp", 20, IN_THREADS, spawns, NULL, NULL, NULL },
  { "ipc_self_path", 500, IN_THREADS, knows_itself, NULL, NULL, NULL },
  { NULL, 0, 0, NULL, NULL, NULL, NULL }
};
