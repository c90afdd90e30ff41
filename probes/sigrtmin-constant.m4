# sigrtmin-constant.m4 - is SIGRTMIN a constant?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SIGRTMIN_CONSTANT],
[IPC_PROBE_HAVE([sigrtmin_constant], [whether SIGRTMIN is a constant],
  [#include <signal.h>
static int numbers@<:@SIGRTMIN@:>@;],
  [numbers@<:@0@:>@ = 1;
  return numbers@<:@0@:>@ == 0;])])
