/* options.h - words on the command line.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_OPTIONS_H
#define IPC_OPTIONS_H

/* Bits beyond those of the verdicts.  */
enum { IPC_DISAGREES_BIT = 16 };

/* The set of verdicts in LIST ("deviates,not-exercised"; also "disagrees"
   if DISAGREES), a bit for each.  Returns 0 after a message: no word, or
   one that is no verdict.  */
unsigned ipc_verdict_set (const char *option, const char *list,
                          int disagrees);

/* The place of WORD among WORDS, NULL at the end; -1 after a message.  */
int ipc_word_of (const char *option, const char *word,
                 const char *const *words);

/* Whether to colour what goes to standard output, for --color=MODE: 0 auto,
   1 always, 2 never.  */
int ipc_colour (int mode);

/* The columns of the terminal on standard output; 0 if it is none.  */
int ipc_width (void);

#endif
