/* html-embed.h - a page's own style and script, and the policy for them.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_HTML_EMBED_H
#define IPC_HTML_EMBED_H

#include <stdio.h>

/* Write a page's start, up to its title's text: it allows just the style and
   the script that consist of these lines, which end with NULL.  */
void ipc_html_start (FILE *f, const char *const *style,
                     const char *const *script);

/* Write LINES as they are, which are ours.  */
void ipc_html_lines (FILE *f, const char *const *lines);

#endif
