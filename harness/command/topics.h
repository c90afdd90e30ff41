/* topics.h - what is not one behaviour, explained.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_TOPICS_H
#define IPC_TOPICS_H

/* Explain WORD on standard output: a suite, a fallback, or a call such as
   "poll" or "signal(2)".  Returns whether it is one of them.  */
int ipc_explain_topic (const char *word);

/* Say on standard error which names WORD may have been meant for, if any is
   near enough.  */
void ipc_suggest (const char *word);

#endif
