/* words.h - the words that all writers share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_WORDS_H
#define IPC_WORDS_H

#include "model/model.h"

const char *ipc_answer_name (enum ipc_answer);          /* "yes" */

/* Whether the native builds of R were both run and differ.  */
int ipc_builds_differ (const struct ipc_row *r);

/* The following write at most SIZE bytes to BUF and return BUF.

   Of R's native builds: "persists", "persists (strict: resets)"; the reason
   where there is no observation.  */
char *ipc_row_value (const struct ipc_row *r, char *buf, size_t size);

/* What each of R's native builds showed: "extended: persists, strict:
   resets".  */
char *ipc_row_builds (const struct ipc_row *r, char *buf, size_t size);

/* The documented outcomes of B: "EINTR", "persists or resets".  */
char *ipc_row_documented (const struct ipc_behaviour *b, char *buf,
                          size_t size);

/* Its sources: "perlipc "Signals"; POSIX shall (signal); met in o/r#1".  */
char *ipc_row_sources (const struct ipc_behaviour *b, char *buf,
                       size_t size);

/* Where programs met it: "owner/repo#12, other/repo#3", or "".  */
char *ipc_row_fields (const struct ipc_behaviour *b, char *buf, size_t size);

/* Its fallbacks: "kill, mkfifo", or "none".  */
char *ipc_row_fallbacks (const struct ipc_behaviour *b, char *buf,
                         size_t size);

/* Its probes and their answers: "MKFIFO: yes, PTY: no, DISAGREES", or "".  */
char *ipc_row_probes (const struct ipc_row *r, char *buf, size_t size);

/* The product in one line: "Debian 12, Linux 6.18 x86_64, ...".  */
char *ipc_product_line (const struct ipc_model *m, char *buf, size_t size);

/* The headline: "138 behaviours: 130 hold, 3 deviate, ...".  */
char *ipc_summary_line (const struct ipc_model *m, char *buf, size_t size);

#endif
