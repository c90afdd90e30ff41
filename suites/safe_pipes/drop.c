/* drop.c - giving up the ids of a set-id program before a file is opened.
   SPDX-License-Identifier: BSD-2-Clause

   A set-id program has the real ids of its user, and effective and saved ids
   of its owner: here root's.  */

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "list.h"
#include "frame/suite.h"

static uid_t user;
static gid_t group;

/* Files of root, of root's group, and of the user, which all may reach.  */
static void
make_files (void)
{
  ipc_second_uid (&user, &group);
  IPC_SETUP (chmod (".", 0755) == 0);
  make_file ("roots", "", 0600);
  make_file ("groups", "", 0640);
  make_file ("users", "", 0600);
  IPC_SETUP (chown ("groups", 0, 0) == 0);
  IPC_SETUP (chown ("users", user, group) == 0);
}

/* Make this process, a child, what a program is that is set to root's ids.
   GROUPS: of so many supplementary groups, its user's own and root's.  */
static void
become_set_id (int groups)
{
  gid_t list[2];

  list[0] = group;
  list[1] = 0;
  IPC_SETUP (setgroups ((size_t) groups, list) == 0);
  IPC_SETUP (setregid (group, (gid_t) -1) == 0);
  IPC_SETUP (setreuid (user, (uid_t) -1) == 0);
  IPC_SETUP (getuid () == user && geteuid () == 0);
  IPC_SETUP (getgid () == group && getegid () == 0);
}

/* The errno of opening NAME to read, or 0.  */
static int
open_error (const char *name)
{
  int fd = open (name, O_RDONLY);

  if (fd == -1)
    return errno;
  close (fd);
  return 0;
}

/* Whether any call gives this process root's uid again.  */
static int
has_uid_back (void)
{
  return seteuid (0) != -1 || setreuid ((uid_t) -1, 0) != -1
         || setreuid (0, (uid_t) -1) != -1 || setuid (0) != -1
         || geteuid () == 0 || getuid () == 0;
}

enum outcome
{
  DROPPED, KEEPS_IDS, OPENS_ROOTS, OPENS_GROUPS, CANNOT_OPEN, UID_BACK,
  GID_BACK, DROPS_PARENTS
};
static const char *const outcomes[] =
{
  "dropped, and no way back", "keeps other ids", "still opens root's file",
  "still opens a file of root's group",
  "cannot open its own file", "can be root again",
  "can have root's group again", "the parent loses its ids, too"
};

static enum outcome
look_around (void)
{
  if (getuid () != user || geteuid () != user || getgid () != group
      || getegid () != group)
    return KEEPS_IDS;
  if (open_error ("roots") != EACCES)
    return OPENS_ROOTS;
  if (open_error ("groups") != EACCES)
    return OPENS_GROUPS;
  if (open_error ("users") != 0)
    return CANNOT_OPEN;
  if (has_uid_back ())
    return UID_BACK;
  return setegid (0) != -1 || setregid ((gid_t) -1, 0) != -1
         || setregid (0, (gid_t) -1) != -1 || setgid (0) != -1
         || getegid () == 0 || getgid () == 0 ? GID_BACK : DROPPED;
}

/* What a kid finds that drops its ids, the uid first or last.  */
static int
drop_in_kid (struct ipc_link *link, void *arg)
{
  int uid_first = *(int *) arg, fd, status;
  char text[8];
  pid_t kid;

  (void) link;
  become_set_id (1);
  ipc_tie_to_parent (getppid ());
  kid = open_kid (TO_KID, &fd);
  IPC_SETUP (kid != -1);
  if (kid == 0)
    {
      IPC_SETUP (!uid_first || setuid (getuid ()) == 0);
      IPC_SETUP (setgid (getgid ()) == 0);
      IPC_SETUP (uid_first || setuid (getuid ()) == 0);
      ipc_tie_to_parent (getppid ());
      read_text (STDIN_FILENO, text, sizeof text);
      _exit (look_around ());
    }
  status = close_kid (kid, fd);
  IPC_SETUP (WIFEXITED (status));
  return WEXITSTATUS (status) != DROPPED ? WEXITSTATUS (status)
         : geteuid () != 0 || open_error ("roots") != 0 ? DROPS_PARENTS
         : DROPPED;
}

