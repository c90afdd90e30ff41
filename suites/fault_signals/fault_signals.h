/* fault_signals.h - faults on purpose, and handlers for them.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULT_SIGNALS_H
#define IPC_FAULT_SIGNALS_H

/* The page behind the only one that a mapped file has; a page that nobody
   may touch.  */
volatile char *page_past_end (void);
volatile char *page_without_access (void);

/* Write to where nothing is.  */
void write_nowhere (void);

/* Have HANDLER for both signals that a stray access may raise.  */
void handle_faults (void (*handler) (int));

/* The same by the scheme that defers signals, which makes an exception of
   these; the fallback build has the fallback's functions instead.  */
int (defer_install) (int signo, void (*callback) (int), int immediate);
int (defer_dispatch) (void);

#endif
