/* fifo_socket_test.c - FIFOs by a broker.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "probed.h"

#include <pthread.h>
#include <string.h>

#include "child-kit.h"
#include "fifo-kit.h"

CASE (meets)
{
  struct reading r;
  int fd, second, before = open_fds (), i;

  (void) tc;
  make ("fifo");
  ATF_CHECK_EQ (before, open_fds ());
  for (i = 0; i < 3; i++)
    {
      start_reading (&r, "fifo");
      fd = ipc_fifo_open ("fifo", O_WRONLY);
      ATF_REQUIRE (fd != -1 && (fcntl (fd, F_GETFD) & FD_CLOEXEC));
      second = ipc_fifo_open ("fifo", O_WRONLY | O_NONBLOCK);
      ATF_REQUIRE (second != -1 && (fcntl (second, F_GETFL) & O_NONBLOCK));
      ATF_REQUIRE (write (fd, "one", 3) == 3);
      close (fd);
      ATF_REQUIRE (write (second, "two", 3) == 3);
      close (second);
      ATF_REQUIRE (pthread_join (r.thread, NULL) == 0);
      ATF_CHECK_MSG (strcmp ("onetwo", r.text) == 0
                     || strcmp ("twoone", r.text) == 0, "%s", r.text);
    }
  remove_it ("fifo");
  ATF_CHECK_EQ (before, open_fds ());
}

CASE (last_reader)
{
  int reader, writer;

  (void) tc;
  make ("fifo");
  ATF_REQUIRE (signal (SIGPIPE, count) != SIG_ERR);
  ATF_CHECK_ERRNO (ENXIO, ipc_fifo_open ("fifo", O_WRONLY | O_NONBLOCK) == -1);
  reader = ipc_fifo_open ("fifo", O_RDONLY | O_NONBLOCK);
  writer = ipc_fifo_open ("fifo", O_WRONLY);
  ATF_REQUIRE (reader != -1 && writer != -1);
  close (reader);
  /* The broker sees to that when it runs.  */
  while (write (writer, "x", 1) == 1)
    continue;
  ATF_CHECK (errno == EPIPE || errno == ECONNRESET);
  ATF_CHECK_ERRNO (EPIPE, write (writer, "x", 1) == -1);
  ATF_CHECK (handled > 0);
  ATF_CHECK_ERRNO (ENXIO, ipc_fifo_open ("fifo", O_WRONLY | O_NONBLOCK) == -1);
  /* The next reader is not the last one's.  */
  close (writer);
  reader = ipc_fifo_open ("fifo", O_RDONLY | O_NONBLOCK);
  writer = ipc_fifo_open ("fifo", O_WRONLY | O_NONBLOCK);
  ATF_CHECK (reader != -1 && writer != -1);
  ATF_CHECK_ERRNO (EAGAIN, read (reader, &(char) { 0 }, 1) == -1);
  remove_it ("fifo");
}

ATF_TC_WITHOUT_HEAD (in_its_place);
ATF_TC_BODY (in_its_place, tc)
{
  char longest[200];
  struct stat st;
  int fd = open ("file", O_WRONLY | O_CREAT, 0600);

  (void) tc;
  ATF_REQUIRE (fd != -1 && write (fd, "precious", 8) == 8);
  ATF_REQUIRE (symlink ("made", "dangling") == 0);
  ATF_CHECK_ERRNO (EEXIST, ipc_fifo_make ("file", 0600) == -1);
  ATF_CHECK_ERRNO (EEXIST, ipc_fifo_make ("dangling", 0600) == -1);
  ATF_CHECK_ERRNO (ENOENT, lstat ("made", &st) == -1);
  ATF_CHECK_ERRNO (ENOENT, ipc_fifo_make ("no/fifo", 0600) == -1);
  memset (longest, 'n', sizeof longest - 1);
  longest[sizeof longest - 1] = '\0';
  ATF_CHECK_ERRNO (ENAMETOOLONG, ipc_fifo_make (longest, 0600) == -1);
  ATF_CHECK_ERRNO (ENXIO, ipc_fifo_open ("file", O_RDONLY) == -1);
  ATF_CHECK_ERRNO (ENOENT, ipc_fifo_open ("none", O_RDONLY) == -1);
  ATF_CHECK_ERRNO (ENOSYS, ipc_fifo_open ("none", O_RDWR) == -1);
  ATF_CHECK (fstat (fd, &st) == 0 && st.st_size == 8);
}

static mode_t
mode_of (const char *name)
{
  struct stat st;

  ATF_REQUIRE (lstat (name, &st) == 0);
  return st.st_mode & 07777;
}

static int
open_as_other (void)
{
  /* There is no other one here.  */
  if (setgid (12) == -1 || setuid (11) == -1)
    return 0;
  if (ipc_fifo_open ("own", O_WRONLY) != -1 || errno != EACCES)
    return 3;
  /* It may use this one, and not end it.  */
  if (ipc_fifo_remove ("all") != -1 || errno != EPERM)
    return 4;
  return ipc_fifo_open ("all", O_RDONLY | O_NONBLOCK) == -1 ? 5 : 0;
}

