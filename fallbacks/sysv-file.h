/* sysv-file.h - the file of an object, as a process has it.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_SYSV_FILE_H
#define IPC_SYSV_FILE_H

#include "own-fd.h"
#include "sysv-store.h"

/* What the file begins with; two copies of the state are behind it.  */
struct sysv_control
{
  uint32_t magic, kind, live, removed;
  uint64_t most;
  uint64_t size[2], version[2]; /* of each copy */
};

struct sysv_file
{
  struct sysv_file *next;       /* of those that stay open */
  const struct sysv_family *family;
  int id;
  int kept;                     /* it stays open */
  char path[SYSV_PATH];
  size_t directory;             /* bytes of path that name it */
  struct own_fd own;
  size_t length;
  volatile struct sysv_control *control;
  void *state;
  size_t size;
  uint64_t version;             /* of state; 0: it may be any */
};

size_t ipc_sysv_length (const struct sysv_family *family);
/* Open PATH, and map it.  NULL with errno: EINVAL if it cannot be a file of
   FAMILY.  */
struct sysv_file *ipc_sysv_open_file (const char *path,
                                      const struct sysv_family *family);
/* FD is that file; it is closed if that fails.  */
struct sysv_file *ipc_sysv_take_file (const char *path, int fd,
                                      const struct sysv_family *family);
/* Close it, whether it stays open or not.  Leaves errno alone.  */
void ipc_sysv_drop_file (struct sysv_file *file);
/* It stays open, for the object ID in a directory of so many bytes.  */
void ipc_sysv_keep_file (struct sysv_file *file, int id, size_t directory);
/* The one that has stayed open, if it is still what has that name; or
   NULL.  */
struct sysv_file *ipc_sysv_kept_file (const struct sysv_family *family, int id,
                                      const char *directory);

#endif
