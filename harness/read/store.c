/* store.c - Kyua's results file (schema version 3), read.
   SPDX-License-Identifier: BSD-2-Clause

   The store also holds the environment of the run; it is never looked at.  */

#include <config.h>

#include "store.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/message.h"

enum { SCHEMA_VERSION = 3, TABLES = 7 };

/* In the order of the columns that column_text and so on are asked for.  */
static const char query[] =
  "SELECT p.relative_path, c.name,"
  " (SELECT property_value FROM metadatas WHERE metadata_id = c.metadata_id"
  "  AND property_name = 'custom.behaviour'),"
  " r.result_type, r.result_reason, r.start_time, r.end_time,"
  " (SELECT contents FROM files JOIN test_case_files USING (file_id)"
  "  WHERE test_case_id = c.test_case_id AND file_name = '__STDOUT__'),"
  " (SELECT contents FROM files JOIN test_case_files USING (file_id)"
  "  WHERE test_case_id = c.test_case_id AND file_name = '__STDERR__')"
  " FROM test_results r JOIN test_cases c USING (test_case_id)"
  " JOIN test_programs p USING (test_program_id)"
  " ORDER BY p.relative_path, c.name, c.test_case_id";
enum
{
  PROGRAM, NAME, BEHAVIOUR, RESULT, REASON, START, END, OUT, ERR
};

static const char *
text (sqlite3_stmt *s, int column)
{
  return (const char *) sqlite3_column_text (s, column);
}

static const char *
text_or_empty (sqlite3_stmt *s, int column)
{
  const char *t = text (s, column);

  return t == NULL ? "" : t;
}

static void
get_case (sqlite3_stmt *s, struct ipc_store_case *c)
{
  c->program = text_or_empty (s, PROGRAM);
  c->name = text_or_empty (s, NAME);
  c->behaviour = text (s, BEHAVIOUR);
  c->start = sqlite3_column_int64 (s, START);
  c->end = sqlite3_column_int64 (s, END);
  c->record.result = text_or_empty (s, RESULT);
  c->record.kyua_reason = text_or_empty (s, REASON);
  c->record.seconds = c->end < c->start ? 0 : (double) (c->end - c->start)
                                              / 1e6;
  c->record.out = sqlite3_column_blob (s, OUT);
  c->record.out_size = (size_t) sqlite3_column_bytes (s, OUT);
  c->record.err = sqlite3_column_blob (s, ERR);
  c->record.err_size = (size_t) sqlite3_column_bytes (s, ERR);
}

/* Say why SQLite could not go on.  */
static int
refuse (sqlite3 *db, const char *file)
{
  switch (sqlite3_errcode (db))
    {
    case SQLITE_CORRUPT:
    case SQLITE_IOERR:
      ipc_error ("%s: truncated or damaged: %s", file, sqlite3_errmsg (db));
      break;
    case SQLITE_CANTOPEN:
      ipc_error ("%s: cannot be opened for reading", file);
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      ipc_error ("%s: in use; is Kyua still running?", file);
      break;
    default:
      ipc_error ("%s: not a results file of Kyua: %s", file,
                 sqlite3_errmsg (db));
    }
  return -1;
}

/* Make *N the number that SQL selects; it may be any.  Returns 0, or -1 after a
   message.  */
static int
number (sqlite3 *db, const char *file, const char *sql, long long *n)
{
  sqlite3_stmt *s;
  int result = 0;

  if (sqlite3_prepare_v2 (db, sql, -1, &s, NULL) != SQLITE_OK)
    return refuse (db, file);
  if (sqlite3_step (s) == SQLITE_ROW)
    *n = sqlite3_column_int64 (s, 0);
  else
    result = refuse (db, file);
  sqlite3_finalize (s);
  return result;
}

/* Tables, not views, which could be programs of somebody else's.  */
static int
check_schema (sqlite3 *db, const char *file)
{
  long long n;

  if (number (db, file, "SELECT count(*) FROM sqlite_master"
              " WHERE type = 'table' AND name IN ('metadata',"
              " 'metadatas', 'test_programs', 'test_cases',"
              " 'test_results', 'test_case_files', 'files')", &n) == -1)
    return -1;
  if (n != TABLES)
    {
      ipc_error ("%s: a database, but not a results file of Kyua", file);
      return -1;
    }
  if (number (db, file, "SELECT max (schema_version) FROM metadata", &n) == -1)
    return -1;
  if (n == SCHEMA_VERSION)
    return 0;
  ipc_error ("%s: schema version %lld of Kyua's results file; only %d is"
             " understood", file, n, SCHEMA_VERSION);
  return -1;
}

static int
read_cases (sqlite3 *db, const char *file,
            int (*each) (void *, const struct ipc_store_case *),
            void *closure)
{
  sqlite3_stmt *s;
  int step, count = 0;

  if (sqlite3_prepare_v2 (db, query, -1, &s, NULL) != SQLITE_OK)
    return refuse (db, file);
  while ((step = sqlite3_step (s)) == SQLITE_ROW && count >= 0)
    {
      struct ipc_store_case c;

      get_case (s, &c);
      count = each (closure, &c) == 0 ? count + 1 : -1;
    }
  if (count >= 0 && step != SQLITE_DONE)
    count = refuse (db, file);
  sqlite3_finalize (s);
  return count;
}

int
ipc_store_read (const char *file,
                int (*each) (void *, const struct ipc_store_case *),
                void *closure)
{
  sqlite3 *db;
  struct stat st;
  int count = -1;

  if (stat (file, &st) == -1)
    ipc_error ("%s: %s", file, strerror (errno));
  else if (!S_ISREG (st.st_mode))
    ipc_error ("%s: not a regular file", file);
  else if (st.st_size == 0)
    ipc_error ("%s: empty", file);
  else
    {
      if (sqlite3_open_v2 (file, &db, SQLITE_OPEN_READONLY, NULL)
          != SQLITE_OK)
        refuse (db, file);
      else if (check_schema (db, file) == 0)
        {
          count = read_cases (db, file, each, closure);
          if (count == 0)
            {
              ipc_error ("%s: no results; was the run interrupted?", file);
              count = -1;
            }
        }
      sqlite3_close (db);
    }
  return count;
}
