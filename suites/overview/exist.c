/* exist.c - which mechanisms there are.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "facilities/facilities.h"
#include "kit/command.h"
#include "overview.h"

static volatile sig_atomic_t caught, times;

static void
catch (int signo)
{
  caught = signo;
  times++;
}

/* A process that sends its parent what it is told to.  */
static int
send_from_there (struct ipc_link *link, void *arg)
{
  int signo;

  (void) arg;
  while ((signo = ipc_hear_end (link)) != -1)
    ipc_tell (link, kill (getppid (), signo) == 0 ? 'k' : 'x');
  return 0;
}

static struct ipc_child there;

static int
kill_from_there (int signo)
{
  ipc_tell (&there.link, (char) signo);
  return ipc_hear (&there.link) == 'k' ? 0 : -1;
}

/* Sent by SEND, it is caught once, and is that signal.  */
static void
see_signal (int signo, int (*deliver) (int), const char *how)
{
  char what[40];

  caught = 0;
  times = 0;
  snprintf (what, sizeof what, "%s of %s", how, ipc_signal_name (signo));
  IPC_SETUP (signal (signo, catch) != SIG_ERR);
  ipc_compare_value (what, deliver (signo), 0);
  ipc_compare_value (what, times, 1);
  ipc_compare (what, ipc_signal_name (caught), ipc_signal_name (signo));
  IPC_SETUP (signal (signo, SIG_DFL) != SIG_ERR);
}

static int
kill_itself (int signo)
{
  return kill (getpid (), signo);
}

IPC_TEST (signals)
{
  static const int signals[] =
    { SIGINT, SIGTERM, SIGALRM, SIGPIPE, SIGCHLD, SIGHUP, SIGUSR1 };
  size_t i;

  there = ipc_start (send_from_there, NULL);
  for (i = 0; i < sizeof signals / sizeof *signals; i++)
    {
      see_signal (signals[i], raise, "raise");
      see_signal (signals[i], kill_itself, "kill");
      see_signal (signals[i], kill_from_there, "kill elsewhere");
    }
  ipc_end (&there);
  ipc_observe_right ("all are caught");
}

/* Whether each byte that is written into OUT is read from IN.  */
static int
carries (int in, int out)
{
  unsigned char sent[256], got[sizeof sent];
  int i;

  for (i = 0; i < (int) sizeof sent; i++)
    sent[i] = (unsigned char) i;
  memset (got, 'g', sizeof got);
  return write (out, sent, sizeof sent) == sizeof sent
         && read (in, got, sizeof got) == sizeof got
         && memcmp (sent, got, sizeof got) == 0;
}

/* Whether NAME is a pipe through which bytes go.  */
static int
is_fifo (const char *name)
{
  struct stat st;
  int in, out, works;

  if (lstat (name, &st) == -1 || !S_ISFIFO (st.st_mode))
    return 0;
  in = open (name, O_RDONLY | O_NONBLOCK);
  out = open (name, O_WRONLY | O_NONBLOCK);
  works = in != -1 && out != -1 && carries (in, out);
  close (in);
  close (out);
  return works;
}

IPC_TEST (fifo)
{
  int error;

  if (mkfifo ("fifo", 0600) == 0)
    ipc_observe (is_fifo ("fifo") ? "mkfifo()" : "mkfifo() makes no pipe");
  else
    {
      error = errno;
      if (mknod ("fifo", S_IFIFO | 0600, 0) == 0)
        ipc_observe (is_fifo ("fifo") ? "mknod() alone"
                     : "mknod() makes no pipe");
      else
        ipc_observe ("absent");
      ipc_detail ("mkfifo(): %s", ipc_errno_name (error));
    }
}

IPC_TEST (pipe)
{
  int fd[2];
  struct stat st;

  ipc_pipe (fd);
  ipc_compare ("ends", fd[0] != fd[1] ? "two" : "one", "two");
  ipc_compare ("one byte", ipc_gave (write (fd[1], "b", 1)), "1 bytes");
  ipc_compare ("that is read", ipc_got (fd[0], 2), "b");
  if (ipc_wrong () == NULL)
    ipc_compare_value ("all bytes", carries (fd[0], fd[1]), 1);
  ipc_compare_value ("a pipe to fstat()",
                     fstat (fd[0], &st) == 0
                     && (S_ISFIFO (st.st_mode) || S_ISSOCK (st.st_mode)),
                     1);
  close (fd[0]);
  close (fd[1]);
  ipc_observe_right ("connects two descriptors");
}

/* Whether FD is of FAMILY: it takes such a name, a FILE or a port that is
   picked, unless those are forbidden.  */
