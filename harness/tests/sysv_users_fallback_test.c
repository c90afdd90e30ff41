/* sysv_users_fallback_test.c - objects that several users share.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "sysv-kinds-kit.h"

#include <grp.h>

enum { KEY = 79, SHARED_GROUP = 31 };

static int id;

/* As a user with this number, and a group of the same, who may also be in the
   common one.  */
static int
become (int number)
{
  gid_t group = SHARED_GROUP;

  return setgroups (1, &group) == -1 || setgid ((gid_t) number) == -1
         || setuid ((uid_t) number) == -1;
}

/* A directory of root's that all can reach.  */
static void
begin_shared (mode_t mode, gid_t group)
{
  static char directory[] = "/tmp/ipcompat-users-XXXXXX";

  if (getuid () != 0)
    atf_tc_skip ("only root has other users");
  ATF_REQUIRE (mkdtemp (directory) != NULL);
  if (chown (directory, 11, 12) == -1 || chown (directory, 0, group) == -1)
    {
      rmdir (directory);
      atf_tc_skip ("there are no other users here");
    }
  ATF_REQUIRE (chmod (directory, mode) == 0);
  ATF_REQUIRE (setenv ("IPCOMPAT_SYSV_DIR", directory, 1) == 0);
}

static void
end_shared (void)
{
  ATF_CHECK (system ("rm -rf \"$IPCOMPAT_SYSV_DIR\"") == 0);
}

static int
use_queue (void)
{
  struct
  {
    long type;
    char text[8];
  } m = { 1, "text" };

  id = ipc_fb_msgget (KEY, IPC_CREAT | 0660);
  return id == -1 || ipc_fb_msgsnd (id, &m, 4, IPC_NOWAIT) == -1
         || ipc_fb_msgrcv (id, &m, 4, 0, IPC_NOWAIT) != 4;
}

static int
first_user (void)
{
  return become (11) ? 8 : use_queue ();
}

static int
second_user (void)
{
  return become (12) ? 8 : ipc_fb_msgget (IPC_PRIVATE, 0600) == -1;
}

/* Whoever may write to the directory makes objects there, whoever was there
   first.  */
CASE (directory_of_a_group)
{
  (void) tc;
  begin_shared (02770, SHARED_GROUP);
  ATF_CHECK (!was_killed (in_child (first_user)));
  ATF_CHECK (!was_killed (in_child (second_user)));
  end_shared ();
}

CASE (directory_of_all)
{
  (void) tc;
  begin_shared (01777, 0);
  ATF_CHECK (!was_killed (in_child (first_user)));
  ATF_CHECK (!was_killed (in_child (second_user)));
  end_shared ();
}

static int
make_as_first (void)
{
  return become (11) ? 8 : ipc_fb_msgget (IPC_PRIVATE, 0600) == -1;
}

static int
die_as_first (void)
{
  int calls = calls_left;

  calls_left = -1;
  if (become (11))
    return 8;
  calls_left = calls;
  return ipc_fb_msgget (IPC_PRIVATE, 0600) == -1;
}

/* What somebody leaves who is killed is not to be removed by others, where
   that is for its owner alone; they go on.  */
CASE (killed_beside_others)
{
  int calls, died;

  (void) tc;
  begin_shared (01777, 0);
  ATF_REQUIRE (!was_killed (in_child (make_as_first)));
  for (calls = 0, died = 1; died; calls++)
    {
      died = dies_at (calls, die_as_first);
      ATF_REQUIRE (!was_killed (in_child (second_user)));
    }
  ATF_CHECK (calls > 4);
  end_shared ();
}

static int used;

static int
use_as_first (void)
{
  return become (11) ? 8 : use (used, 1) == -1;
}

static int
refused_as_first (void)
{
  return become (11) ? 8 : use (used, 1) != -1 || errno != EACCES;
}

static int
open_to_all (void)
{
  return set_mode (used, 1, 0666) == -1;
}

/* Who is killed while an object is opened to others leaves it to its owner at
   least, who can set that again.  */
CASE (killed_setting)
{
  int i, calls, died;

  (void) tc;
  begin_shared (01777, 0);
  for (i = 0; i < 3; i++)
    {
      used = kinds[i];
      ATF_REQUIRE (make (used, IPC_PRIVATE) == 1);
      for (calls = 0, died = 1; died; calls++)
        {
          died = dies_at (calls, open_to_all);
          ATF_REQUIRE (use (used, 1) == 0);
          ATF_REQUIRE (open_to_all () == 0);
          ATF_REQUIRE (!was_killed (in_child (use_as_first)));
          ATF_REQUIRE (set_mode (used, 1, 0600) == 0);
          ATF_REQUIRE (!was_killed (in_child (refused_as_first)));
        }
      ATF_CHECK (calls > 4);
    }
  end_shared ();
}

static int
use_after_giving_up (void)
{
  used = SYSV_QUEUE;
  if (use (used, 1) == -1 || seteuid (11) == -1 || use (used, 1) == -1)
    return 1;
  close_all ();
  return use (used, 1) == -1;
}

/* Who gives rights up has the same objects.  */
CASE (fewer_rights)
{
  (void) tc;
  begin_shared (01777, 0);
  ATF_REQUIRE (make (SYSV_QUEUE, IPC_PRIVATE) == 1
               && set_mode (SYSV_QUEUE, 1, 0666) == 0);
  ATF_CHECK (!was_killed (in_child (use_after_giving_up)));
  end_shared ();
}

/* Of a program that has got another user's rights.  */
static void
tell_directory (void)
{
  const char *name;

  if (setreuid (11, 11) == -1)
    _exit (9);
  name = ipc_sysv_fixed_directory ();
  _exit (name != NULL && strcmp (name, "/tmp/ipcompat-sysv-11") == 0 ? 3 : 4);
}

/* Whatever the caller of such a program says, and although it makes both
   users one.  The case executes itself.  */
CASE (set_id)
{
  const char *at;
  char from[3000], copy[200], result[200];
  pid_t pid;
  int status;

  if (getuid () == 12 && geteuid () == 11)
    tell_directory ();
  begin_shared (01777, 0);
  at = getenv ("IPCOMPAT_SYSV_DIR");
  snprintf (copy, sizeof copy, "%.100s/sysv_users_fallback_test", at);
  snprintf (result, sizeof result, "%.100s/result", at);
  snprintf (from, sizeof from, "cp '%s/sysv_users_fallback_test' '%s'",
            atf_tc_get_config_var (tc, "srcdir"), copy);
  ATF_REQUIRE (system (from) == 0 && chown (copy, 11, 11) == 0
               && chmod (copy, 04755) == 0);
  pid = fork ();
  if (pid == 0)
    {
      if (!become (12))
        execl (copy, copy, "-s", at, "-r", result, "set_id",
               (char *) NULL);
      _exit (8);
    }
  ATF_REQUIRE (waitpid (pid, &status, 0) == pid && WIFEXITED (status));
  end_shared ();
  if (WEXITSTATUS (status) != 3 && WEXITSTATUS (status) != 4)
    atf_tc_skip ("no program is given another user's rights here");
  ATF_CHECK_EQ (3, WEXITSTATUS (status));
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, directory_of_a_group);
  ATF_TP_ADD_TC (tp, directory_of_all);
  ATF_TP_ADD_TC (tp, killed_beside_others);
  ATF_TP_ADD_TC (tp, killed_setting);
  ATF_TP_ADD_TC (tp, fewer_rights);
  ATF_TP_ADD_TC (tp, set_id);
  return atf_no_error ();
}
