/* names.c - the names of signals, from what libc has.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "names.h"

#include <ctype.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "frame/hold.h"
#include "probes.h"
#include "missing.h"
#include "nsig.h"

static const struct { int signo; const char *name; } macros[] =
{
#define NAME(s) { s, &#s[3] },
#include "frame/signal-names.h"
#include "frame/signal-aliases.h"
#undef NAME
  { 0, NULL }
};

const char *
ipc_signal_macro (int index, int *signo)
{
  *signo = macros[index].signo;
  return macros[index].name;
}

int
ipc_highest_signal (void)
{
  return SIGRTMAX > NSIG - 1 ? SIGRTMAX : NSIG - 1;
}

int
ipc_last_real_time (void)
{
  int held = ipc_hold (), signo = SIGRTMAX;
  struct sigaction sa;

  while (signo >= SIGRTMIN && signo > 0 && sigaction (signo, NULL, &sa) == -1)
    signo--;
  ipc_release (held);
  return signo >= SIGRTMIN && signo > 0 ? signo : 0;
}

int
ipc_is_reserved (int signo)
{
  int i, named;

  for (i = 0; ipc_signal_macro (i, &named) != NULL; i++)
    if (named == signo)
      return 0;
  return signo < SIGRTMIN;
}

#if IPC_PROBE_SIG2STR == 1

const char *
ipc_names_source (void)
{
  return "sig2str";
}

int
(ipc_sig2str) (int signo, char *name)
{
  return sig2str (signo, name);
}

int
(ipc_str2sig) (const char *name, int *signo)
{
  return str2sig (name, signo);
}

#else

/* BSD's table is in lower case on some systems.  */
static int
libc_name (int signo, char *name)
{
  const char *found = NULL;

# if IPC_PROBE_SIGABBREV_NP == 1
  found = sigabbrev_np (signo);
# elif IPC_PROBE_SYS_SIGNAME == 1
  if (signo > 0 && signo < NSIG)
    found = sys_signame[signo];
# else
  (void) signo;
# endif
  if (found == NULL || strlen (found) >= IPC_NAME_SIZE)
    return -1;
  do
    *name++ = (char) toupper ((unsigned char) *found);
  while (*found++ != '\0');
  return 0;
}

const char *
ipc_names_source (void)
{
# if IPC_PROBE_SIGABBREV_NP == 1
  return "sigabbrev_np";
# elif IPC_PROBE_SYS_SIGNAME == 1
  return "sys_signame";
# else
  return "absent";
# endif
}

int
(ipc_sig2str) (int signo, char *name)
{
  int low = SIGRTMIN, high = SIGRTMAX;

  if (signo < low || signo > high)
    return libc_name (signo, name);
  if (signo == low)
    strcpy (name, "RTMIN");
  else if (signo == high)
    strcpy (name, "RTMAX");
  else
    snprintf (name, IPC_NAME_SIZE, signo <= (low + high) / 2
              ? "RTMIN+%d" : "RTMAX-%d",
              signo <= (low + high) / 2 ? signo - low : high - signo);
  return 0;
}

/* RTMIN+n and RTMAX-m have two names each.  */
static int
real_time (const char *name)
{
  if (strcmp (name, "RTMIN") == 0)
    return SIGRTMIN;
  if (strcmp (name, "RTMAX") == 0)
    return SIGRTMAX;
  if (strncmp (name, "RTMIN+", 6) == 0)
    return SIGRTMIN + atoi (name + 6);
  if (strncmp (name, "RTMAX-", 6) == 0)
    return SIGRTMAX - atoi (name + 6);
  return 0;
}

int
(ipc_str2sig) (const char *name, int *signo)
{
  char candidate[IPC_NAME_SIZE];
  int n = real_time (name);

  if (n < SIGRTMIN || n <= 0 || n > SIGRTMAX)
    for (n = ipc_highest_signal (); n > 0; n--)
      if ((ipc_sig2str) (n, candidate) == 0 && strcmp (candidate, name) == 0)
        break;
  if (n <= 0)
    return -1;
  *signo = n;
  return 0;
}

#endif
