/* signame.c - the names of signals, both ways.
   SPDX-License-Identifier: BSD-2-Clause

   The names are those of the macros that the compiler knew, in POSIX's
   order, the canonical one first where several share a number; names of
   real-time signals are computed, since the C library chooses their numbers
   when the program starts.  A number without a name, but within the range,
   is NUM and its digits, so that each number has a name that leads back
   to it.

   Falls short: a name that the platform's signal.h does not define is not
   known, and a kernel that has more signals than signal.h shows them as
   NUMn.  */

#include "ipcompat-signals.h"

#include <ctype.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef SIGRTMIN
# define SIGRTMIN 0
# define SIGRTMAX (-1)
#endif
#if defined NSIG
enum { LAST = NSIG - 1 };
#elif defined _NSIG
enum { LAST = _NSIG - 1 };
#else
enum { LAST = 64 };
#endif

static const struct { int signo; const char *name; } table[] =
{
#include "signame-table.h"
  { 0, NULL }
};

static int
valid (int signo)
{
  return signo > 0 && (signo <= LAST || signo <= SIGRTMAX);
}

int
ipc_fb_sig2str (int signo, char *name)
{
  int low = SIGRTMIN, high = SIGRTMAX, i;

  if (!valid (signo))
    return -1;
  for (i = 0; table[i].name != NULL; i++)
    if (table[i].signo == signo)
      {
        strcpy (name, table[i].name);
        return 0;
      }
  if (signo < low || signo > high)
    sprintf (name, "NUM%d", signo);
  else if (signo == low)
    strcpy (name, "RTMIN");
  else if (signo == high)
    strcpy (name, "RTMAX");
  else if (signo <= (low + high) / 2)
    sprintf (name, "RTMIN+%d", signo - low);
  else
    sprintf (name, "RTMAX-%d", high - signo);
  return 0;
}

/* The decimal number that is all of TEXT, or -1.  */
static int
number (const char *text)
{
  char *end;
  long n;

  if (!isdigit ((unsigned char) *text) || strlen (text) > 4)
    return -1;
  n = strtol (text, &end, 10);
  return *end == '\0' ? (int) n : -1;
}

/* BASE and SIGN times the number that is all of TEXT, if that is a real-time
   signal; else 0.  */
static int
real_time (int base, int sign, const char *text)
{
  int n = number (text);
  int signo = base + sign * n;

  return n >= 0 && signo >= SIGRTMIN && signo <= SIGRTMAX ? signo : 0;
}

static int
look_up (const char *name)
{
  int i;

  for (i = 0; table[i].name != NULL; i++)
    if (strcmp (table[i].name, name) == 0)
      return table[i].signo;
  if (strcmp (name, "RTMIN") == 0)
    return real_time (SIGRTMIN, 1, "0");
  if (strcmp (name, "RTMAX") == 0)
    return real_time (SIGRTMAX, 1, "0");
  if (strncmp (name, "RTMIN+", 6) == 0)
    return real_time (SIGRTMIN, 1, name + 6);
  if (strncmp (name, "RTMAX-", 6) == 0)
    return real_time (SIGRTMAX, -1, name + 6);
  return number (strncmp (name, "NUM", 3) == 0 ? name + 3 : name);
}

int
ipc_fb_str2sig (const char *name, int *signo)
{
  int found = look_up (name);

  if (!valid (found))
    return -1;
  *signo = found;
  return 0;
}
