/* execv.c - faults of executing a program.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "execv.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "descriptors.h"
#include "faults.h"
#include "flags.h"
#include "segments.h"
#include "semaphores.h"

CALL (execv)
FAULT (exec_forks, "exec() runs the program in a new process",
  KILLS ("hangup.self_exec", "safe_pipes.vfork_parent_signals"),
  KILLS_FALLBACK ("hangup.self_exec"))
FAULT (exec_drops_argument, "exec() passes all but the last argument",
  KILLS ("hangup.self_exec", "coprocesses.open2"),
  KILLS_FALLBACK ("hangup.self_exec", "coprocesses.open2"))
FAULT (execv_drops_mode, "execv() does not pass the option -m on",
  KILLS ("fifos.cmd_mkfifo"))
FAULT (fifo_commands_fail, "the commands mkfifo and mknod fail",
  KILLS ("fifos.cmd_mkfifo", "fifos.cmd_mknod"))
FAULT (exec_closes, "exec() closes all descriptors but the standard ones",
  KILLS ("hangup.fds_inherited", "descriptors.cloexec"))
FAULT (exec_keeps_sockets, "exec() closes no sockets",
  KILLS ("descriptors.cloexec"))
FAULT (exec_keeps_devices, "exec() closes no devices",
  KILLS ("descriptors.cloexec"))
FAULT (exec_keeps_high, "exec() closes no descriptors from 64 on",
  KILLS ("descriptors.cloexec"))
FAULT (exec_fails_closes, "exec() that fails has closed descriptors",
  KILLS ("descriptors.cloexec"))
FAULT (exec_from_start, "exec() takes ./ for where the program is",
  KILLS ("hangup.exec_cwd"),
  KILLS_FALLBACK ("hangup.exec_cwd"))
FAULT (exec_enoexec, "exec() gives ENOEXEC for a missing file",
  KILLS ("alarms.fork_exec_kill", "coprocesses.open2_exec_fails"),
  KILLS_FALLBACK ("coprocesses.open2_exec_fails",
                  "safe_pipes.spawn_returns_error"))
FAULT (exec_enoent, "exec() gives ENOENT for whatever is wrong",
  KILLS ("hangup.exec_fails_survives", "safe_pipes.exec_error_visible",
         "coprocesses.open2_exec_fails"),
  KILLS_FALLBACK ("coprocesses.open2_exec_fails",
                  "safe_pipes.exec_error_visible",
                  "safe_pipes.spawn_exec_error", "safe_pipes.path_search",
                  "safe_pipes.script_enoexec"))
FAULT (exec_enomem, "exec() gives ENOMEM for too many arguments",
  KILLS ("safe_pipes.exec_error_visible"),
  KILLS_FALLBACK ("safe_pipes.exec_error_visible"))
FAULT (exec_hides_enotdir, "exec() gives ENOENT for ENOTDIR",
  KILLS ("safe_pipes.exec_error_visible"))
FAULT (exec_keeps_pipes, "exec() closes no pipes",
  KILLS ("safe_pipes.exec_error_visible"))
FAULT (exec_busy_eacces, "exec() of a file that is written to gives EACCES",
  KILLS ("safe_pipes.exec_text_busy"))
FAULT (exec_expands_tilde, "exec() passes a directory for an argument ~",
  KILLS ("safe_pipes.no_shell"),
  KILLS_FALLBACK ("safe_pipes.no_shell"))
FAULT (exec_drops_empty, "exec() drops an empty argument behind another",
  KILLS ("safe_pipes.list_empty_arg"),
  KILLS_FALLBACK ("safe_pipes.list_empty_arg"))
FAULT (exec_fails_fatally, "exec() that fails ends the process",
  KILLS ("hangup.exec_fails_survives", "coprocesses.open2_exec_fails"),
  KILLS_FALLBACK ("coprocesses.open2_exec_fails"))
FAULT (exec_loses_handlers, "exec() that fails has reset the handlers",
  KILLS ("hangup.exec_fails_survives"))
FAULT (cat_buffers, "cat gives all of its output at the end, with -u too",
  KILLS ("coprocesses.open2", "coprocesses.unbuffered_program",
         "coprocesses.cat_n_buffers"))
FAULT (cat_once, "cat answers its first line, and others at the end",
  KILLS ("coprocesses.unbuffered_program", "coprocesses.cat_n_buffers"))
FAULT (cat_one_line, "cat ends after its first line",
  KILLS ("coprocesses.open2", "coprocesses.unbuffered_program"))

enum { MOST_ARGUMENTS = 64 };

/* Go on as a child; the parent lives for it.  */
static void
move (void)
{
  pid_t pid = IPC_REAL (fork) ();

  if (pid <= 0)
    return;
  IPC_REAL (close) (0);
  IPC_REAL (close) (1);
  while (IPC_REAL (waitpid) (pid, NULL, 0) == -1 && errno == EINTR)
    continue;
  IPC_REAL (_exit) (0);
}

