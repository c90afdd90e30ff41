/* size.c - what a message is: its type, its text, and how much of that.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>

#include "sysv_messages.h"

/* Of a queue that is removed: NULL, or what it does.  */
static const char *
works_on (int id)
{
  struct msqid_ds ds;

  if (msgctl (id, IPC_RMID, NULL) == -1)
    return "cannot be removed";
  return msgctl (id, IPC_STAT, &ds) == -1 && errno == EINVAL ? NULL
         : "is there when it is removed";
}

/* Send bytes that begin with 240, to and past 0, in a message as large as the
   queue takes, to twice 4096, and receive them: NULL, or what is wrong.  */
static const char *
carries_all (int id)
{
  enum { MOST = 8192 };
  struct { long type; char text[MOST]; } m;
  size_t size, i;
  ssize_t n;

  m.type = 1;
  for (i = 0; i < MOST; i++)
    m.text[i] = (char) (240 + i + i / 256);
  for (size = MOST; msgsnd (id, &m, size, IPC_NOWAIT) == -1; size /= 2)
    if (size == 32)
      return "no message of 32 bytes is sent";
  memset (m.text, '?', sizeof m.text);
  n = msgrcv (id, &m, sizeof m.text, 0, IPC_NOWAIT);
  if (n != (ssize_t) size)
    return n == -1 ? ipc_errno_name (errno) : "another size";
  for (i = 0; i < size; i++)
    if (m.text[i] != (char) (240 + i + i / 256))
      return "another byte";
  return NULL;
}

/* As the page has it: type 1234, whichever comes first.  */
IPC_TEST (roundtrip)
{
  int id = messages_queue ();
  struct ipc_message m;
  const char *wrong = NULL;
  ssize_t n;

  IPC_SETUP (ipc_send_message (id, 1234, "message", 0) == 0);
  memset (&m, '?', sizeof m);
  n = msgrcv (id, &m, sizeof m.text, 0, IPC_NOWAIT);
  if (n != 7 || memcmp (m.text, "message", 7) != 0)
    wrong = n == -1 ? ipc_errno_name (errno) : "another text";
  else if (m.type != 1234)
    wrong = "another type";
  else if (strcmp (ipc_got_message (id, 0, IPC_NOWAIT), "ENOMSG") != 0)
    wrong = "received twice";
  else
    wrong = carries_all (id);
  if (wrong == NULL)
    wrong = works_on (id);
  ipc_remove_sysv (IPC_QUEUE, id);
  ipc_observe (wrong == NULL ? "received whole" : wrong);
}

/* What is behind the text in the receiver's memory stays as it was; and all
   bits of the type come through.  */
static const char *
count_type (int id, long type)
{
  struct ipc_message m;
  ssize_t n;
  size_t i;

  if (ipc_send_message (id, type, "1234567", 0) == -1)
    return ipc_errno_name (errno);
  memset (&m, '?', sizeof m);
  n = msgrcv (id, &m, 7, 0, IPC_NOWAIT);
  if (n == -1)
    return ipc_errno_name (errno);
  if (n != 7)
    return n == 7 + (ssize_t) sizeof m.type ? "counted" : "another size";
  if (m.type != type)
    return "not a whole long";
  if (memcmp (m.text, "1234567", 7) != 0)
    return "another text";
  for (i = 7; i < sizeof m.text; i++)
    if (m.text[i] != '?')
      return "stores more";
  return NULL;
}

/* A type is looked for by all bits, too: LOW is not HIGH, which has the same
   lower ones.  */
static const char *
find_type (int id)
{
  static const long high = LONG_MAX / 2 + 1 + 5, low = 5;
  const long types[] = { low, -low, high };
  static const char *const texts[] = { "low", "ENOMSG", "high" };

  if (ipc_send_message (id, high, "high", IPC_NOWAIT) == -1
      || ipc_send_message (id, low, "low", IPC_NOWAIT) == -1)
    return ipc_errno_name (errno);
  return messages_differ (id, types, texts, 3);
}

IPC_TEST (type_is_long)
{
  int id = messages_queue ();
  const char *wrong = count_type (id, LONG_MAX);

  if (wrong == NULL)
    wrong = count_type (id, 1);
  if (wrong == NULL)
    wrong = count_type (id, LONG_MAX - 0x01020304L);
  if (wrong == NULL)
    wrong = find_type (id);
  ipc_remove_sysv (IPC_QUEUE, id);
  ipc_observe (wrong == NULL ? "not counted" : wrong);
}

