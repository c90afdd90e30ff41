/* text-sections.h - the sections of the text report.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_TEXT_SECTIONS_H
#define IPC_TEXT_SECTIONS_H

#include "text-line.h"

/* What deviates, is not there or contradicts its manual, by its cause.  */
void ipc_text_findings (const struct ipc_text *t);

void ipc_text_fallbacks (const struct ipc_text *t);
void ipc_text_disagreements (const struct ipc_text *t);
void ipc_text_reasons (const struct ipc_text *t, enum ipc_verdict v,
                       const char *heading);
void ipc_text_differ (const struct ipc_text *t);
void ipc_text_choices (const struct ipc_text *t);
void ipc_text_not_testable (const struct ipc_text *t);
void ipc_text_unknown (const struct ipc_text *t);
void ipc_text_holding (const struct ipc_text *t);

#endif
