/* families.c - what holds for IPv4 and for IPv6.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "frame/report.h"
#include "families.h"
#include "surroundings.h"

void
ipc_observe_families (const char *(*look) (int family))
{
  char v4[80], v6[80];

  ipc_need_loopback ();
  snprintf (v4, sizeof v4, "%s", look (AF_INET));
  if (!ipc_has_loopback6 ())
    {
      ipc_detail ("IPv4 alone: no IPv6 loopback");
      ipc_observe (v4);
      return;
    }
  snprintf (v6, sizeof v6, "%s", look (AF_INET6));
  if (strcmp (v4, v6) == 0)
    ipc_observe (v4);
  else
    ipc_observef ("IPv4: %.33s, IPv6: %.33s", v4, v6);
}
