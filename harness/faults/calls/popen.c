/* popen.c - faults of popen().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "actions.h"
#include "commands.h"
#include "popen.h"
#include "faults.h"
#include "sysv-keys.h"

CALL (popen)
FAULT (popen_defends, "SIGCHLD is at its default from popen() to pclose()",
  KILLS ("dispositions.chld_ign_pclose"))
FAULT (popen_takes_first, "a command gets 65536 bytes and then the end",
  KILLS ("popen.write"))
FAULT (popen_gives_first, "a command's reader gets 65536 bytes",
  KILLS ("popen.read"))
FAULT (popen_text, "a stream for writing drops carriage returns",
  KILLS ("popen.binary_safe"))
FAULT (popen_nonblocking, "a stream to a command does not wait for room",
  KILLS ("popen.write"))
FAULT (popen_merges, "a stream from a command has its standard error, too",
  KILLS ("popen.other_fd_shared"))
FAULT (popen_no_input, "a command to read from has /dev/null as its input",
  KILLS ("popen.other_fd_shared"))
FAULT (popen_other_error, "a command to write to opens standard error anew",
  KILLS ("popen.other_fd_shared"))
FAULT (popen_no_patterns, "popen()'s shell expands no patterns",
  KILLS ("popen.shell_syntax"))
FAULT (popen_strict_shell, "popen()'s shell ends at the first failure",
  KILLS ("popen.shell_syntax"))
FAULT (popen_writer_no_patterns, "that of a command to write to does not",
  KILLS ("popen.shell_syntax"))
FAULT (popen_unset, "popen()'s shell ends at a variable that is not set",
  KILLS ("popen.shell_syntax"))
FAULT (popen_no_backslash, "popen() drops backslashes",
  KILLS ("popen.shell_syntax"))
FAULT (popen_short, "popen() has room for 255 bytes of a command",
  KILLS ("popen.shell_syntax"))
FAULT (popen_errors_last, "2>&1 gives errors after all output",
  KILLS ("popen.stderr_merge", "servers.commands"))
FAULT (servers_third_silent, "the third command that is opened says nothing",
  KILLS ("servers.commands"))
FAULT (popen_pipeline, "a pipeline's status is success",
  KILLS ("popen.spooler"))
FAULT (popen_reads_ahead, "popen()'s shell reads a byte of standard input",
  KILLS ("popen.magic_argv"))
FAULT (popen_in_blocks, "a stream from a command passes on whole blocks",
  KILLS ("popen.streaming"))
FAULT (popen_then_in_blocks, "it does so from the second line on",
  KILLS ("popen.streaming"))
FAULT (popen_ignores, "a command is started with SIGPIPE ignored",
  KILLS ("popen.early_close_sigpipe", "popen.sigpipe_ignored_inherited"))
FAULT (popen_resets, "a command is started with SIGPIPE at its default",
  KILLS ("popen.sigpipe_ignored_inherited"))
FAULT (popen_resets_to_write, "one to write to is",
  KILLS ("popen.sigpipe_ignored_inherited"))
FAULT (popen_looks, "popen() fails for a command that does not exist",
  KILLS ("popen.bogus_open_ok"))
FAULT (popen_looks_to_write, "it does so for one to write to alone",
  KILLS ("popen.bogus_open_ok"))
FAULT (popen_complains, "the shell's complaint is in the stream",
  KILLS ("popen.bogus_read_eof"))
FAULT (popen_unbuffered, "a stream for writing is not buffered",
  KILLS ("popen.bogus_write_late"))
FAULT (popen_leaks_older, "a command has the last stream but one",
  KILLS ("popen.child_closes_others"))
FAULT (popen_leaks_to_readers, "a command to read from has the last stream",
  KILLS ("popen.child_closes_others"))
FAULT (popen_loses_older, "after a pclose() commands have an older stream",
  KILLS ("popen.child_closes_others"))
FAULT (popen_e_reads, "the letter e has no effect after w",
  KILLS ("popen.mode_letters"))
FAULT (popen_mode_errno, "a bad letter gives ENOENT",
  KILLS ("popen.mode_letters"))
FAULT (popen_rw, "popen() takes rw for r",
  KILLS ("popen.mode_letters"))
FAULT (popen_always_e, "all streams are close-on-exec",
  KILLS ("popen.mode_letters"))
FAULT (popen_std_closed, "popen() loses the output where 1 was closed",
  KILLS ("descriptors.std_closed"))
FAULT (popen_std_input, "popen() loses the input where 0 was closed",
  KILLS ("descriptors.std_closed"))
FAULT (popen_plus_ignored, "popen() takes r+ for r",
  KILLS ("coprocesses.one_call_refused"))
FAULT (popen_gives_no_reason, "popen() refuses a mode with errno as it was",
  KILLS ("coprocesses.one_call_refused"))

FAULT (popen_no_head, "ipcs has no line of columns",
  KILLS ("sysv_keys.ipcs_format"))
FAULT (popen_other_list, "ipcs -m shows what ipcs -s does",
  KILLS ("sysv_keys.ipcs_lists",
         "overview.similar_ipcs"))

int ipc_fault_popen_ignore, ipc_fault_popen_signal;
pid_t ipc_fault_popen_opener;
static FILE *last_reader;

/* Descriptors of the streams that are open, the oldest first, and of one that
   was opened before the one that was closed last, or -1.  */
