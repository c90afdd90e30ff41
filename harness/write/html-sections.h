/* html-sections.h - the sections of the page.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_HTML_SECTIONS_H
#define IPC_HTML_SECTIONS_H

#include <stdio.h>

#include "model/model.h"

/* The sections, in the order of the page.  */
void ipc_html_head (const struct ipc_model *m, FILE *f);
void ipc_html_header (const struct ipc_model *m, FILE *f);
void ipc_html_findings (const struct ipc_model *m, FILE *f);
void ipc_html_more_findings (const struct ipc_model *m, FILE *f);
void ipc_html_filter (const struct ipc_model *m, FILE *f);
void ipc_html_suites (const struct ipc_model *m, FILE *f);
void ipc_html_missing (const struct ipc_model *m, FILE *f);
void ipc_html_fallbacks (const struct ipc_model *m, FILE *f);
void ipc_html_probes (const struct ipc_model *m, FILE *f);
void ipc_html_product (const struct ipc_model *m, FILE *f);
void ipc_html_legend (const struct ipc_model *m, FILE *f);
void ipc_html_script (FILE *f);

/* The COUNT rows of a suite, which start at ROW, as a matrix, if it is one.  */
void ipc_html_matrix (FILE *f, const struct ipc_row *row, size_t count);

/* The fold of one behaviour.  */
void ipc_html_fold (const struct ipc_model *m, FILE *f,
                    const struct ipc_row *r);

/* "43 hold, 1 not exercised", of COUNT rows.  */
void ipc_html_counts (FILE *f, const struct ipc_row *row, size_t count);

#endif
