/* encode.h - the one place where foreign bytes become text.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_ENCODE_H
#define IPC_ENCODE_H

#include <stddef.h>

#include "memory.h"

/* How much of a text a report keeps, in bytes of its encoded form.  */
enum { IPC_SHOW_VALUE = 80, IPC_SHOW_TEXT = 400 };

/* The SIZE bytes at TEXT, made printable: bytes outside 0x20..0x7e become
   \ooo, and what is longer than MAX ends in "...".  Lives as long as A.
   After this no writer meets an escape sequence, a control, a NUL, bad
   UTF-8, a line end or a bidirectional mark.  */
const char *ipc_show (struct ipc_arena *a, const char *text, size_t size,
                      size_t max);

/* Whether TEXT is 1 to MAX bytes, all of them printable ASCII.  */
int ipc_printable (const char *text, size_t size, size_t max);

#endif
