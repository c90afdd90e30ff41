/* facts.c - what else a process leaves changed.
   SPDX-License-Identifier: BSD-2-Clause  */

/* Or readdir() fails for want of bits where a kernel of 64 hands out the
   positions: in programs of 32 that are emulated.  */
#undef _FILE_OFFSET_BITS
#define _FILE_OFFSET_BITS 64

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "frame/hold.h"
#include "frame/report.h"
#include "leaks.h"
#include "rlimits.h"
#include "nsig.h"

static int
count_files (void)
{
  DIR *d = opendir (".");
  int n = 0;

  IPC_SETUP (d != NULL);
  errno = 0;
  while (readdir (d) != NULL)
    n++;
  IPC_SETUP (errno == 0);
  closedir (d);
  return n;
}

void
ipc_facts_note (struct ipc_facts *facts)
{
  int held = ipc_hold ();
  struct sigaction sa;
  int signo;

  IPC_SETUP (sigprocmask (SIG_BLOCK, NULL, &facts->mask) == 0);
  sigemptyset (&facts->not_default);
  for (signo = 1; signo < NSIG; signo++)
    if (sigaction (signo, NULL, &sa) == 0 && sa.sa_handler != SIG_DFL)
      sigaddset (&facts->not_default, signo);
  facts->descriptors = ipc_count_descriptors ();
  facts->files = count_files ();
  ipc_release (held);
}

/* memcmp() would compare padding, too.  */
static int
same_set (const sigset_t *a, const sigset_t *b)
{
  int signo;

  for (signo = 1; signo < NSIG; signo++)
    if ((sigismember (a, signo) == 1) != (sigismember (b, signo) == 1))
      return 0;
  return 1;
}

int
ipc_facts_changed (const struct ipc_facts *before, char *text, size_t size)
{
  struct ipc_facts now;
  size_t skip;

  ipc_facts_note (&now);
  snprintf (text, size, "%s%s%s%s",
            same_set (&before->mask, &now.mask) ? "" : ", a signal mask",
            same_set (&before->not_default, &now.not_default)
            ? "" : ", a disposition",
            before->descriptors == now.descriptors ? "" : ", a descriptor",
            before->files == now.files ? "" : ", a file");
  skip = text[0] == ',' ? 2 : 0;
  memmove (text, text + skip, strlen (text) + 1 - skip);
  return text[0] != '\0';
}
