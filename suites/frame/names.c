/* names.c - symbolic names, because numbers differ between platforms.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "names.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>

struct name
{
  int number;
  const char *name;
};

static const char *
look_up (const struct name *table, int number, char *buffer, size_t size)
{
  for (; table->name != NULL; table++)
    if (table->number == number)
      return table->name;
  snprintf (buffer, size, "%d", number);
  return buffer;
}

const char *
ipc_errno_name (int error)
{
  static char buffer[16];
  static const struct name table[] =
  {
    { 0, "0" },
#define NAME(e) { e, #e },
#include "errno-names.h"
#undef NAME
    { 0, NULL }
  };

  return look_up (table, error, buffer, sizeof buffer);
}

const char *
ipc_failure_name (int error)
{
  return error == ENOSYS ? "absent" : ipc_errno_name (error);
}

const char *
ipc_signal_name (int signo)
{
  static char buffer[16];
  static const struct name table[] =
  {
#define NAME(s) { s, #s },
#include "signal-names.h"
#undef NAME
    { 0, NULL }
  };

  return look_up (table, signo, buffer, sizeof buffer);
}
