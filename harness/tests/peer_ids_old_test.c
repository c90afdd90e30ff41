/* peer_ids_old_test.c - interfaces that tell of peers elsewhere.
   SPDX-License-Identifier: BSD-2-Clause

   Those that this platform lacks have stand-ins, declared as its headers
   do, that tell of a process which cannot be.  */

#include "probed.h"

#include <atf-c.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "ipcompat-local.h"

#define HAS_SO_PEERCRED 0
enum { UID = 11, GID = 12, PID = 13 };

static int
stand_in_getpeereid (int fd, uid_t *uid, gid_t *gid)
{
  (void) fd;
  *uid = UID;
  *gid = GID;
  return 0;
}

typedef struct { int live; } ucred_t;
static int live_ucreds;

static int
stand_in_getpeerucred (int fd, ucred_t **c)
{
  (void) fd;
  *c = malloc (sizeof **c);
  live_ucreds++;
  return *c == NULL ? -1 : 0;
}

static uid_t
ucred_geteuid (const ucred_t *c)
{
  return c == NULL ? 0 : UID;
}

static gid_t
ucred_getegid (const ucred_t *c)
{
  return c == NULL ? 0 : GID;
}

static pid_t
ucred_getpid (const ucred_t *c)
{
  return c == NULL ? 0 : PID;
}

static void
ucred_free (ucred_t *c)
{
  free (c);
  live_ucreds--;
}

struct unpcbid
{
  pid_t unp_pid;
  uid_t unp_euid;
  gid_t unp_egid;
};

#define XUCRED_VERSION 0
struct xucred
{
  unsigned cr_version;
  uid_t cr_uid;
  short cr_ngroups;
  gid_t cr_groups[16];
};

enum { STAND_IN_PEEREID = 0x7001, STAND_IN_PEERCRED, STAND_IN_PEERPID };
#define LOCAL_PEEREID STAND_IN_PEEREID
#define LOCAL_PEERCRED STAND_IN_PEERCRED
#define LOCAL_PEERPID STAND_IN_PEERPID
static unsigned version;

static int
stand_in_getsockopt (int fd, int level, int option, void *data,
                     socklen_t *size)
{
  struct unpcbid *id = data;
  struct xucred *x = data;

  if (option == STAND_IN_PEEREID && *size == sizeof *id && level == 0)
    {
      id->unp_euid = UID;
      id->unp_egid = GID;
      id->unp_pid = PID;
      return 0;
    }
  if (option == STAND_IN_PEERCRED && *size == sizeof *x && level == 0)
    {
      memset (x, 0, sizeof *x);
      x->cr_version = version;
      x->cr_uid = UID;
      x->cr_ngroups = 1;
      x->cr_groups[0] = GID;
      return 0;
    }
  if (option == STAND_IN_PEERPID && level == 0)
    {
      *(pid_t *) data = PID;
      return 0;
    }
  return getsockopt (fd, level, option, data, size);
}

#define getsockopt stand_in_getsockopt
#define getpeereid stand_in_getpeereid
#define getpeerucred stand_in_getpeerucred
typedef int ask_t (int fd, struct ipc_peer_ids *peer);
ask_t by_getpeereid, by_getpeerucred, by_local_peereid, by_local_peercred,
  by_none;

#define HAS_GETPEERUCRED 0
#define HAS_LOCAL_PEEREID 0
#define HAS_LOCAL_PEERCRED 0
#define HAS_GETPEEREID 0
#define ipc_peer_ids(...) by_none (__VA_ARGS__)
#define ask ask_nobody
#define objection objection_of_none
#include "peer-ids.c"
#undef ipc_peer_ids
#undef ask
#undef objection

#undef HAS_GETPEEREID
#define HAS_GETPEEREID 1
#define ipc_peer_ids(...) by_getpeereid (__VA_ARGS__)
#define ask ask_getpeereid
#define objection objection_of_getpeereid
#include "peer-ids.c"
#undef ipc_peer_ids
#undef ask
#undef objection

#undef HAS_LOCAL_PEERCRED
#define HAS_LOCAL_PEERCRED 1
#define ipc_peer_ids(...) by_local_peercred (__VA_ARGS__)
#define ask ask_local_peercred
#define objection objection_of_peercred
#include "peer-ids.c"
#undef ipc_peer_ids
#undef ask
#undef objection

#undef HAS_LOCAL_PEEREID
#define HAS_LOCAL_PEEREID 1
#define ipc_peer_ids(...) by_local_peereid (__VA_ARGS__)
#define ask ask_local_peereid
#define objection objection_of_peereid
#include "peer-ids.c"
#undef ipc_peer_ids
#undef ask
#undef objection

#undef HAS_GETPEERUCRED
#define HAS_GETPEERUCRED 1
#define ipc_peer_ids(...) by_getpeerucred (__VA_ARGS__)
#define ask ask_getpeerucred
#define objection objection_of_peerucred
#include "peer-ids.c"
#undef ipc_peer_ids
#undef ask
#undef objection
#undef getsockopt

ATF_TC_WITHOUT_HEAD (stand_ins);
ATF_TC_BODY (stand_ins, tc)
{
  static const struct
  {
    ask_t *ask;
    pid_t pid;
  } ways[] = { { by_getpeereid, -1 }, { by_local_peercred, PID },
               { by_local_peereid, PID }, { by_getpeerucred, PID } };
  struct ipc_peer_ids ids;
  int fd[2];
  size_t i;

  (void) tc;
  ATF_REQUIRE (socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == 0);
  for (i = 0; i < sizeof ways / sizeof *ways; i++)
    {
      ATF_REQUIRE (ways[i].ask (fd[0], &ids) == 0);
      ATF_CHECK (ids.uid == UID && ids.gid == GID);
      ATF_CHECK_EQ (ways[i].pid, ids.pid);
    }
  ATF_CHECK_EQ (0, live_ucreds);
  ATF_CHECK_ERRNO (ENOSYS, by_none (fd[0], &ids) == -1);
  version = 7;
  ATF_CHECK_ERRNO (EOPNOTSUPP, by_local_peercred (fd[0], &ids) == -1);
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, stand_ins);
  return atf_no_error ();
}
