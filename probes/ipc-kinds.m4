# ipc-kinds.m4 - probes that share a frame.
# SPDX-License-Identifier: BSD-2-Clause

# IPC_PROBE_TICKS(NAME, QUESTION, INSTALL, [NEEDS], [strict]): does a read
# restart after a handler that the statements INSTALL set for SIGALRM?  A
# ticking timer interrupts the read of an empty pipe.  The twentieth tick
# brings a byte: as ticks that come before the read is entered are counted
# by delivery, not by time, some of them must have struck inside.
AC_DEFUN([IPC_PROBE_TICKS],
[IPC_PROBE([$1], [$2],
[#include <sys/time.h>
#include <sys/wait.h>
static int fd[2];
static long interval;
static volatile sig_atomic_t ticks;
static void tick (int signo);
static void install (void)
{
  $3
}
static void tick (int signo)
{
  int error = errno;
  if (signo == SIGALRM)
    install ();
  if (++ticks > 1000)
    _exit (UNKNOWN);
  if (ticks >= 20 && write (fd[1], "", 1) != 1)
    _exit (UNKNOWN);
  errno = error;
}
static int reader (void)
{
  struct itimerval often;
  char byte;
  often.it_interval.tv_sec = often.it_value.tv_sec = 0;
  often.it_interval.tv_usec = often.it_value.tv_usec = interval;
  install ();
  if (setitimer (ITIMER_REAL, &often, NULL) == -1)
    return UNKNOWN;
  if (read (fd[0], &byte, 1) == 1)
    return ticks >= 20 ? YES : UNKNOWN;
  return errno == EINTR ? NO : UNKNOWN;
}],
[  int status;
  pid_t pid;
  if (pipe (fd) == -1)
    return UNKNOWN;
  /* Where the handler is reset, the next tick may come before it is back,
     and kills: tick more slowly then.  */
  for (interval = 2000; interval < 200000; interval *= 4)
    {
      if ((pid = fork ()) == -1)
        return UNKNOWN;
      if (pid == 0)
        _exit (reader ());
      if (waitpid (pid, &status, 0) != pid)
        return UNKNOWN;
      if (!WIFSIGNALED (status) || WTERMSIG (status) != SIGALRM)
        break;
    }
  return WIFEXITED (status) ? WEXITSTATUS (status) : UNKNOWN;],
  [$4], [$5])])

# IPC_PROBE_CHILD(NAME, QUESTION, INCLUDES, BODY, [NEEDS]): the same as
# IPC_PROBE, but BODY runs in a child, which leads no process group; its word
# is an errno value, in ipc_error.
AC_DEFUN([IPC_PROBE_CHILD],
[IPC_PROBE([$1], [$2],
[#include <sys/wait.h>
$3
static int child (void)
{
$4
}],
[  int fd[2], status;
  pid_t pid;
  if (pipe (fd) == -1 || (pid = fork ()) == -1)
    return UNKNOWN;
  if (pid == 0)
    {
      alarm ($ipc_seconds);
      status = child ();
      if (write (fd[1], &ipc_error, sizeof ipc_error) == -1)
        _exit (UNKNOWN);
      _exit (status);
    }
  close (fd[1]);
  if (read (fd[0], &ipc_error, sizeof ipc_error) == -1
      || waitpid (pid, &status, 0) != pid || !WIFEXITED (status))
    return UNKNOWN;
  return WEXITSTATUS (status);], [$5])])

# IPC_PROBE_SCRATCH(NAME, QUESTION, INCLUDES, BODY, [NEEDS]): BODY runs in a
# child that is not root, in an empty directory, and may leave a file "f".
# It is below TMPDIR: where programs run elsewhere /tmp may be another system's.
AC_DEFUN([IPC_PROBE_SCRATCH],
[IPC_PROBE([$1], [$2],
[#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
$3
static int child (void)
{
$4
}
static int drop (void)
{
  return geteuid () != 0
         || (setgid (65534) == 0 && setuid (65534) == 0 && geteuid () != 0);
}],
[  const char *tmp = getenv ("TMPDIR");
  char dir[512];
  int fd[2], status;
  pid_t pid;
  if (tmp == NULL || *tmp != '/' || strlen (tmp) > 400)
    tmp = "/tmp";
  snprintf (dir, sizeof dir, "%s/ipc-probe-XXXXXX", tmp);
  alarm (2 * $ipc_seconds);
  if (mkdtemp (dir) == NULL)
    return UNKNOWN;
  if (chdir (dir) == -1 || (geteuid () == 0 && chown (dir, 65534, 65534) != 0))
    return rmdir (dir), UNKNOWN;
  if (pipe (fd) == -1 || (pid = fork ()) == -1)
    return rmdir (dir), UNKNOWN;
  if (pid == 0)
    {
      alarm ($ipc_seconds);
      status = drop () ? child () : UNKNOWN;
      if (write (fd[1], &ipc_error, sizeof ipc_error) == -1)
        _exit (UNKNOWN);
      _exit (status);
    }
  close (fd[1]);
  if (read (fd[0], &ipc_error, sizeof ipc_error) == -1
      || waitpid (pid, &status, 0) != pid || !WIFEXITED (status))
    status = -1;
  unlink ("f");
  if (chdir ("/") == -1 || rmdir (dir) == -1 || status == -1)
    return UNKNOWN;
  return WEXITSTATUS (status);], [$5])])

