/* signal-forms.h - signal() as different feature test macros select it.
   SPDX-License-Identifier: BSD-2-Clause

   Each is signal() itself, called from a file that was compiled with just
   that macro defined.  */

#ifndef IPC_SIGNAL_FORMS_H
#define IPC_SIGNAL_FORMS_H

void (*ipc_signal_plain (int signo, void (*handler) (int))) (int);
void (*ipc_signal_gnu (int signo, void (*handler) (int))) (int);
void (*ipc_signal_posix (int signo, void (*handler) (int))) (int);
void (*ipc_signal_xopen (int signo, void (*handler) (int))) (int);

#endif
