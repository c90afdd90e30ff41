/* main.c - a suite's ATF program, made from the records of its .def file.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <atf-c.h>
#include <string.h>

#include "suite.h"

#define TEXT(a) TEXT_ (a)
#define TEXT_(a) #a
#define SUITE_TEXT TEXT (IPC_SUITE)

#ifdef IPC_FALLBACK
# define IN_FALLBACK_BUILD 1
# define MAP_CALLS ipc_map_calls
#else
# define IN_FALLBACK_BUILD 0
# define MAP_CALLS NULL
#endif

#define OUTCOMES(...) { __VA_ARGS__, NULL }
#define PERLIPC(heading) "says: " heading
#define PERLIPC_LATER(heading) "later edition: " heading
#define PERLIPC_NEAR(heading) "near: " heading
#define PERLIPC_SILENT "silent"
#define POSIX_SHALL(page) "shall " page
#define POSIX_MAY(page) "may " page
#define POSIX_SILENT "silent"
#define PROBE(name) #name
/* One, or several with commas between them.  */
#define FALLBACK(...) #__VA_ARGS__

#define BEHAVIOUR(id, level, claim, perlipc, posix, probe, fallback, values) \
  static const char *const outcomes_##id[] = values;                         \
  static const struct ipc_case case_##id =                                   \
  {                                                                          \
    SUITE_TEXT "." #id, outcomes_##id, fallback, ipc_body_##id,              \
    MAP_CALLS                                                                \
  };                                                                         \
  ATF_TC (id);                                                               \
  ATF_TC_HEAD (id, tc)                                                       \
  {                                                                          \
    atf_tc_set_md_var (tc, "descr", "%s", claim);                            \
    atf_tc_set_md_var (tc, "timeout", "120");                                \
    atf_tc_set_md_var (tc, "X-behaviour", SUITE_TEXT "." #id);               \
    atf_tc_set_md_var (tc, "X-perlipc", "%s", perlipc);                      \
    atf_tc_set_md_var (tc, "X-posix", "%s", posix);                          \
  }                                                                          \
  ATF_TC_BODY (id, tc)                                                       \
  {                                                                          \
    ipc_case_run (tc, &case_##id);                                           \
  }
#define NOT_TESTED(id, level, claim, perlipc, posix, why)
#include IPC_DEF
#undef BEHAVIOUR

/* What the command line asks for: a case, with or without a part of it,
   or all of them, as -l does.  */
static const char *asked;

/* Whether the case ID is one of this build, and wanted.  ATF sets up each
   case that it is given, and Kyua starts the program for each: to give it
   all of them would cost more than most cases do.  The fallback build has
   just the cases that have a fallback.  */
static int
wanted (const char *id, const char *fallback)
{
  size_t length = strlen (id);

  if (IN_FALLBACK_BUILD && strcmp (fallback, "none") == 0)
    return 0;
  return asked == NULL || *asked == '-'
         || (strncmp (asked, id, length) == 0
             && (asked[length] == '\0' || asked[length] == ':'));
}

static atf_error_t
add_cases (atf_tp_t *tp)
{
#define BEHAVIOUR(id, level, claim, perlipc, posix, probe, fallback, values) \
  if (wanted (#id, fallback))                                                \
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
