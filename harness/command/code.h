/* code.h - what to paste into a program, and text in lines.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_CODE_H
#define IPC_CODE_H

#include "catalogue.h"

/* Print TEXT in lines of 79 columns, each INDENT blanks in.  A word that is
   longer than a line, such as an address, stays whole.  */
void ipc_print_wrapped (const char *text, int indent);

/* Likewise, but the first line begins with HEAD.  */
void ipc_print_item (const char *head, const char *text, int indent);

/* Print what a program that uses F contains, and how it is built.  */
void ipc_print_code (const struct ipc_fallback *f);

/* Print each cause of what the behaviour ID shows somewhere, and the form of
   the program that does not mind.  */
void ipc_print_causes (const char *id);

#endif
