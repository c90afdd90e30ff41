# ftok-low-byte.m4 - which bits of an id does ftok() use?
# Behaviour: sysv_keys.ftok_id
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_FTOK_LOW_BYTE],
[IPC_PROBE([ftok_low_byte],
  [whether ftok takes the low 8 bits of an id, and all of them],
  [#include <sys/ipc.h>],
  [  key_t key = ftok ("/", 1);
  int bit;
  if (key == (key_t) -1)
    return UNKNOWN;
  for (bit = 1; bit < 16; bit++)
    if ((ftok ("/", 1 | 1 << bit) == key) != (bit >= 8))
      return NO;
  return YES;], [ftok])])
