/* size.c - what a message is: its type, its text, and how much of that.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
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

IPC_TEST (type_is_long)
{
  int id = messages_queue ();
  const char *wrong = count_type (id, LONG_MAX);

  if (wrong == NULL)
    wrong = count_type (id, 1);
  if (wrong == NULL)
    wrong = count_type (id, LONG_MAX - 0x01020304L);
  ipc_remove_sysv (IPC_QUEUE, id);
  ipc_observe (wrong == NULL ? "not counted" : wrong);
}

static const char *
refuses (int id, long type)
{
  if (ipc_send_message (id, type, "x", IPC_NOWAIT) == 0)
    return "sent";
  if (errno != EINVAL)
    return ipc_errno_name (errno);
  return messages_queued (id) == 0 ? NULL : "EINVAL, and sent";
}

IPC_TEST (type_invalid)
{
  static const long types[] = { 0, -1, LONG_MIN };
  int id = messages_queue (), i;
  const char *wrong = NULL;

  for (i = 0; i < 3 && wrong == NULL; i++)
    {
      wrong = refuses (id, types[i]);
      if (wrong != NULL)
        ipc_detail ("type %ld", types[i]);
    }
  ipc_remove_sysv (IPC_QUEUE, id);
  ipc_observe (wrong == NULL ? "EINVAL" : wrong);
}

/* A message of ten bytes for four, twice.  */
static const char *
cuts (int id)
{
  struct ipc_message m;
  ssize_t n;

  memset (&m, '?', sizeof m);
  if (msgrcv (id, &m, 4, 0, IPC_NOWAIT) != -1)
    return "cut without MSG_NOERROR";
  if (errno != E2BIG)
    return ipc_errno_name (errno);
  if (messages_queued (id) != 1)
    return "E2BIG, and lost";
  n = msgrcv (id, &m, 4, 0, IPC_NOWAIT | MSG_NOERROR);
  if (n == -1)
    return ipc_errno_name (errno);
  if (n != 4)
    return "MSG_NOERROR counts what is cut";
  if (memcmp (m.text, "0123?", 5) != 0)
    return "MSG_NOERROR stores another text";
  return messages_queued (id) == 0 ? NULL : "the rest stays";
}

IPC_TEST (too_big)
{
  int id = messages_queue ();
  const char *wrong;

  IPC_SETUP (ipc_send_message (id, 1, "0123456789", 0) == 0);
  wrong = cuts (id);
  ipc_remove_sysv (IPC_QUEUE, id);
  ipc_observe (wrong == NULL ? "E2BIG, then cut" : wrong);
}

IPC_TEST (zero_length)
{
  int id = messages_queue ();
  struct ipc_message m;
  const char *wrong = NULL;
  ssize_t n;

  memset (&m, '?', sizeof m);
  if (ipc_send_message (id, 3, "", IPC_NOWAIT) == -1)
    wrong = ipc_errno_name (errno);
  else if (messages_queued (id) != 1)
    wrong = "not queued";
  else if ((n = msgrcv (id, &m, sizeof m.text, 3, IPC_NOWAIT)) != 0)
    wrong = n == -1 ? ipc_errno_name (errno) : "not empty";
  else if (m.type != 3 || m.text[0] != '?')
    wrong = m.type != 3 ? "another type" : "stores a text";
  else if (messages_queued (id) != 0)
    wrong = "stays in the queue";
  ipc_remove_sysv (IPC_QUEUE, id);
  ipc_observe (wrong == NULL ? "0 bytes, received" : wrong);
}

/* Whether a message of SIZE bytes can be sent to the empty queue ID; it is
   taken back.  */
static int
fits (int id, void *message, size_t size)
{
  if (msgsnd (id, message, size, IPC_NOWAIT) == -1)
    return 0;
  IPC_SETUP (msgrcv (id, message, size, 0, IPC_NOWAIT) == (ssize_t) size);
  return 1;
}

/* The largest size below MOST that fits, found by halves.  */
static size_t
largest (int id, void *message, size_t most)
{
  size_t good = 0, bad = most;

  while (bad - good > 1)
    {
      size_t middle = good + (bad - good) / 2;

      if (fits (id, message, middle))
        good = middle;
      else
        bad = middle;
    }
  return good;
}

/* The largest message by what the host says; 0 where it says nothing, or not
   of these queues.  */
static size_t
told_limit (void)
{
  FILE *f = ipc_mapped ("sysv_messages") ? NULL
            : fopen ("/proc/sys/kernel/msgmax", "r");
  unsigned long limit = 0;

  if (f == NULL)
    return 0;
  if (fscanf (f, "%lu", &limit) != 1)
    limit = 0;
  fclose (f);
  return (size_t) limit;
}

/* No queue that holds more is known of; a limit above that is not looked
   for.  */
enum { MOST_BYTES = 16 << 20 };

IPC_TEST (limits)
{
  int id = messages_queue (), refused;
  struct msqid_ds ds;
  size_t most, queue, told = told_limit ();
  struct ipc_message *m;

  IPC_SETUP (msgctl (id, IPC_STAT, &ds) == 0);
  queue = (size_t) ds.msg_qbytes;
  if (queue > MOST_BYTES)
    {
      ipc_remove_sysv (IPC_QUEUE, id);
      ipc_not_exercised ("queues hold too much to look for their limit");
    }
  m = calloc (1, sizeof *m + queue + 1);
  IPC_SETUP (m != NULL);
  m->type = 1;
  most = largest (id, m, queue + 1);
  refused = msgsnd (id, m, most + 1, IPC_NOWAIT) == -1 ? errno : 0;
  ipc_detail ("msg_qbytes %zu, largest message %zu, told %zu", queue, most,
              told);
  if (refused != EINVAL)
    ipc_observef ("%s above %s", ipc_errno_name (refused),
                  most == queue ? "msg_qbytes" : "another size");
  else if (told != 0 && most != (told < queue ? told : queue))
    ipc_observe ("EINVAL above another size than the host tells");
  else
    ipc_observe (most < queue ? "EINVAL below msg_qbytes"
                 : "EINVAL above msg_qbytes");
  free (m);
  ipc_remove_sysv (IPC_QUEUE, id);
}