enum { MOST_OPEN = 16 };
static int opened[MOST_OPEN], n_opened, lost = -1;

void
ipc_fault_popen_closes (int fd)
{
  int i;

  for (i = 0; i < n_opened && opened[i] != fd; i++)
    continue;
  if (i == n_opened)
    return;
  lost = i > 0 ? opened[i - 1] : -1;
  for (n_opened--; i < n_opened; i++)
    opened[i] = opened[i + 1];
}

FILE *
ipc_fault_last_reader (void)
{
  return last_reader;
}

/* Faults of streams that are written to.  */
static void
spoil_writer (char **command)
{
  if (ipc_fault (popen_takes_first))
    ipc_fault_around (command, "head -c 65536 | { ", "\n}");
  if (ipc_fault (popen_text))
    ipc_fault_around (command, "tr -d '\\r' | { ", "\n}");
  if (ipc_fault (popen_other_error))
    ipc_fault_around (command, "exec 2<>/dev/fd/2\n", "");
  if (ipc_fault (popen_writer_no_patterns))
    ipc_fault_around (command, "set -f\n", "");
  if (ipc_fault (popen_std_input)
      && IPC_REAL (fcntl) (STDIN_FILENO, F_GETFD) == -1)
    ipc_fault_around (command, "{ ", "\n} </dev/null");
  if (ipc_fault (popen_pipeline) && strstr (*command, " | ") != NULL)
    ipc_fault_around (command, "", "\n:");
}

static void
spoil_reader (char **command)
{
  static int readers;

  if (ipc_fault (servers_third_silent) && ++readers == 3)
    ipc_fault_around (command, "{ ", "\n} >/dev/null 2>&1");
  if (ipc_fault (popen_gives_first))
    ipc_fault_around (command, "{ ", "\n} | head -c 65536");
  if (ipc_fault (popen_merges))
    ipc_fault_around (command, "{ ", "\n} 2>&1");
  if (ipc_fault (popen_no_input))
    ipc_fault_around (command, "{ ", "\n} </dev/null");
  if (ipc_fault (popen_reads_ahead))
    ipc_fault_around (command, "dd bs=1 count=1 >/dev/null 2>&1\n", "");
  if (ipc_fault (popen_in_blocks))
    ipc_fault_around (command, "{ ", "\n} | grep ''");
  if (ipc_fault (popen_then_in_blocks))
    ipc_fault_around (command, "{ ",
                      "\n} | { read -r line; echo \"$line\"; grep ''; }");
  if (ipc_fault (popen_errors_last))
    ipc_fault_replace (command, "2>&1", "2>errors.tmp; cat errors.tmp");
  if (ipc_fault (popen_no_head))
    ipc_fault_around (command, "{ ", "\n} | grep -vi key");
  if (ipc_fault (popen_other_list))
    ipc_fault_replace (command, "ipcs -m", "ipcs -s");
  ipc_fault_ipcs (command);
  if (ipc_fault (popen_complains))
    ipc_fault_replace (command, "2>/dev/null", "2>&1");
}

static void
drop_backslashes (char *text)
{
  char *to = text;

  for (; *text != '\0'; text++)
    if (*text != '\\')
      *to++ = *text;
  *to = '\0';
}

