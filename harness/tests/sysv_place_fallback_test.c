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

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, strangers);
  ATF_TP_ADD_TC (tp, no_directory);
  ATF_TP_ADD_TC (tp, apart);
  ATF_TP_ADD_TC (tp, keys_of_files);
  return atf_no_error ();
}
