/* stdio-tcp.h - streams on connections.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_STDIO_TCP_H
#define IPC_FAULTS_STDIO_TCP_H

#include <stdio.h>

/* fputs().  */
int ipc_fault_tcp_fputs (const char *text, FILE *stream);

/* fgets().  */
char *ipc_fault_tcp_fgets (char *line, int size, FILE *stream);

/* What comes of fgets(), which has read LINE, of SIZE bytes.  */
char *ipc_fault_tcp_line (char *line, int size, FILE *stream);

#endif
