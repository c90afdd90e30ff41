/* main.c - a suite's ATF program, made from the records of its .def file.
   SPDX-License-Identifier: BSD-2-Clause  */

/* Before the system's headers: see there.  */
#define IPC_THIS_SUITE IPC_SUITE
#define IPC_EXPAND_RECORDS
#include "record.h"

static const struct ipc_behaviour records[] =
{
#include IPC_DEF
};
#undef BEHAVIOUR
#undef NOT_TESTED

#include <atf-c.h>
#include <stdio.h>
#include <string.h>

#include "suite.h"

/* An aspect of this name would be what the macro is.  */
#undef stdin

#ifdef IPC_FALLBACK
# define MAP_CALLS ipc_map_calls
#else
# define MAP_CALLS NULL
#endif

/* IPC_BUILD is EXTENDED, or another ID of builds.def.  */
#define BUILD_CALLED(id) BUILD_CALLED_ (id)
#define BUILD_CALLED_(id) IPC_##id##_BUILD
#define THIS_BUILD BUILD_CALLED (IPC_BUILD)

/* Their places in the table.  */
enum
{
#define BEHAVIOUR(id, ...) record_##id,
#define NOT_TESTED(id, ...) record_##id,
#include IPC_DEF
#undef BEHAVIOUR
#undef NOT_TESTED
};

static void
set_head (atf_tc_t *tc, const struct ipc_behaviour *b)
{
  const struct ipc_source *s;
  char sources[600] = "";
  size_t n;
  int number = (int) (b - records);

  atf_tc_set_md_var (tc, "descr", "%s", b->claim);
  /* Kyua 0.13 dies when two limits are reached at the same time, so cases that
     start together have different ones.  */
  atf_tc_set_md_var (tc, "timeout", "%d", 120 + number % 30);
  atf_tc_set_md_var (tc, "X-behaviour", "%s", b->id);
  for (s = b->sources; s->document != NULL; s++)
    {
      n = strlen (sources);
      snprintf (sources + n, sizeof sources - n, "%s%s %s%s%s",
                n == 0 ? "" : "; ", s->document, s->status,
                *s->text == '\0' ? "" : " ", s->text);
    }
  atf_tc_set_md_var (tc, "X-sources", "%s", sources);
}

#define NOT_TESTED(id, ...)
#define BEHAVIOUR(id, ...)                                             \
  ATF_TC (id);                                                         \
  ATF_TC_HEAD (id, tc)                                                 \
  {                                                                    \
    set_head (tc, &records[record_##id]);                              \
  }                                                                    \
  ATF_TC_BODY (id, tc)                                                 \
  {                                                                    \
    static const struct ipc_case c =                                   \
      { &records[record_##id], THIS_BUILD, ipc_body_##id, MAP_CALLS }; \
                                                                       \
    ipc_case_run (tc, &c);                                             \
  }
#include IPC_DEF
#undef BEHAVIOUR

/* What the command line asks for: a case, with or without a part of it,
   or all of them, as -l does.  */
static const char *asked;

/* Whether B is one of this build, and wanted.  ATF sets up each case that it
   is given, and Kyua starts the program for each: to give it
   all of them would cost more than most cases do.  */
static int
wanted (const struct ipc_behaviour *b)
{
  size_t length = strlen (b->aspect);

  if (!ipc_build_takes (THIS_BUILD, b))
    return 0;
  return asked == NULL || *asked == '-'
         || (strncmp (asked, b->aspect, length) == 0
             && (asked[length] == '\0' || asked[length] == ':'));
}

static atf_error_t
add_cases (atf_tp_t *tp)
{
#define BEHAVIOUR(id, ...)             \
  if (wanted (&records[record_##id]))  \
    ATF_TP_ADD_TC (tp, id);
#include IPC_DEF
  return atf_no_error ();
}

/* ATF_TP_ADD_TCS() without the main() that it brings, which tells nobody
   its arguments.  */
int atf_tp_main (int, char **, atf_error_t (*) (atf_tp_t *));

int
main (int argc, char **argv)
{
  asked = argc > 1 ? argv[argc - 1] : NULL;
  return atf_tp_main (argc, argv, add_cases);
}
