/* optional.c - the signals that only some systems have.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "names.h"

#include <signal.h>
#include <stddef.h>

#ifdef SIGEMT
# define NUMBER_OF_EMT SIGEMT
#else
# define NUMBER_OF_EMT 0
#endif
#ifdef SIGINFO
# define NUMBER_OF_INFO SIGINFO
#else
# define NUMBER_OF_INFO 0
#endif
#ifdef SIGLOST
# define NUMBER_OF_LOST SIGLOST
#else
# define NUMBER_OF_LOST 0
#endif
#ifdef SIGPOLL
# define NUMBER_OF_POLL SIGPOLL
#else
# define NUMBER_OF_POLL 0
#endif
#ifdef SIGPWR
# define NUMBER_OF_PWR SIGPWR
#else
# define NUMBER_OF_PWR 0
#endif
#ifdef SIGSTKFLT
# define NUMBER_OF_STKFLT SIGSTKFLT
#else
# define NUMBER_OF_STKFLT 0
#endif
#ifdef SIGSYS
# define NUMBER_OF_SYS SIGSYS
#else
# define NUMBER_OF_SYS 0
#endif
#ifdef SIGTHR
# define NUMBER_OF_THR SIGTHR
#else
# define NUMBER_OF_THR 0
#endif
#ifdef SIGVTALRM
# define NUMBER_OF_VTALRM SIGVTALRM
#else
# define NUMBER_OF_VTALRM 0
#endif

#define OPTIONAL(name) { #name, NUMBER_OF_##name }

const char *
ipc_optional_signal (int index, int *signo)
{
  static const struct { const char *name; int signo; } optional[] =
    {
      OPTIONAL (EMT),
      OPTIONAL (INFO),
      OPTIONAL (LOST),
      OPTIONAL (POLL),
      OPTIONAL (PWR),
      OPTIONAL (STKFLT),
      OPTIONAL (SYS),
      OPTIONAL (THR),
      OPTIONAL (VTALRM)
    };

  if (index < 0 || (size_t) index >= sizeof optional / sizeof *optional)
    return NULL;
  *signo = optional[index].signo;
  return optional[index].name;
}
