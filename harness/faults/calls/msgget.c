/* msgget.c - faults of message queues of System V: the queues.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <sys/msg.h>

#include "actions.h"
#include "faults.h"
#include "messages-claims.h"
#include "sysv-keys.h"

CALL (msgget)
CALL (msgctl)
FAULT (sysv_msg_private_same, "IPC_PRIVATE gives the first queue again",
  KILLS ("sysv_keys.private_distinct", "sysv_keys.id_reuse"))
FAULT (sysv_msg_key_kept, "a key finds something when it is removed",
  KILLS ("sysv_keys.id_reuse", "sysv_keys.id_invalid"))
FAULT (sysv_msg_excl_ignored, "IPC_EXCL is ignored",
  KILLS ("sysv_keys.key_collision", "sysv_keys.ftok_collision"))
FAULT (sysv_msg_excl_errno, "for what is there already it is EACCES",
  KILLS ("sysv_keys.key_collision", "sysv_keys.ftok_collision"))
FAULT (sysv_msg_own, "a process that asks for a key gets one of its own",
  KILLS ("sysv_keys.key_collision", "sysv_keys.persistent"))
FAULT (sysv_msg_mode, "a queue's mode is 0666, whatever is asked for",
  KILLS ("sysv_keys.ipcs_lists", "sysv_keys.permissions",
         "sysv_messages.stat"))
FAULT (sysv_msg_get_errno, "a key without permission gives ENOENT",
  KILLS ("sysv_keys.permissions"))
FAULT (sysv_msg_stat_allowed, "IPC_STAT without permission gives EPERM",
  KILLS ("sysv_keys.permissions"))
FAULT (sysv_msg_stat_removed, "IPC_STAT of what is removed succeeds",
  KILLS ("sysv_keys.id_invalid", "sysv_keys.ipcrm_removes",
         "sysv_messages.roundtrip"))
FAULT (sysv_msg_not_removed, "msgctl() removes nothing",
  KILLS ("sysv_keys.ipcs_lists", "sysv_keys.id_invalid",
         "sysv_messages.roundtrip", "sysv_messages.rmid_wakes"))
FAULT (sysv_msg_missing, "msgget() raises SIGSYS, wherever it is called",
  KILLS ("sysv_keys.absent_signal", "sysv_keys.id_reuse",
         "sysv_messages.roundtrip", "restart.msgrcv_clear"))
FAULT (sysv_msg_qbytes, "msg_qbytes is half of what it is",
  KILLS ("sysv_messages.limits"))
FAULT (sysv_msg_stat_count, "msg_qnum counts what has been sent",
  KILLS ("sysv_messages.stat"))
FAULT (sysv_msg_stat_sender, "msg_lspid is who received last",
  KILLS ("sysv_messages.stat"))
FAULT (sysv_msg_stat_receiver, "msg_lrpid is who sent last",
  KILLS ("sysv_messages.stat"))
FAULT (sysv_msg_stat_time, "msg_rtime is never set",
  KILLS ("sysv_messages.stat"))
FAULT (sysv_msg_stat_creator, "msg_perm.cuid is not set",
  KILLS ("sysv_messages.stat"))
FAULT (sysv_msg_stat_past, "IPC_STAT writes a byte behind msqid_ds",
  KILLS ("sysv_messages.stat"))
FAULT (overview_set_adds_queue, "IPC_SET takes no permission of a queue away",
  KILLS ("overview.similar_ipc"))

static int
has (key_t key)
{
  int error = errno, there = IPC_REAL (msgget) (key, 0) != -1;

  errno = error;
  return there;
}

/* The first queue that IPC_PRIVATE gives this process, however often.  */
static int
same_again (int flags)
{
  static int first = -1;

  if (first == -1)
    first = IPC_REAL (msgget) (IPC_PRIVATE, flags);
  return first;
}

int
msgget (key_t key, int flags)
{
  int result, made;

  if (ipc_fault_anywhere (sysv_msg_missing))
    raise (SIGSYS);
  if (ipc_fault_gets_queue (key, flags, &result))
    return result;
  if (key == IPC_PRIVATE && ipc_fault (sysv_msg_private_same))
    return same_again (flags);
  if (ipc_fault (sysv_msg_excl_ignored))
    flags &= ~IPC_EXCL;
  if (ipc_fault (sysv_msg_mode) && (flags & IPC_CREAT) != 0)
    flags |= 0666;
  made = key != IPC_PRIVATE && (flags & IPC_EXCL) == 0 && has (key);
  result = IPC_REAL (msgget) (key, flags);
  if (made && result != -1 && ipc_fault (sysv_msg_own))
    {
      IPC_REAL (msgctl) (result, IPC_RMID, NULL);
      result = IPC_REAL (msgget) (key, IPC_CREAT | 0600);
    }
  result = ipc_fault_got_queue (key, flags, result);
  if (result != -1)
    return result;
  if (errno == ENOENT && ipc_fault (sysv_msg_key_kept))
    return 0;
  return ipc_fault_fail (
    errno == EEXIST && ipc_fault (sysv_msg_excl_errno) ? EACCES
    : errno == EACCES && ipc_fault (sysv_msg_get_errno) ? ENOENT : errno);
}

static void
spoil (struct msqid_ds *data)
{
  if (ipc_fault (sysv_msg_qbytes))
    data->msg_qbytes /= 2;
  if (ipc_fault (sysv_msg_stat_count) && data->msg_lrpid != 0)
    data->msg_qnum++;
  if (ipc_fault (sysv_msg_stat_sender) && data->msg_lrpid != 0)
    data->msg_lspid = data->msg_lrpid;
  if (ipc_fault (sysv_msg_stat_receiver) && data->msg_lrpid != 0)
    data->msg_lrpid = data->msg_lspid;
  if (ipc_fault (sysv_msg_stat_time))
    data->msg_rtime = 0;
  if (ipc_fault (sysv_msg_stat_creator))
    data->msg_perm.cuid = (uid_t) -1;
  if (ipc_fault (sysv_msg_stat_past))
    *(char *) (data + 1) = 0;
  ipc_fault_queue_facts (data);
}

int
msgctl (int id, int command, struct msqid_ds *data)
{
  struct msqid_ds now;
  int result;

  if (command == IPC_RMID && ipc_fault (sysv_msg_not_removed))
    return 0;
  ipc_fault_before_queue (id);
  if (command == IPC_SET && ipc_fault (overview_set_adds_queue)
      && IPC_REAL (msgctl) (id, IPC_STAT, &now) == 0)
    data->msg_perm.mode |= now.msg_perm.mode;
  result = ipc_fault_queue_controlled (id, command,
                                       IPC_REAL (msgctl) (id, command, data));
  if (command != IPC_STAT)
    return result;
  if (result == 0)
    spoil (data);
  else if (errno == EINVAL && ipc_fault (sysv_msg_stat_removed))
    return 0;
  else if (errno == EACCES && ipc_fault (sysv_msg_stat_allowed))
    return ipc_fault_fail (EPERM);
  return result;
}
