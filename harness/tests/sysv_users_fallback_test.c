/* sysv_users_fallback_test.c - objects that several users share.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "sysv-kit.h"

#include <grp.h>
#include <sys/msg.h>
#include <sys/shm.h>

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
  if (chown (directory, 0, group) == -1)
    {
      rmdir (directory);
      atf_tc_skip ("there is no other group here");
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

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, directory_of_a_group);
  ATF_TP_ADD_TC (tp, directory_of_all);
  ATF_TP_ADD_TC (tp, killed_beside_others);
  return atf_no_error ();
}
