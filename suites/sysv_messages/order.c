/* order.c - which message comes first.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <stddef.h>

#include "sysv_messages.h"

#define COUNT(array) ((int) (sizeof (array) / sizeof *(array)))

/* Have N_TURNS sent; the N TYPES asked for are to give TEXTS, which is
   RIGHT.  */
static void
see_order (const struct turn *turns, int n_turns, const long *types,
           const char *const *texts, int n, const char *right)
{
  int id = messages_queue ();
  const char *wrong;

  messages_send (id, turns, n_turns);
  wrong = messages_differ (id, types, texts, n);
  ipc_remove_sysv (IPC_QUEUE, id);
  ipc_observe (wrong == NULL ? right : wrong);
}

IPC_TEST (type_zero_fifo)
{
  static const struct turn turns[] =
    {
      { 0, 5, "first" }, { 0, 1, "second" }, { 1, 4, "third" },
      { 0, 2, "fourth" }, { 1, 3, "fifth" }, { 1, 1, "sixth" },
      { 1, 9, "seventh" }, { 0, 5, "eighth" }, { 1, 5, "ninth" }
    };
  static const long types[COUNT (turns)] = { 0 };
  const char *texts[COUNT (turns)];
  int i;

  for (i = 0; i < COUNT (turns); i++)
    texts[i] = turns[i].text;
  see_order (turns, COUNT (turns), types, texts, COUNT (turns), "in order");
}

IPC_TEST (type_positive)
{
  static const struct turn turns[] =
    {
      { 1, 0x10003, "many" }, { 0, 3, "three.1" }, { 1, 5, "five.1" },
      { 1, 3, "three.2" }, { 0, 5, "five.2" }, { 0, 4, "four.1" },
      { 1, 5, "five.3" }
    };
  static const long types[] = { 5, 3, 6, 4, 5, 3, 3, 5, 0x10003 };
  static const char *const texts[] =
    {
      "five.1", "three.1", "ENOMSG", "four.1", "five.2", "three.2", "ENOMSG",
      "five.3", "many"
    };

  see_order (turns, COUNT (turns), types, texts, COUNT (types),
             "first of the type");
}

IPC_TEST (type_negative)
{
  static const struct turn turns[] =
    {
      { 0, 9, "nine" }, { 1, 8, "eight.1" }, { 1, 4, "four.1" },
      { 0, 7, "seven" }, { 1, 4, "four.2" }, { 0, 8, "eight.2" }
    };
  static const long types[] = { -8, -4, -4, -8, -7, -8, -8, -8, 0 };
  static const char *const texts[] =
    {
      "four.1", "four.2", "ENOMSG", "seven", "ENOMSG", "eight.1", "eight.2",
      "ENOMSG", "nine"
    };

  see_order (turns, COUNT (turns), types, texts, COUNT (types),
             "lowest type first");
}
