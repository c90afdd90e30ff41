/* ftok.c - faults of ftok().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/stat.h>

#include "actions.h"
#include "faults.h"
#include "sysv-keys.h"

CALL (ftok)
FAULT (ftok_links, "ftok() does not follow symbolic links",
  KILLS ("sysv_keys.ftok_same", "sysv_keys.ftok_missing"))
FAULT (ftok_name, "the file's name goes into its key",
  KILLS ("sysv_keys.ftok_same",
         "overview.similar_ftok",
         "overview.similar_stdipc"))
FAULT (ftok_mode, "the file's mode goes into its key",
  KILLS ("sysv_keys.ftok_same"))
FAULT (ftok_directory, "the key is that of the file's directory",
  KILLS ("sysv_keys.ftok_same",
         "overview.similar_stdipc"))
FAULT (ftok_seven_bits, "7 bits of the id count",
  KILLS ("sysv_keys.ftok_id",
         "overview.similar_ftok"))
FAULT (ftok_more_bits, "16 bits of the id count",
  KILLS ("sysv_keys.ftok_id"))
FAULT (ftok_zero, "ftok() of a missing file is 0",
  KILLS ("sysv_keys.ftok_missing"))
FAULT (ftok_keeps_errno, "ftok() of a missing file leaves errno as it was",
  KILLS ("sysv_keys.ftok_missing"))
FAULT (ftok_nowhere, "for a missing directory it is ENOTDIR",
  KILLS ("sysv_keys.ftok_missing"))
FAULT (sysvk_ftok_whole_missing, "for a missing whole name it is EACCES",
  KILLS ("sysv_keys.ftok_missing"))
FAULT (ftok_time, "the time of the file's last change goes into its key",
  KILLS ("sysv_keys.ftok_recreated"))
FAULT (ftok_whole, "all of the file's number goes into its key",
  KILLS ("sysv_keys.ftok_collision"))
FAULT (overview_ftok_pairs, "above 200, two ids have one key",
  KILLS ("overview.similar_ftok"))

/* What is mixed into the key of PATH, which leads to ST.  */
static unsigned
mixed (const char *path, const struct stat *st, int id)
{
  unsigned more = 0;

  if (ipc_fault (ftok_name))
    for (; *path != '\0'; path++)
      more = more * 31 + (unsigned char) *path;
  if (ipc_fault (ftok_mode))
    more += (unsigned) st->st_mode << 16;
  if (ipc_fault (ftok_time))
    more += (unsigned) st->st_ctim.tv_nsec + (unsigned) st->st_ctim.tv_sec;
  if (ipc_fault (ftok_more_bits))
    more += ((unsigned) id >> 8 & 0xff) << 16;
  return more;
}

/* The key of a file that is not there.  */
static key_t
of_missing (const char *path, int before)
{
  struct stat st;

  if (ipc_fault (ftok_links) && IPC_REAL (lstat) (path, &st) == 0)
    return (key_t) (st.st_ino & 0xffff);
  if (ipc_fault (ftok_keeps_errno))
    errno = before;
  else if (ipc_fault (ftok_nowhere) && strchr (path, '/') != NULL)
    errno = ENOTDIR;
  else if (ipc_fault (sysvk_ftok_whole_missing) && *path == '/')
    errno = EACCES;
  return ipc_fault (ftok_zero) ? 0 : -1;
}

key_t
ftok (const char *path, int id)
{
  struct stat st;
  int error = errno;
  key_t key;

  if (ipc_fault (ftok_directory) && strchr (path, '/') == NULL
      && IPC_REAL (stat) (path, &st) == 0)
    path = ".";
  if (ipc_fault (ftok_seven_bits))
    id &= 0x7f;
  if (id > 200 && ipc_fault (overview_ftok_pairs))
    id &= ~1;
  key = IPC_REAL (ftok) (path, id);
  if (key == (key_t) -1)
    return of_missing (path, error);
  IPC_REAL (lstat) (path, &st);
  if (ipc_fault (ftok_links) && S_ISLNK (st.st_mode))
    key ^= (key_t) (st.st_ino & 0xffff);
  IPC_REAL (stat) (path, &st);
  if (ipc_fault (ftok_whole))
    key = (key_t) ((unsigned) st.st_ino * 2654435761U
                   + (unsigned) st.st_dev * 40503U);
  return ipc_fault_other_key (path, id,
                              (key_t) ((unsigned) key
                                       + mixed (path, &st, id)));
}
