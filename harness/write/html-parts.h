/* html-parts.h - what the sections of the page are written with.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_HTML_PARTS_H
#define IPC_HTML_PARTS_H

#include <stdio.h>

#include "model/words.h"

#if defined __GNUC__
# define IPC_HTML_FORMAT __attribute__ ((__format__ (__printf__, 2, 3)))
#else
# define IPC_HTML_FORMAT
#endif

/* Write FORMAT, which is markup, to F.  It knows %s, %d and %% only.  What
   %s stands for is escaped, always, for text and for quoted attributes:
   there is no way to write a string of the model as markup.  */
void ipc_html (FILE *f, const char *format, ...) IPC_HTML_FORMAT;

/* The class of a verdict: what the style sheet and the script go by.  */
const char *ipc_html_class (enum ipc_verdict v);

/* "<b>holds</b>", as the style sheet wants it.  */
void ipc_html_verdict (FILE *f, enum ipc_verdict v);

/* A link to the fold of B.  */
void ipc_html_link (FILE *f, const struct ipc_behaviour *b);

/* The probes of R and their answers; a link where the page has the probe.
   Nothing if R has none.  */
void ipc_html_probe (const struct ipc_model *m, FILE *f,
                     const struct ipc_row *r);

/* Where the claim of B comes from, as a sentence.  */
void ipc_html_sources (FILE *f, const struct ipc_behaviour *b);

/* The names of B's fallbacks, as links.  */
void ipc_html_fallback_links (FILE *f, const struct ipc_behaviour *b);

/* The documented outcomes of B: "<samp>a</samp> or <samp>b</samp>".  */
void ipc_html_documented (FILE *f, const struct ipc_behaviour *b);

#endif