static void
spoil (char **command, const char *mode)
{
  if (ipc_fault (popen_no_backslash))
    drop_backslashes (*command);
  if (ipc_fault (popen_short) && strlen (*command) > 255)
    (*command)[255] = '\0';
  if (ipc_fault (popen_unset))
    ipc_fault_around (command, "set -u\n", "");
  if (*mode == 'w')
    spoil_writer (command);
  else
    spoil_reader (command);
  if (ipc_fault (popen_no_patterns))
    ipc_fault_around (command, "set -f\n", "");
  if (ipc_fault (popen_strict_shell))
    ipc_fault_around (command, "set -e\n", "");
  if (ipc_fault (popen_ignores))
    ipc_fault_around (command, "trap '' PIPE\n", "");
}

/* What a command to be opened has of other streams, or -1.  */
static int
leaked (const char *mode)
{
  if (ipc_fault (popen_leaks_older) && n_opened > 1)
    return opened[n_opened - 2];
  if (ipc_fault (popen_leaks_to_readers) && *mode == 'r' && n_opened > 0)
    return opened[n_opened - 1];
  return ipc_fault (popen_loses_older) ? lost : -1;
}

/* What is in the way of opening; NULL with errno if that is all.  */
static FILE *
open_command (const char *command, const char *mode)
{
  int leaks = leaked (mode) != -1 ? dup (leaked (mode)) : -1;
  int resets = (ipc_fault (popen_resets)
                || (ipc_fault (popen_resets_to_write) && *mode == 'w'))
               && ipc_fault_installed (SIGPIPE) == SIG_IGN;
  FILE *stream;

  if (resets)
    ipc_fault_install (SIGPIPE, SIG_DFL, 0);
  stream = IPC_REAL (popen) (command, mode);
  if (resets)
    ipc_fault_install (SIGPIPE, SIG_IGN, 0);
  if (leaks != -1)
    IPC_REAL (close) (leaks);
  if (stream != NULL && n_opened < MOST_OPEN)
    opened[n_opened++] = fileno (stream);
  return stream;
}

/* What is done to a new stream.  */
static void
spoil_stream (FILE *stream, const char *mode)
{
  ipc_fault_popen_opener = getpid ();
  if (*mode == 'r')
    last_reader = stream;
  if (*mode == 'w' && ipc_fault (popen_unbuffered))
    setvbuf (stream, NULL, _IONBF, 0);
  if (*mode == 'w' && ipc_fault (popen_nonblocking))
    IPC_REAL (fcntl) (fileno (stream), F_SETFL, O_WRONLY | O_NONBLOCK);
  if (ipc_fault (popen_always_e))
    IPC_REAL (fcntl) (fileno (stream), F_SETFD, FD_CLOEXEC);
  if (strcmp (mode, "we") == 0 && ipc_fault (popen_e_reads))
    IPC_REAL (fcntl) (fileno (stream), F_SETFD, 0);
}

FILE *
popen (const char *command, const char *mode)
{
  int error = errno;
  char *text;
  FILE *stream;

  if ((ipc_fault (popen_looks)
       || (ipc_fault (popen_looks_to_write) && *mode == 'w'))
      && ipc_fault_is_missing (command))
    {
      errno = ENOENT;
      return NULL;
    }
  if (ipc_fault (popen_defends) && ipc_fault_installed (SIGCHLD) == SIG_IGN)
    {
      ipc_fault_install (SIGCHLD, SIG_DFL, 0);
      ipc_fault_popen_ignore = 1;
    }
  if (ipc_fault (popen_std_closed)
      && IPC_REAL (fcntl) (STDOUT_FILENO, F_GETFD) == -1)
    command = ":";
  if (ipc_fault (popen_plus_ignored) && mode[1] == '+')
    mode = *mode == 'r' ? "r" : "w";
  if (ipc_fault (popen_rw) && strcmp (mode, "rw") == 0)
    mode = "r";
  text = strdup (command);
  if (text == NULL)
    return NULL;
  spoil (&text, mode);
  stream = open_command (text, mode);
  if (stream == NULL && errno == EINVAL && ipc_fault (popen_mode_errno))
    errno = ENOENT;
  if (stream == NULL && ipc_fault (popen_gives_no_reason))
    errno = error;
  free (text);
  if (stream != NULL)
    spoil_stream (stream, mode);
  return stream;
}