/* Copy ARGV to FEWER, without what gets lost.  */
static void
choose_arguments (char *const argv[], char **fewer)
{
  int from, to = 0;

  for (from = 0; argv[from] != NULL && to < MOST_ARGUMENTS - 1; from++)
    if (from == 1 && argv[2] != NULL && strcmp (argv[1], "-m") == 0
        && ipc_fault (execv_drops_mode))
      from++;
    else if (from > 2 && *argv[from] == '\0' && *argv[from - 1] == '\0'
             && ipc_fault (exec_drops_empty))
      continue;
    else if (strcmp (argv[from], "~") == 0 && ipc_fault (exec_expands_tilde))
      fewer[to++] = (char *) "/";
    else if (from < 2 || argv[from + 1] != NULL
             || !ipc_fault (exec_drops_argument))
      fewer[to++] = argv[from];
  fewer[to] = NULL;
}

/* Execute what PATH, which begins with ./, is beside this program.  */
static void
exec_beside (const char *path, char *const argv[])
{
  char name[1024];
  ssize_t n = IPC_REAL (readlink) ("/proc/self/exe", name, sizeof name / 2);

  while (n > 0 && name[n - 1] != '/')
    n--;
  if (n <= 0 || strlen (path) > sizeof name / 2)
    return;
  strcpy (name + n, path + 2);
  IPC_REAL (execv) (name, argv);
}

static int
is_called (const char *path, const char *name)
{
  const char *slash = strrchr (path, '/');

  return slash != NULL && strcmp (slash + 1, name) == 0;
}

static int
makes_fifos (const char *path)
{
  return is_called (path, "mkfifo") || is_called (path, "mknod");
}

/* Be a cat as SCRIPT says, of which only -n is asked for.  */
static void
exec_other_cat (const char *script, char *const argv[])
{
  char *shell[MOST_ARGUMENTS] = { "sh", "-c", (char *) script };
  int i;

  for (i = 0; argv[i] != NULL && i < MOST_ARGUMENTS - 4; i++)
    shell[i + 3] = argv[i];
  shell[i + 3] = NULL;
  IPC_REAL (execv) ("/bin/sh", shell);
}

/* Take away the flag of what is to stay open in spite of it.  */
static void
keep_open (void)
{
  int fd;

  for (fd = 3; fd < 256; fd++)
    if ((ipc_fault (exec_keeps_sockets) && ipc_fault_is (fd, S_IFSOCK))
        || (ipc_fault (exec_keeps_pipes) && ipc_fault_is (fd, S_IFIFO))
        || (ipc_fault (exec_keeps_devices) && ipc_fault_is (fd, S_IFCHR))
        || (ipc_fault (exec_keeps_high) && fd >= 64))
      IPC_REAL (fcntl) (fd, F_SETFD, 0);
}

static void
failed (void)
{
  int error = errno, fd;

  for (fd = 3; fd < 64 && ipc_fault (exec_fails_closes); fd++)
    if (IPC_REAL (fcntl) (fd, F_GETFD) == FD_CLOEXEC)
      IPC_REAL (close) (fd);
  errno = error;
  if (ipc_fault (exec_fails_fatally))
    IPC_REAL (_exit) (126);
  if (ipc_fault (exec_loses_handlers))
    ipc_fault_reset_caught ();
  if (errno == ETXTBSY && ipc_fault (exec_busy_eacces))
    errno = EACCES;
  if (errno == E2BIG && ipc_fault (exec_enomem))
    errno = ENOMEM;
  if (errno == ENOTDIR && ipc_fault (exec_hides_enotdir))
    errno = ENOENT;
  if (errno == ENOENT && ipc_fault (exec_enoexec))
    errno = ENOEXEC;
  else if (ipc_fault (exec_enoent))
    errno = ENOENT;
}

int
ipc_fault_execv (const char *path, char *const argv[])
{
  char *fewer[MOST_ARGUMENTS];
  int fd;

  if (ipc_fault (exec_forks))
    move ();
  for (fd = 3; fd < 64 && ipc_fault (exec_closes); fd++)
    IPC_REAL (close) (fd);
  if (ipc_fault_armed)
    keep_open ();
  ipc_fault_set_cleared ();
  ipc_fault_tally_exec ();
  ipc_fault_signals_before_exec ();
  ipc_fault_undo_at_exec ();
  ipc_fault_segments_end ();
  if (ipc_fault (execv_drops_mode) || ipc_fault (exec_drops_argument)
      || ipc_fault (exec_expands_tilde) || ipc_fault (exec_drops_empty))
    {
      choose_arguments (argv, fewer);
      argv = fewer;
    }
  argv = ipc_fault_spoil_list (path, argv);
  if (ipc_fault (fifo_commands_fail) && makes_fifos (path))
    IPC_REAL (_exit) (1);
  if (ipc_fault (cat_buffers) && is_called (path, "cat"))
    exec_other_cat ("x=$(cat \"$@\"); "
                    "test -z \"$x\" || printf '%s\\n' \"$x\"", argv);
  if (ipc_fault (cat_once) && is_called (path, "cat"))
    exec_other_cat ("head -n 1 | cat \"$@\"; x=$(cat \"$@\"); "
                    "test -z \"$x\" || printf '%s\\n' \"$x\"", argv);
  if (ipc_fault (cat_one_line) && is_called (path, "cat"))
    exec_other_cat ("head -n 1 | cat \"$@\"", argv);
  IPC_REAL (execv) (path, argv);
  if (ipc_fault (exec_from_start) && strncmp (path, "./", 2) == 0)
    exec_beside (path, argv);
  failed ();
  return -1;
}

int
execv (const char *path, char *const argv[])
{
  return ipc_fault_execv (path, argv);
}
