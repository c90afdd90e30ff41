# event-ports.m4 - are there event ports?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_EVENT_PORTS],
[IPC_PROBE_FUNCTION([event_ports], [port_create],
  [#include <port.h>])])