static enum outcome
drop (int uid_first)
{
  struct ipc_child program = ipc_start (drop_in_kid, &uid_first);

  return (enum outcome) ipc_join_exit (&program);
}

/* To drop the uid first is the mistake that the page's order avoids.  */
IPC_TEST (drop_ids)
{
  enum outcome right, wrong;

  make_files ();
  right = drop (0);
  wrong = drop (1);
  IPC_SETUP ((size_t) right < sizeof outcomes / sizeof *outcomes
             && (size_t) wrong < sizeof outcomes / sizeof *outcomes);
  ipc_detail ("with the uid first: %s", outcomes[wrong]);
  ipc_observe (outcomes[right]);
}

/* Ways to give up root's uid.  */
static int
by_seteuid (void)
{
  return seteuid (user);
}

static int
by_half (void)
{
  return setreuid ((uid_t) -1, user);
}

static int
by_both (void)
{
  return setreuid (user, user);
}

static int
by_setuid (void)
{
  return setuid (user);
}

static const struct
{
  int (*drop) (void);
  const char *name;
} ways[] =
{
  { by_seteuid, "seteuid()" }, { by_half, "setreuid (-1, uid)" },
  { by_both, "setreuid (uid, uid)" }, { by_setuid, "setuid()" }
};
enum { WAYS = sizeof ways / sizeof *ways };

static void
observe_ways (int regained)
{
  char text[80] = "";
  int way;

  for (way = 0; way < WAYS; way++)
    if ((regained & 1 << way) != 0)
      {
        strcat (text, *text == '\0' ? "after " : ", ");
        strcat (text, ways[way].name);
      }
  ipc_observe (*text == '\0' ? "never" : text);
}

/* Whether a process is root again after WAY.  */
static int
regain (struct ipc_link *link, void *arg)
{
  (void) link;
  become_set_id (1);
  IPC_SETUP (ways[*(int *) arg].drop () == 0);
  IPC_SETUP (geteuid () == user && open_error ("roots") == EACCES);
  if (!has_uid_back ())
    return 0;
  return geteuid () == 0 && open_error ("roots") == 0 ? 1 : 2;
}

IPC_TEST (drop_irrevocable)
{
  int way, regained = 0, result;

  make_files ();
  for (way = 0; way < WAYS; way++)
    {
      struct ipc_child child = ipc_start (regain, &way);

      result = ipc_join_exit (&child);
      if (result == 2)
        {
          ipc_observe ("says that it is root, and is not");
          return;
        }
      regained |= result << way;
    }
  observe_ways (regained);
}

/* Whether a process that drops its ids still has root's group, and can do
   something by it.  ARG: whether it clears its groups first.  */
static int
keep_groups (struct ipc_link *link, void *arg)
{
  gid_t list[64];
  int n, i, has = 0, opens;

  (void) link;
  become_set_id (2);
  if (*(int *) arg)
    IPC_SETUP (setgroups (1, &group) == 0);
  IPC_SETUP (setgid (group) == 0 && setuid (user) == 0);
  n = getgroups (64, list);
  IPC_SETUP (n != -1);
  for (i = 0; i < n; i++)
    has |= list[i] == 0;
  opens = open_error ("groups") == 0;
  return has != opens ? 2 : has;
}

IPC_TEST (drop_groups)
{
  struct ipc_child child;
  int clears, kept[2];

  make_files ();
  for (clears = 0; clears < 2; clears++)
    {
      child = ipc_start (keep_groups, &clears);
      kept[clears] = ipc_join_exit (&child);
    }
  if (kept[0] == 2 || kept[1] == 2)
    ipc_observe ("groups are not what they seem");
  else
    ipc_observe (kept[1] ? "undefended" : kept[0] ? "shown" : "not shown");
}