ATF_TC_WITHOUT_HEAD (modes);
ATF_TC_BODY (modes, tc)
{
  static const struct { mode_t mode, mask, made; } tries[] = {
    { 0600, 0, 0600 }, { 0666, 0, 0666 }, { 0666, 022, 0600 },
    { 0644, 0, 0600 }, { 0660, 027, 0600 }, { 0222, 0, 0 }
  };
  size_t i;

  (void) tc;
  for (i = 0; i < sizeof tries / sizeof *tries; i++)
    {
      umask (tries[i].mask);
      ATF_REQUIRE (ipc_fifo_make ("fifo", tries[i].mode) == 0);
      ATF_CHECK_EQ (tries[i].mask, umask (0));
      ATF_CHECK_EQ (tries[i].made, mode_of ("fifo"));
      if (tries[i].made != 0 || getuid () == 0)
        remove_it ("fifo");
      unlink ("fifo");
    }
  ATF_REQUIRE (ipc_fifo_make ("own", 0600) == 0
               && ipc_fifo_make ("all", 0666) == 0);
  if (getuid () == 0)
    {
      ATF_REQUIRE (chmod (".", 0755) == 0);
      check_in_child (open_as_other);
    }
  remove_it ("own");
  remove_it ("all");
}

/* Records of two writers stay whole.  */
enum { RECORD = 3001, RECORDS = 500 };

static void *
write_records (void *arg)
{
  char record[RECORD];
  int i, fd = ipc_fifo_open ("fifo", O_WRONLY);

  memset (record, *(char *) arg, sizeof record);
  for (i = 0; i < RECORDS; i++)
    if (write (fd, record, RECORD) != RECORD)
      return arg;
  close (fd);
  return NULL;
}

CASE (whole_records)
{
  char names[] = "abcd", record[RECORD];
  pthread_t thread[4];
  int i, fd, held, n[4] = { 0, 0, 0, 0 };
  void *wrong;

  (void) tc;
  make ("fifo");
  fd = ipc_fifo_open ("fifo", O_RDONLY | O_NONBLOCK);
  ATF_REQUIRE (fd != -1 && fcntl (fd, F_SETFL, 0) == 0);
  /* A thread may have ended before another one opens it.  */
  held = ipc_fifo_open ("fifo", O_WRONLY);
  ATF_REQUIRE (held != -1);
  for (i = 0; i < 4; i++)
    ATF_REQUIRE (pthread_create (&thread[i], NULL, write_records, names + i)
                 == 0);
  for (i = 0; i < 4 * RECORDS; i++)
    {
      ATF_REQUIRE_EQ (RECORD, recv (fd, record, RECORD, MSG_WAITALL));
      ATF_REQUIRE (memchr (names, record[0], 4) != NULL);
      ATF_REQUIRE (memcmp (record, record + 1, RECORD - 1) == 0);
      n[record[0] - 'a']++;
    }
  for (i = 0; i < 4; i++)
    ATF_CHECK (pthread_join (thread[i], &wrong) == 0 && wrong == NULL
               && n[i] == RECORDS);
  close (held);
  ATF_CHECK_EQ (0, read (fd, record, 1));
  remove_it ("fifo");
}

/* The same of queues that hold more than the broker takes at once.  */
CASE (full_queues)
{
  char record[RECORD];
  int i, reader, writer[2], round;

  (void) tc;
  make ("fifo");
  reader = ipc_fifo_open ("fifo", O_RDONLY | O_NONBLOCK);
  ATF_REQUIRE (reader != -1 && fcntl (reader, F_SETFL, 0) == 0);
  for (i = 0; i < 2; i++)
    writer[i] = ipc_fifo_open ("fifo", O_WRONLY | O_NONBLOCK);
  ATF_REQUIRE (writer[0] != -1 && writer[1] != -1);
  for (round = 0; round < 3000; round++)
    {
      for (i = 0; i < 2; i++)
        {
          memset (record, 'a' + i, sizeof record);
          while (write (writer[i], record, RECORD) == RECORD)
            continue;
        }
      ATF_REQUIRE_EQ (RECORD, recv (reader, record, RECORD, MSG_WAITALL));
      ATF_REQUIRE (memcmp (record, record + 1, RECORD - 1) == 0);
    }
  remove_it ("fifo");
}

CASE (many_in_a_row)
{
  int i, reader, writer, before = next_fd ();
  char byte;

  (void) tc;
  make ("fifo");
  for (i = 0; i < 20000; i++)
    {
      reader = ipc_fifo_open ("fifo", O_RDONLY | O_NONBLOCK);
      writer = ipc_fifo_open ("fifo", O_WRONLY);
      ATF_REQUIRE (reader != -1 && writer != -1);
      fcntl (reader, F_SETFL, 0);
      ATF_REQUIRE (write (writer, "x", 1) == 1);
      close (writer);
      ATF_REQUIRE (read (reader, &byte, 1) == 1 && byte == 'x'
                   && read (reader, &byte, 1) == 0);
      close (reader);
    }
  ATF_CHECK_EQ (before, next_fd ());
  remove_it ("fifo");
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, meets);
  ATF_TP_ADD_TC (tp, last_reader);
  ATF_TP_ADD_TC (tp, in_its_place);
  ATF_TP_ADD_TC (tp, modes);
  ATF_TP_ADD_TC (tp, whole_records);
  ATF_TP_ADD_TC (tp, full_queues);
  ATF_TP_ADD_TC (tp, many_in_a_row);
  return atf_no_error ();
}