static const char *
refuses (int id, long type, const char *text)
{
  if (ipc_send_message (id, type, text, IPC_NOWAIT) == 0)
    return "sent";
  if (errno != EINVAL)
    return ipc_errno_name (errno);
  return messages_queued (id) == 0 ? NULL : "EINVAL, and sent";
}

IPC_TEST (type_invalid)
{
  /* The lower half of the last one is above 0.  */
  static const long types[] = { 0, -1, LONG_MIN, LONG_MIN + 5 };
  int id = messages_queue (), i;
  const char *wrong = NULL;

  for (i = 0; i < 4 && wrong == NULL; i++)
    {
      wrong = refuses (id, types[i], "x");
      if (wrong == NULL)
        wrong = refuses (id, types[i], "");
      if (wrong != NULL)
        ipc_detail ("type %ld", types[i]);
    }
  ipc_remove_sysv (IPC_QUEUE, id);
  ipc_observe (wrong == NULL ? "EINVAL" : wrong);
}

/* The first of two messages, of ten bytes, is received by none that has room
   for SIZE of them.  */
static const char *
stays (int id, size_t size)
{
  struct ipc_message m;

  if (msgrcv (id, &m, size, 0, IPC_NOWAIT) != -1)
    return "cut without MSG_NOERROR";
  if (errno != E2BIG)
    return ipc_errno_name (errno);
  return messages_queued (id) == 2 ? NULL : "E2BIG, and lost";
}

/* It is cut where that is asked for.  */
static const char *
cuts (int id)
{
  struct ipc_message m;
  ssize_t n;

  memset (&m, '?', sizeof m);
  n = msgrcv (id, &m, 4, 0, IPC_NOWAIT | MSG_NOERROR);
  if (n == -1)
    return ipc_errno_name (errno);
  if (n != 4)
    return "MSG_NOERROR counts what is cut";
  if (memcmp (m.text, "0123?", 5) != 0 || m.type != 7)
    return "MSG_NOERROR stores another message";
  return messages_queued (id) == 1 ? NULL : "the rest stays";
}

/* What has been too big comes before what was sent later, all of it.  */
static const char *
is_whole (int id)
{
  static const long types[] = { 0, 0 };
  static const char *const texts[] = { "0123456789", "later" };

  if (strcmp (ipc_got_message (id, 0, IPC_NOWAIT), "whole") != 0)
    return "E2BIG changes the order";
  IPC_SETUP (ipc_send_message (id, 7, texts[0], IPC_NOWAIT) == 0
             && ipc_send_message (id, 8, texts[1], IPC_NOWAIT) == 0);
  return stays (id, 4) != NULL ? "cut the second time"
         : messages_differ (id, types, texts, 2);
}

IPC_TEST (too_big)
{
  int id = messages_queue ();
  const char *wrong;

  IPC_SETUP (ipc_send_message (id, 7, "0123456789", 0) == 0
             && ipc_send_message (id, 8, "whole", 0) == 0);
  wrong = stays (id, 4);
  if (wrong == NULL)
    wrong = stays (id, 9);
  if (wrong == NULL)
    wrong = cuts (id);
  if (wrong == NULL)
    wrong = is_whole (id);
  ipc_remove_sysv (IPC_QUEUE, id);
  ipc_observe (wrong == NULL ? "E2BIG, then cut" : wrong);
}

/* Receive a message of type 3 without a text, with room for SIZE bytes; LEFT
   are to be left then.  */
static const char *
get_empty (int id, size_t size, long left)
{
  struct ipc_message m;
  ssize_t n;

  memset (&m, '?', sizeof m);
  n = msgrcv (id, &m, size, 3, IPC_NOWAIT);
  if (n != 0)
    return n == -1 ? ipc_errno_name (errno) : "not empty";
  if (m.type != 3 || m.text[0] != '?')
    return m.type != 3 ? "another type" : "stores a text";
  return messages_queued (id) == left ? NULL : "stays in the queue";
}

IPC_TEST (zero_length)
{
  int id = messages_queue ();
  const char *wrong = NULL;

  if (ipc_send_message (id, 3, "", IPC_NOWAIT) == -1
      || ipc_send_message (id, 3, "", IPC_NOWAIT) == -1)
    wrong = ipc_errno_name (errno);
  else if (messages_queued (id) != 2)
    wrong = "not queued";
  else
    wrong = get_empty (id, IPC_MESSAGE_SIZE, 1);
  if (wrong == NULL)
    wrong = get_empty (id, 0, 0);
  ipc_remove_sysv (IPC_QUEUE, id);
  ipc_observe (wrong == NULL ? "0 bytes, received" : wrong);
}
