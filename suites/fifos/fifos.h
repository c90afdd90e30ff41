/* fifos.h - FIFOs and processes that use them, for the suite's bodies.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FIFOS_H
#define IPC_FIFOS_H

#include <stddef.h>
#include <sys/types.h>

#include "instruments/child.h"

/* Make the FIFO NAME, mode 0600.  Where there is no mkfifo() observes
   "absent" and returns 0.  */
int fifo_made (const char *name);

/* open() that must succeed: NAME is a FIFO and FLAGS, or the other end being
   open, are such that it cannot block.  */
int fifo_end (const char *name, int flags);

/* A pair of ends: ENDS[0], non-blocking, to read and ENDS[1] to write.  */
void fifo_ends (const char *name, int ends[2]);

/* Start a process that opens NAME and is then at the caller's service.  It
   has no use for the caller's ends: start it before they are opened.  End
   it by fifo_user_quit(), or by ipc_end() if it did not come back.  */
struct ipc_child fifo_user (const char *name, int flags);
void fifo_user_quit (struct ipc_child *user);

/* What became of its open(): "opens", "blocks" or an errno name.  After
   "blocks" it may be asked again.  */
const char *fifo_user_open (struct ipc_child *user);

/* The same when another process has the other end open: "blocks" if it blocks
   in spite of that.  */
const char *fifo_user_meets (struct ipc_child *user);

/* Wait until it has opened; broken if it could not.  */
void fifo_user_opened (struct ipc_child *user);

/* Let it write TEXT; returns what write() did, errno included.  */
ssize_t fifo_user_write (struct ipc_child *user, const char *text);

/* Let it close its end.  */
void fifo_user_close (struct ipc_child *user);

/* Let it start a read() of up to 100 bytes; what became of that: the text,
   "" at the end of file, "blocks" or an errno name.  Static storage.  */
void fifo_user_start_read (struct ipc_child *user);
const char *fifo_user_read (struct ipc_child *user);

/* The same when what it waits for is there: "blocks" if it blocks in spite
   of that.  */
const char *fifo_user_reads (struct ipc_child *user);

/* read() of up to SIZE (at most 100) bytes from FD; the same answers.  FD
   is non-blocking, or has something to read; "blocks" if it forgets that.  */
const char *fifo_read (int fd, size_t size);

/* What the other end has done is to be seen at FD: where a process stands
   between them, wait for that.  */
void fifo_settle (int fd);

/* Read FD to its end; TEXT, of SIZE bytes, gets what came and a null.  */
void fifo_read_all (int fd, char *text, size_t size);

/* write() that must take all of TEXT.  */
void fifo_write (int fd, const char *text);

/* Create NAME, a file with the contents TEXT.  */
void fifo_plain_file (const char *name, const char *text);

/* For a child of the case: become a user other than root.  The parent must
   have called fifo_need_plain_user() first, which ends the case as not
   exercised where there is none.  */
void fifo_need_plain_user (void);
void fifo_plain_user (void);

/* Find COMMAND in the standard path, else in the places of old; BUFFER of
   SIZE bytes gets its absolute name.  Returns 0 if it is nowhere, 1 if it
   is in the standard path, 2 elsewhere.  */
int fifo_command (const char *command, char *buffer, size_t size);

#endif
