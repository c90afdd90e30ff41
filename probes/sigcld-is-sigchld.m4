# sigcld-is-sigchld.m4 - is SIGCLD another name of SIGCHLD?
# Behaviour: dispositions.cld_alias
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SIGCLD_IS_SIGCHLD],
[IPC_PROBE([sigcld_is_sigchld],
  [whether SIGCLD is another name of SIGCHLD],
  [],
  [#ifdef SIGCLD
  return SIGCLD == SIGCHLD ? YES : NO;
#else
  ipc_word = "absent";
  return NO;
#endif])])
