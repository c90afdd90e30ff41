/* program.c - where this program is, and what lies beside it.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char program[PATH_MAX];

/* Find argv[0] as the shell did.  */
void
ipc_note_program (const char *argv0)
{
  const char *path = getenv ("PATH");
  char name[PATH_MAX];
  size_t n;

  if (strchr (argv0, '/') != NULL)
    path = NULL;
  if (path == NULL && realpath (argv0, program) == NULL)
    program[0] = '\0';
  for (; path != NULL && *program == '\0'; path += n + (path[n] == ':'))
    {
      n = strcspn (path, ":");
      if (n == 0 && *path == '\0')
        break;
      snprintf (name, sizeof name, "%.*s/%s", (int) n, n > 0 ? path : ".",
                argv0);
      if (access (name, X_OK) != 0 || realpath (name, program) == NULL)
        program[0] = '\0';
    }
}

const char *
ipc_path (char *buffer, const char *directory, const char *name)
{
  int n = snprintf (buffer, PATH_MAX, "%s/%s", directory, name);

  if (n < 0 || n >= PATH_MAX)
    buffer[0] = '\0';
  return buffer;
}

void
ipc_find_build_tree (char *buffer)
{
  char kyuafile[PATH_MAX];
  char *slash;
  int up;

  strcpy (buffer, program);
  for (up = 0; up < 2; up++)
    {
      slash = strrchr (buffer, '/');
      if (slash == NULL)
        {
          *buffer = '\0';
          return;
        }
      *slash = '\0';
    }
  if (access (ipc_path (kyuafile, buffer, "suites/Kyuafile"), R_OK) != 0
      || access (ipc_path (kyuafile, buffer, "suites/platform_test"),
                 X_OK) != 0)
    *buffer = '\0';
}

/* What the Makefile in BUILD says of where the sources are, in BUFFER; "" if
   it says nothing.  */
static void
find_sources (const char *build, char *buffer)
{
  static const char name[] = "abs_top_srcdir = ";
  char line[PATH_MAX + 32], makefile[PATH_MAX];
  FILE *f = fopen (ipc_path (makefile, build, "Makefile"), "r");

  *buffer = '\0';
  while (f != NULL && *buffer == '\0'
         && fgets (line, sizeof line, f) != NULL)
    if (strncmp (line, name, strlen (name)) == 0)
      {
        line[strcspn (line, "\n")] = '\0';
        snprintf (buffer, PATH_MAX, "%s", line + strlen (name));
      }
  if (f != NULL)
    fclose (f);
}

void
ipc_find_installed (char *buffer, const char *directory)
{
  static const char usual[] = IPC_BINDIR "/";
  const char *slash = strrchr (program, '/');
  size_t whole = slash != NULL ? (size_t) (slash + 1 - program) : 0;
  size_t stage = whole - (sizeof usual - 1);

  if (whole < sizeof usual - 1
      || memcmp (program + stage, usual, sizeof usual - 1) != 0
      || stage + strlen (directory) >= PATH_MAX)
    stage = 0;
  memcpy (buffer, program, stage);
  strcpy (buffer + stage, directory);
}

const char *
ipc_find_kit (void)
{
  static char kit[PATH_MAX];
  char above[PATH_MAX];

  ipc_find_build_tree (above);
  if (*above == '\0')
    ipc_find_installed (above, IPC_PKGDATADIR);
  ipc_path (kit, above, "kit");
  return access (kit, R_OK | X_OK) == 0 ? kit : NULL;
}

const char *
ipc_find_reports (void)
{
  static char directory[PATH_MAX];
  char build[PATH_MAX], sources[PATH_MAX];

  ipc_find_installed (directory, IPC_PKGDATADIR "/reports");
  ipc_find_build_tree (build);
  if (*build != '\0')
    {
      find_sources (build, sources);
      ipc_path (directory, sources, "reports");
    }
  return access (directory, R_OK | X_OK) == 0 ? directory : NULL;
}

char *
ipc_find_own_report (void)
{
  static char name[PATH_MAX];
  char build[PATH_MAX];

  ipc_find_build_tree (build);
  if (*build == '\0')
    strcpy (name, "ipcompat-report/report.json");
  else
    ipc_path (name, build, "report/report.json");
  return access (name, R_OK) == 0 ? name : NULL;
}
