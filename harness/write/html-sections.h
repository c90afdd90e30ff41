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
void ipc_html_choices (const struct ipc_model *m, FILE *f);
void ipc_html_filter (const struct ipc_model *m, FILE *f);
void ipc_html_suites (const struct ipc_model *m, FILE *f);
void ipc_html_missing (const struct ipc_model *m, FILE *f);
void ipc_html_fallbacks (const struct ipc_model *m, FILE *f);
void ipc_html_probes (const struct ipc_model *m, FILE *f);
void ipc_html_product (const struct ipc_model *m, FILE *f);
void ipc_html_legend (const struct ipc_model *m, FILE *f);
void ipc_html_script (FILE *f);

/* The fold of R, in a suite that has the native BUILDS, a bit for each.  USUAL
   is as ipc_html_sources() wants it.  */
void ipc_html_fold (FILE *f, const struct ipc_row *r, int builds,
                    const struct ipc_source *usual);

/* The COUNT rows of a suite, which start at ROW, as a matrix, as far as they
   stand in one.  */
void ipc_html_matrix (FILE *f, const struct ipc_row *row, size_t count,
                      const struct ipc_source *usual);

/* Whether R stands in its suite's matrix.  */
int ipc_html_in_matrix (const struct ipc_row *r);

/* Sources, probes and manual of R; BEFORE comes before them, if there is any.
   Returns what comes before more.  */
const char *ipc_html_facts (FILE *f, const struct ipc_row *r,
                            const struct ipc_source *usual,
                            const char *before);

/* The same, and its fallbacks.  */
void ipc_html_about (FILE *f, const struct ipc_row *r,
                     const struct ipc_source *usual, const char *before);

/* "43 hold, 1 not exercised", of COUNT rows.  */
void ipc_html_counts (FILE *f, const struct ipc_row *row, size_t count);

#endif
