/* html-embed.c - a page's own style and script, and the policy for them.
   SPDX-License-Identifier: BSD-2-Clause

   Both are constant, and the page allows just these two, by their hashes:
   whatever else might slip in is not run.  */

#include <config.h>

#include "html-embed.h"

#include <string.h>

#include "base64.h"
#include "html-parts.h"
#include "sha256.h"

/* As a policy names it: BUF gets the hash of LINES, in base64.  */
static const char *
hash (const char *const *lines, char *buf, size_t size)
{
  unsigned char sum[SHA256_DIGEST_SIZE];
  struct sha256_ctx context;

  sha256_init_ctx (&context);
  for (; *lines != NULL; lines++)
    sha256_process_bytes (*lines, strlen (*lines), &context);
  sha256_finish_ctx (&context, sum);
  base64_encode ((const char *) sum, sizeof sum, buf, (idx_t) size);
  return buf;
}

void
ipc_html_lines (FILE *f, const char *const *lines)
{
  for (; *lines != NULL; lines++)
    fputs (*lines, f);
}

void
ipc_html_start (FILE *f, const char *const *style, const char *const *script)
{
  char of_style[64], of_script[64];

  ipc_html (f, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
            "<meta charset=\"utf-8\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\""
            "default-src &#39;none&#39;; style-src &#39;sha256-%s&#39;; "
            "script-src &#39;sha256-%s&#39;; base-uri &#39;none&#39;; "
            "form-action &#39;none&#39;\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, "
            "initial-scale=1\">\n"
            "<meta name=\"color-scheme\" content=\"light dark\">\n"
            "<meta name=\"referrer\" content=\"no-referrer\">\n<title>",
            hash (style, of_style, sizeof of_style),
            hash (script, of_script, sizeof of_script));
}