static int
is_of (int fd, int family, const char *file)
{
  struct sockaddr_un un;
  struct sockaddr_in in;

  if (family == AF_INET)
    {
      memset (&in, 0, sizeof in);
      in.sin_family = AF_INET;
      return bind (fd, (struct sockaddr *) &in, sizeof in) == 0
             || (errno != EINVAL && errno != EAFNOSUPPORT);
    }
  memset (&un, 0, sizeof un);
  un.sun_family = AF_UNIX;
  strcpy (un.sun_path, file);
  return bind (fd, (struct sockaddr *) &un, sizeof un) == 0
         || (errno != EINVAL && errno != EAFNOSUPPORT);
}

/* Whether there are sockets of FAMILY, of both types; says so in TEXT.  */
static int
has_family (int family, char text[40])
{
  static const int types[] = { SOCK_STREAM, SOCK_DGRAM };
  int fd, i, n = 0, type;
  socklen_t size;

  text[0] = '\0';
  for (i = 0; i < 2; i++)
    {
      size = sizeof type;
      fd = socket (family, types[i], 0);
      if (fd == -1)
        snprintf (text + strlen (text), 40 - strlen (text), "%s ",
                  ipc_errno_name (errno));
      else
        {
          n++;
          IPC_SETUP (getsockopt (fd, SOL_SOCKET, SO_TYPE, &type, &size) == 0);
          ipc_compare_value ("its type", type, types[i]);
          if (!is_of (fd, family, i == 0 ? "stream" : "datagrams"))
            ipc_compare ("a name of its family", ipc_errno_name (errno), "0");
          snprintf (text + strlen (text), 40 - strlen (text), "yes ");
          close (fd);
        }
    }
  if (n == 1)
    ipc_compare ("of two types", text, "both, or none");
  return n == 2;
}

IPC_TEST (sockets)
{
  char local[40], network[40];
  int has_local = has_family (AF_UNIX, local);
  int has_network = has_family (AF_INET, network);

  ipc_detail ("streams, datagrams: %slocal, %sof the network", local,
              network);
  ipc_observe_right (has_local && has_network ? "local and network"
                     : has_network ? "network only"
                     : has_local ? "local only" : "absent");
}

static volatile sig_atomic_t broken_pipes;

static void
count_one (int signo)
{
  (void) signo;
  broken_pipes++;
}

IPC_TEST (similar_pipe_bsd)
{
  int fd[2], back;

  IPC_SETUP (signal (SIGPIPE, count_one) != SIG_ERR);
  ipc_pipe (fd);
  ipc_compare ("forth", ipc_gave (write (fd[1], "a", 1)), "1 bytes");
  ipc_compare ("forth", ipc_got (fd[0], 2), "a");
  back = write (fd[0], "b", 1) == 1;
  if (back)
    ipc_compare ("back", ipc_got (fd[1], 2), "b");
  else
    ipc_compare ("back", ipc_errno_name (errno), "EBADF");
  ipc_compare_value ("SIGPIPE while all are there", broken_pipes, 0);
  ipc_compare ("at the end", ipc_gave (write (fd[1], "c", 1)), "1 bytes");
  close (fd[1]);
  ipc_compare ("what is left", ipc_got (fd[0], 2), "c");
  ipc_compare ("without a writer", ipc_got (fd[0], 2), "");
  close (fd[0]);
  ipc_pipe (fd);
  close (fd[0]);
  ipc_compare ("without a reader", ipc_gave (write (fd[1], "a", 1)),
               "EPIPE");
  ipc_compare_value ("SIGPIPE without a reader", broken_pipes, 1);
  IPC_SETUP (signal (SIGPIPE, count_one) != SIG_ERR);
  ipc_compare ("again without a reader", ipc_gave (write (fd[1], "a", 1)),
               "EPIPE");
  ipc_compare_value ("SIGPIPE each time", broken_pipes, 2);
  close (fd[1]);
  ipc_observe_right (back ? "both ways" : "one way");
}

IPC_TEST (similar_mkfifo)
{
  struct stat st;
  int i;

  umask (077);
  ipc_make_file ("two", "text");
  ipc_compare_value ("the status",
                     overview_run ("mkfifo -m 0640 one two three "
                                   "2>/dev/null") > 0, 1);
  for (i = 0; i < 2; i++)
    {
      const char *name = i == 0 ? "one" : "three";

      if (lstat (name, &st) == -1 || !S_ISFIFO (st.st_mode))
        ipc_compare (name, "not made", "made");
      /* Without /proc Linux sets no modes by lchmod().  */
      else if ((st.st_mode & 07777) != 0640 && ipc_lacks_proc ())
        ipc_not_exercised ("no /proc");
      else
        ipc_compare_value ("its mode", (long) (st.st_mode & 07777), 0640);
    }
  ipc_compare ("what was there", ipc_file_text ("two"), "text");
  ipc_observe_right ("two made, and fails");
}
