/* place.h - the directory in which fallbacks keep what has a name.
   SPDX-License-Identifier: BSD-2-Clause

   The one that a variable of the environment names, or one in /tmp that only
   this user can enter.  A program that runs with another user's rights does
   not go by its caller's environment.  */

#ifndef IPC_PLACE_H
#define IPC_PLACE_H

#include <stddef.h>
#include <sys/stat.h>

/* Store in PATH, of SIZE bytes, what VARIABLE names, else /tmp/ipcompat-OWN-
   and the uid.  Returns whether it is the own one, or -1 with errno.  */
int ipc_place_name (const char *variable, const char *own, char *path,
                    size_t size);

/* The same, of a directory.  Where that is not there it is made, for this user
   alone, whatever the umask.  Returns 0, with what it is in ST; or -1 with
   errno, EPERM if the own one is another user's, or open to one.  */
int ipc_place_find (const char *variable, const char *own, char *path,
                    size_t size, struct stat *st);

#endif
