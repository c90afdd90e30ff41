/* helper.h - verbs of ipc_helper that have a file of their own.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_HELPER_H
#define IPC_HELPER_H

#include <stddef.h>

/* A function that takes ARGV is a verb: its arguments are the program's, the
   verb among them, and it returns the exit status.  */

/* Work until interrupted, then say so.  */
int helper_catch_zap (char **argv);

/* The program's own arguments, of which it may have to tell.  */
extern char **helper_arguments;

/* Say on standard error what failed, with errno's name; returns 1.  */
int helper_failed (const char *what);

/* Write all SIZE bytes of DATA to FD; copy FD to standard output, each piece
   as it comes, or by lines and stdio.  Interruptions do not end these.  All
   return an exit status, having said what failed.  */
int helper_put (int fd, const char *data, size_t size);
int helper_copy (int fd);
int helper_copy_lines (int fd);

/* Print bytes that a line can hold; the others as \ooo.  */
void helper_print_bytes (const char *text);

/* Print "parent: " with its pid, and "argument: " with each argument, and
   flush.  */
int helper_list (char **argv);

/* The same, and all of ARGV are arguments.  */
int helper_list_all (char **argv);

/* Start a program in each way; see list.c.  */
int helper_starters (char **argv);

/* Print a line "KEY: value" for each KEY up to NULL, and flush; returns an
   exit status.  */
int helper_inherit (const char *const *keys);

/* Let faults strike in this program, too, if there is a fault library.  */
void helper_arm_faults (void);

/* ipc_helper alarm keep|default|inherited: let a timer expire, with SIGALRM as
   it was found or at its default, or let the one expire that is set.  Returns
   an exit status, for that last one as below, 0 if nothing comes of it.  */
int helper_alarm (char **argv);
enum { HELPER_NO_ALARM = 3, HELPER_TOO_EARLY = 4 };

/* ipc_helper daemon WORD...: the page's daemon, see helper-daemon.c.  */
int helper_daemon (char **argv);

/* ipc_helper act STEP...: see act.c.  */
int helper_act (char **argv);

/* Its status when nobody reads what it writes.  */
enum { HELPER_UNWRITTEN = 5 };

/* The byte at INDEX of what its step "pattern" makes: every value, and no
   short period.  */
static inline int
helper_pattern (long index)
{
  return (int) ((index + index / 256 * 7) & 0xff);
}

/* ipc_helper sem-take, sem-give: see semaphores.c.  */
int helper_sem_take (char **argv);
int helper_sem_give (char **argv);

/* ipc_helper shm-write, shm-read: see notes.c.  */
int helper_shm_write (char **argv);
int helper_shm_read (char **argv);

/* ipc_helper spooler, status, magic, forks: see pipe-open.c.  */
int helper_spooler (char **argv);
int helper_status (char **argv);
int helper_magic (char **argv);
int helper_forks (char **argv);

/* ipc_helper number [-u]: number the lines of standard input as cat -n does,
   by stdio; with -u each answer is flushed.  */
int helper_number (char **argv);

/* ipc_helper ask STATUS: each line of standard input is a key, which is
   answered at once; exits with STATUS at the end.  */
int helper_ask (char **argv);

/* ipc_helper flood SIZE: write as many bytes to standard output, and to
   standard error, by turns.  Byte I of the output is helper_pattern (I), of
   the errors its complement.  */
int helper_flood (char **argv);

/* ipc_helper catsock, catsock-server, gateway: see catsock.c.  */
int helper_catsock (char **argv);
int helper_catsock_inet (char **argv);
int helper_catsock_server (char **argv);
int helper_gateway (char **argv);

/* ipc_helper command-server: see command-server.c.  A socket that listens at
   PORT of the loopback address, which a line "listening PORT" tells; -1 after
   saying what failed.  */
int helper_command_server (char **argv);
int helper_tcp_listen (int port, int queue, int reuse);

/* ipc_helper forking-server, tcp-clients: see forking-server.c.  */
int helper_forking_server (char **argv);
int helper_tcp_clients (char **argv);

/* ipc_helper rtime die|go-on NOW [HOST PORT]...: see rtime.c.  */
int helper_rtime (char **argv);
/* A stream connected to HOST, a name or an address as text, at the port
   SERVICE; or -1, having said what failed.  */
int helper_connect (const char *host, const char *service);

/* ipc_helper daytime, service: see stream.c; webget: see webget.c; chat: see
   chat.c.  */
int helper_daytime (char **argv);
int helper_service (char **argv);
int helper_webget (char **argv);
int helper_chat (char **argv);

/* ipc_helper udp-time NOW PORT...: see udp-time.c.  */
int helper_udp_time (char **argv);

#endif
