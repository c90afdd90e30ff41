/* ftok.c - keys of files, by what stat() tells of them.
   SPDX-License-Identifier: BSD-2-Clause

   16 bits of the file's number, 8 of the device's and 8 of the id, as most
   systems have it: so two files may have one key, as sysv_keys.ftok_collision
   shows, and who makes an object asks for IPC_EXCL.  Never IPC_PRIVATE for an
   id that is not 0, and never the value that tells of an error.  Programs that
   go by another system's formula have other keys.  */

#include "ipcompat-sysv.h"

#include <sys/stat.h>

key_t
ipc_fb_ftok (const char *path, int id)
{
  struct stat st;
  unsigned long key;

  if (stat (path, &st) == -1)
    return (key_t) -1;
  key = ((unsigned long) id & 0xff) << 24
        | ((unsigned long) st.st_dev & 0xff) << 16
        | ((unsigned long) st.st_ino & 0xffff);
  if (key == 0xffffffff)
    key--;
  return (key_t) (int) (unsigned) key;
}
