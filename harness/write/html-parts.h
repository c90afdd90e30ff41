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
   there is no way to write a string of the model as markup.  An attribute
   without quotes is for what is of letters, digits, "_" and "." by its making:
   ids, names of suites and probes.  */
void ipc_html (FILE *f, const char *format, ...) IPC_HTML_FORMAT;

/* Write C, escaped likewise.  */
void ipc_html_char (FILE *f, char c);

/* The class of a verdict: what the style sheet and the script go by.  */
const char *ipc_html_class (enum ipc_verdict v);

/* "<b class=h>holds</b>", as the style sheet wants it.  */
void ipc_html_verdict (FILE *f, enum ipc_verdict v);

/* A link to the fold of B.  */
void ipc_html_link (FILE *f, const struct ipc_behaviour *b);

/* The probes of R and their answers, as sentences; nothing if R has none.  */
void ipc_html_probe (FILE *f, const struct ipc_row *r);

/* BEFORE, and where the claim of B comes from, with no final stop; without what
   it has in common with USUAL, which may be NULL, and where POSIX is silent.
   Returns what is to come before what follows.  */
const char *ipc_html_sources (FILE *f, const struct ipc_behaviour *b,
                              const struct ipc_source *usual,
                              const char *before);

/* Whether A and B are the same source.  */
int ipc_html_same_source (const struct ipc_source *a,
                          const struct ipc_source *b);

/* BEFORE, and what is known elsewhere of what R shows, as a link.  Returns
   whether anything is.  */
int ipc_html_bug (FILE *f, const struct ipc_row *r, const char *before);

/* The names of B's fallbacks, as links.  */
void ipc_html_fallback_links (FILE *f, const struct ipc_behaviour *b);

/* The documented outcomes of B: "<samp>a</samp> or <samp>b</samp>".  */
void ipc_html_documented (FILE *f, const struct ipc_behaviour *b);

#endif
