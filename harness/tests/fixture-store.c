/* fixture-store.c - make a results file of Kyua's from text.
   SPDX-License-Identifier: BSD-2-Clause

   usage: fixture-store FILE [SCHEMA-VERSION] <CASES
   A case per line, its fields separated by '|': program, case, behaviour,
   result, reason, standard output, standard error.  \ooo is a byte, "-" alone
   a missing behaviour; blank lines are passed over.  */

#include <config.h>

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE = 64 * 1024, FIELDS = 7 };

struct field
{
  char bytes[LINE];
  size_t size;
};

static sqlite3 *db;
static long long cases;

static const char schema[] =
  "BEGIN;"
  "CREATE TABLE metadata (schema_version INTEGER, timestamp INTEGER);"
  "CREATE TABLE env_vars (var_name TEXT PRIMARY KEY, var_value TEXT);"
  "CREATE TABLE metadatas (metadata_id INTEGER, property_name TEXT,"
  " property_value TEXT, PRIMARY KEY (metadata_id, property_name));"
  "CREATE TABLE test_programs (test_program_id INTEGER PRIMARY KEY,"
  " relative_path TEXT);"
  "CREATE TABLE test_cases (test_case_id INTEGER PRIMARY KEY,"
  " test_program_id INTEGER, name TEXT, metadata_id INTEGER);"
  "CREATE TABLE test_results (test_case_id INTEGER PRIMARY KEY,"
  " result_type TEXT, result_reason TEXT, start_time INTEGER,"
  " end_time INTEGER);"
  "CREATE TABLE test_case_files (test_case_id INTEGER, file_name TEXT,"
  " file_id INTEGER, PRIMARY KEY (test_case_id, file_name));"
  "CREATE TABLE files (file_id INTEGER PRIMARY KEY, contents BLOB);"
  "INSERT INTO env_vars VALUES ('SECRET', 'never to be shown');";

static void
check (int result)
{
  if (result == SQLITE_OK || result == SQLITE_DONE)
    return;
  fprintf (stderr, "fixture-store: %s\n", sqlite3_errmsg (db));
  exit (1);
}

/* Run SQL with the case's number as ?1, TEXT as ?2 and VALUE as ?3.  */
static void
run (const char *sql, const char *text, const struct field *value)
{
  sqlite3_stmt *s;

  check (sqlite3_prepare_v2 (db, sql, -1, &s, NULL));
  check (sqlite3_bind_int64 (s, 1, cases));
  if (text != NULL)
    check (sqlite3_bind_text (s, 2, text, -1, SQLITE_STATIC));
  if (value != NULL)
    check (sqlite3_bind_text (s, 3, value->bytes, (int) value->size,
                              SQLITE_STATIC));
  check (sqlite3_step (s));
  check (sqlite3_finalize (s));
}

static int
octal (const char *p)
{
  int i, value = 0;

  for (i = 1; i <= 3; i++)
    {
      if (p[i] < '0' || p[i] > '7')
        return -1;
      value = value * 8 + p[i] - '0';
    }
  return value;
}

/* Read one field from *P on.  */
static void
get_field (const char **p, struct field *f)
{
  f->size = 0;
  while (**p != '\0' && **p != '|' && **p != '\n')
    if (**p == '\\' && octal (*p) != -1)
      {
        f->bytes[f->size++] = (char) octal (*p);
        *p += 4;
      }
    else
      f->bytes[f->size++] = *(*p)++;
  f->bytes[f->size] = '\0';
  *p += **p == '|';
}

static void
add_property (const char *name, const struct field *value)
{
  if (strcmp (value->bytes, "-") != 0)
    run ("INSERT INTO metadatas VALUES (?1, ?2, ?3)", name, value);
}

static void
add_file (const char *name, const struct field *contents)
{
  if (contents->size == 0)
    return;
  run ("INSERT INTO files (contents) VALUES (CAST (?3 AS BLOB))", NULL,
       contents);
  run ("INSERT INTO test_case_files VALUES (?1, ?2, last_insert_rowid ())",
       name, NULL);
}

static void
add_case (const char *line)
{
  static struct field f[FIELDS];
  int i;

  for (i = 0; i < FIELDS; i++)
    get_field (&line, &f[i]);
  cases++;
  run ("INSERT INTO test_programs VALUES (?1, ?3)", NULL, &f[0]);
  run ("INSERT INTO test_cases VALUES (?1, ?1, ?3, ?1)", NULL,
       &f[1]);
  add_property ("custom.behaviour", &f[2]);
  /* A second after the one before; each takes a quarter of one.  */
  run ("INSERT INTO test_results VALUES (?1, ?2, ?3,"
       " 1795352400000000 + ?1 * 1000000, 1795352400250000 + ?1 * 1000000)",
       f[3].bytes, &f[4]);
  add_file ("__STDOUT__", &f[5]);
  add_file ("__STDERR__", &f[6]);
}

int
main (int argc, char **argv)
{
  static char line[LINE];

  if (argc < 2 || sqlite3_open (argv[1], &db) != SQLITE_OK)
    return 1;
  check (sqlite3_exec (db, schema, NULL, NULL, NULL));
  cases = argc > 2 ? atoi (argv[2]) : 3;
  run ("INSERT INTO metadata VALUES (?1, 0)", NULL, NULL);
  cases = 0;
  while (fgets (line, sizeof line, stdin) != NULL)
    if (line[0] != '\n')
      add_case (line);
  check (sqlite3_exec (db, "COMMIT", NULL, NULL, NULL));
  return sqlite3_close (db) == SQLITE_OK ? 0 : 1;
}
