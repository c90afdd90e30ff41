# ipc-probes.m4 - all probes, in the order in which configure asks.
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_PROBES],
[IPC_CHECK_SIGNAL_KEEPS_HANDLER
])
