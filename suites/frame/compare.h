/* compare.h - cases whose value is that nothing of much was wrong.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_COMPARE_H
#define IPC_COMPARE_H

/* Note that GOT is not what was WANTED; the first such thing counts.  */
void ipc_compare (const char *what, const char *got, const char *wanted);
void ipc_compare_value (const char *what, long got, long wanted);

/* What was noted, NULL if nothing; observe that, or else GOOD.  */
const char *ipc_wrong (void);
void ipc_observe_right (const char *good);

#endif
