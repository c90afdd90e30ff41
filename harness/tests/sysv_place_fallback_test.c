/* sysv_place_fallback_test.c - keys, and the directory of System V's objects.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "sysv-kit.h"

#include <sys/msg.h>

static void
put_file (const char *path, const char *text)
{
  FILE *f = fopen (path, "w");

  ATF_REQUIRE (f != NULL && fputs (text, f) >= 0 && fclose (f) == 0);
}

static int
send (int id)
{
  struct
  {
    long type;
    char text[8];
  } m = { 1, "text" };

  return ipc_fb_msgsnd (id, &m, 4, IPC_NOWAIT);
}

static int
make_queue (void)
{
  return ipc_fb_msgget (IPC_PRIVATE, 0600);
}

/* What else lies in the directory is no queue.  */
CASE (strangers)
{
  (void) tc;
  begin ();
  ATF_REQUIRE (mkdir ("sysv", 0700) == 0);
  put_file ("sysv/q.1", "hello\n");
  ATF_REQUIRE (mkfifo ("sysv/q.2", 0600) == 0);
  ATF_CHECK_ERRNO (EINVAL, send (1) == -1);
  ATF_CHECK_ERRNO (EINVAL, send (2) == -1);
  ATF_CHECK_EQ (1, make_queue ());
  ATF_CHECK_EQ (2, make_queue ());
  ATF_CHECK (send (1) == 0 && send (2) == 0);
  put_file ("sysv/iq.0", "hello\n");
  ATF_CHECK_ERRNO (EINVAL, make_queue () == -1);
}

CASE (no_directory)
{
  (void) tc;
  ATF_REQUIRE (setenv ("IPCOMPAT_SYSV_DIR", "none/none", 1) == 0);
  ATF_CHECK_ERRNO (ENOENT, make_queue () == -1);
  put_file ("file", "");
  ATF_REQUIRE (setenv ("IPCOMPAT_SYSV_DIR", "file", 1) == 0);
  ATF_CHECK_ERRNO (ENOTDIR, make_queue () == -1);
}

/* Two directories know nothing of each other; one that was made is for this
   user alone, whatever the umask.  */
CASE (apart)
{
  struct stat st;
  mode_t mask = umask (0);

  (void) tc;
  begin ();
  ATF_CHECK_EQ (1, make_queue ());
  ATF_CHECK (stat ("sysv", &st) == 0 && (st.st_mode & 0777) == 0700);
  ATF_CHECK (stat ("sysv/q.1", &st) == 0 && (st.st_mode & 0777) == 0600);
  ATF_REQUIRE (setenv ("IPCOMPAT_SYSV_DIR", "other", 1) == 0);
  ATF_CHECK_ERRNO (EINVAL, send (1) == -1);
  ATF_CHECK (make_queue () == 1 && send (1) == 0);
  umask (mask);
}

/* As ftok() does it, if it has the usual formula.  */
CASE (keys_of_files)
{
  struct stat st;
  key_t key;

  (void) tc;
  put_file ("file", "");
  ATF_REQUIRE (stat ("file", &st) == 0);
  key = ipc_fb_ftok ("file", 'a');
  ATF_CHECK_EQ (key, ipc_fb_ftok ("./file", 'a' + 256));
  ATF_CHECK_EQ ('a', key >> 24);
  ATF_CHECK_EQ ((key_t) (st.st_ino & 0xffff), key & 0xffff);
  ATF_CHECK_EQ ((key_t) (st.st_dev & 0xff), key >> 16 & 0xff);
  ATF_CHECK_ERRNO (ENOENT, ipc_fb_ftok ("none", 'a') == -1);
}

/* As who cleans up what is old does: what each object is called, and who waits
   for it, is as before.  */
CASE (list_removed)
{
  struct
  {
    long type;
    char text[8];
  } m;
  int kept, gone, waiting;
  pid_t pid;

  (void) tc;
  begin ();
  gone = ipc_fb_msgget (1, IPC_CREAT | 0600);
  kept = ipc_fb_msgget (2, IPC_CREAT | 0600);
  waiting = ipc_fb_msgget (3, IPC_CREAT | 0600);
  ATF_REQUIRE (ipc_fb_msgctl (gone, IPC_RMID, NULL) == 0 && send (kept) == 0);
  pid = fork ();
  ATF_REQUIRE (pid != -1);
  if (pid == 0)
    _exit (ipc_fb_msgrcv (waiting, &m, sizeof m.text, 0, 0) != 4);
  await_waiters (SYSV_QUEUE, waiting, 1);
  put_file ("sysv/q.77x", "");
  put_file ("sysv/q.4", "not an object");
  ATF_REQUIRE (unlink ("sysv/iq.0") == 0);
  ATF_CHECK_EQ (kept, ipc_fb_msgget (2, 0));
  ATF_CHECK_ERRNO (ENOENT, ipc_fb_msgget (1, 0) == -1);
  ATF_CHECK_EQ (4, make_queue ());
  ATF_CHECK_EQ (4, ipc_fb_msgrcv (kept, &m, sizeof m.text, 0, IPC_NOWAIT));
  ATF_CHECK (send (waiting) == 0 && !was_killed (pid));
  ATF_CHECK (ipc_fb_msgctl (kept, IPC_RMID, NULL) == 0
             && ipc_fb_msgctl (waiting, IPC_RMID, NULL) == 0
             && ipc_fb_msgctl (4, IPC_RMID, NULL) == 0);
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, list_removed);
  ATF_TP_ADD_TC (tp, strangers);
  ATF_TP_ADD_TC (tp, no_directory);
  ATF_TP_ADD_TC (tp, apart);
  ATF_TP_ADD_TC (tp, keys_of_files);
  return atf_no_error ();
}