# IPC_PROBE_TERMINAL(NAME, QUESTION, BODY, [NEEDS]): BODY runs in a process
# that has a controlling terminal, open as TTY, and leads no process group;
# it returns whether it has tried to give the terminal up.  Then: is it gone?
AC_DEFUN([IPC_PROBE_TERMINAL],
[IPC_PROBE_CHILD([$1], [$2],
[#include <fcntl.h>
#include <sys/ioctl.h>
#include <termios.h>
static int try (int tty)
{
$3
}
static int has_terminal (void)
{
  int fd = open ("/dev/tty", O_RDWR | O_NOCTTY);
  return fd != -1 && close (fd) == 0;
}],
[  int tty, status, master = posix_openpt (O_RDWR | O_NOCTTY);
  pid_t pid;
  signal (SIGHUP, SIG_IGN);
  if (master == -1 || grantpt (master) == -1 || unlockpt (master) == -1
      || setsid () == -1 || (tty = open (ptsname (master), O_RDWR)) == -1)
    return UNKNOWN;
#ifdef TIOCSCTTY
  ioctl (tty, TIOCSCTTY, 0);
#endif
  if (!has_terminal () || (pid = fork ()) == -1)
    return UNKNOWN;
  if (pid == 0)
    {
      alarm ($ipc_seconds);
      _exit (!has_terminal () ? UNKNOWN : !try (tty) ? NO
             : has_terminal () ? NO : YES);
    }
  if (waitpid (pid, &status, 0) != pid || !WIFEXITED (status))
    return UNKNOWN;
  return WEXITSTATUS (status);], [$4])])

# IPC_PROBE_SYSV(NAME, QUESTION, INCLUDES, MAKE, REMOVE, NEEDS): whether MAKE
# gives the id of an object, and REMOVE ends it.  The word is the errno value
# of a refusal, or SIGSYS.  A system that is full, or whose limit is none, has
# not answered.
AC_DEFUN([IPC_PROBE_SYSV],
[IPC_PROBE([$1], [$2],
[#include <sys/ipc.h>
$3
static void is_missing (int signo)
{
  static const char line[] = "ipc-probe: no SIGSYS\n";
  (void) signo;
  _exit (write (STDOUT_FILENO, line, sizeof line - 1) == -1 ? UNKNOWN : NO);
}],
[  int id;
#ifdef SIGSYS
  signal (SIGSYS, is_missing);
#endif
  id = $4;
  if (id != -1)
    return $5 == 0 ? YES : NO;
  ipc_error = errno;
  return errno == ENOSYS || errno == EPERM || errno == EACCES ? NO : UNKNOWN;],
[$6])])

# IPC_PROBE_PAIR(NAME, QUESTION, FAMILY, TYPE): a pair that passes a byte
# both ways; the word is the errno value of a refusal.
AC_DEFUN([IPC_PROBE_PAIR],
[IPC_PROBE([$1], [$2],
[#include <sys/socket.h>
static int passes (int from, int to)
{
  char byte = 'a';
  return write (from, "b", 1) == 1 && read (to, &byte, 1) == 1 && byte == 'b';
}],
[#if !defined $3 || !defined $4
  ipc_word = "absent";
  return NO;
#else
  int fd[2] = { -1, -1 };
  if (socketpair ($3, $4, 0, fd) == -1)
    {
      ipc_error = errno;
      return NO;
    }
  return passes (fd[0], fd[1]) && passes (fd[1], fd[0]) ? YES : NO;
#endif], [socketpair])])
