/* record.h - what a record says: its shape, here and nowhere else.
   SPDX-License-Identifier: BSD-2-Clause

     BEHAVIOUR (persist, VARIES,
       "After one delivery a handler installed with signal() is installed",
       SOURCES (PERLIPC ("Signals"), POSIX_MAY ("signal")),
       PROBES (SIGNAL_KEEPS_HANDLER), FALLBACKS (signal),
       OUTCOMES ("persists", "resets"))

     NOT_TESTED (local_only, VARIES, "What is claimed", SOURCES (...), "why")

   PROBES (NONE) and FALLBACKS (none) are empty lists.  The first probe asks
   just what the record claims, any other one a part of it; where no probe
   asks just that, NONE comes before the others.  A list has eight elements
   at most.

   SOURCES are PERLIPC (heading), PERLIPC_LATER (heading) where only later
   editions say so, PERLIPC_NEAR (heading) where it follows from what is said
   there, or PERLIPC_SILENT; POSIX_SHALL (page), POSIX_MAY (page), which leaves
   it open, or POSIX_SILENT; and FIELD (where) for each program that met it:
   "owner/repo#12" (an issue or a pull request), "owner/repo@1a2b3c4" (a
   commit), "CVE-2026-12345", or "debian:123456", a report in a system's own
   tracker (debian, freebsd, netbsd, openbsd, illumos, glibc, gnu, linux).

   Who wants names only, without what a record says of them, defines
   BEHAVIOUR (id, ...) and NOT_TESTED (id, ...) for it and nothing else.  Who
   wants the records defines IPC_THIS_SUITE and IPC_EXPAND_RECORDS, includes
   this, and then the .def file between the braces of an array of struct
   ipc_behaviour.  That comes before the system's headers: some probes are
   called like macros of theirs, as SO_NOSIGPIPE is.  */

#ifndef IPC_RECORD_H
#define IPC_RECORD_H

enum ipc_level
{
  IPC_REQUIRED,                 /* the document says that it holds */
  IPC_VARIES,                   /* the document says that platforms differ */
  IPC_HAZARD                    /* the document warns of a failure */
};

/* Who says what the record claims.  */
struct ipc_source
{
  const char *document;         /* "perlipc", "posix" or "field" */
  const char *status;           /* perlipc: "says", "later" (only its later
                                   editions), "near" (follows from it) or
                                   "silent"; posix: "shall", "may" or
                                   "silent"; field: "met", by a program */
  const char *text;             /* heading of perlipc(1), page of POSIX, "" if
                                   silent; where the program's trouble is
                                   told, "owner/repo#12" */
};

/* One record.  Each list ends with NULL, or a source whose document is.  */
struct ipc_behaviour
{
  const char *suite;            /* "reliability" */
  const char *aspect;           /* "persist" */
  const char *id;               /* "reliability.persist" */
  enum ipc_level level;
  const char *claim;            /* one sentence, no final stop */
  const struct ipc_source *sources;
  const char *const *probes;    /* the first asks just what is claimed, and is
                                   "NONE" if no probe does */
  const char *const *fallbacks;
  const char *const *outcomes;  /* documented values */
  const char *not_tested;       /* why there is no body, else NULL */
};

#endif

#ifdef IPC_EXPAND_RECORDS

# include <stddef.h>

# include "probes.h"

# define IPC_TEXT(a) IPC_TEXT_ (a)
# define IPC_TEXT_(a) #a
# define IPC_PASTE(a, b) IPC_PASTE_ (a, b)
# define IPC_PASTE_(a, b) a##b

/* ONE (a) ONE (b) ..., for each of the others.  */
# define IPC_EACH(...) \
  IPC_PASTE (IPC_EACH_, IPC_COUNT (__VA_ARGS__, 8, 7, 6, 5, 4, 3, 2, 1, 0)) \
  (__VA_ARGS__)
# define IPC_COUNT(one, a, b, c, d, e, f, g, h, count, ...) count
# define IPC_EACH_1(one, a) one (a)
# define IPC_EACH_2(one, a, ...) one (a) IPC_EACH_1 (one, __VA_ARGS__)
# define IPC_EACH_3(one, a, ...) one (a) IPC_EACH_2 (one, __VA_ARGS__)
# define IPC_EACH_4(one, a, ...) one (a) IPC_EACH_3 (one, __VA_ARGS__)
# define IPC_EACH_5(one, a, ...) one (a) IPC_EACH_4 (one, __VA_ARGS__)
# define IPC_EACH_6(one, a, ...) one (a) IPC_EACH_5 (one, __VA_ARGS__)
# define IPC_EACH_7(one, a, ...) one (a) IPC_EACH_6 (one, __VA_ARGS__)
# define IPC_EACH_8(one, a, ...) one (a) IPC_EACH_7 (one, __VA_ARGS__)

/* The fallbacks that a record may name; the harness's tests have others.  */
# ifndef IPC_FALLBACKS_DEF
#  define IPC_FALLBACKS_DEF "fallbacks.def"
# endif
enum ipc_known_fallback
{
  ipc_fallback_none = -1,
# define FALLBACK_FAMILY(name, calls, promise, source) ipc_fallback_##name,
# include IPC_FALLBACKS_DEF
# undef FALLBACK_FAMILY
  ipc_fallback_count
};

/* Each names the symbol, so that the compiler looks it up, and gives the
   text.  */
# define IPC_PROBE_TEXT(name) IPC_PROBE_##name < -1 ? NULL : #name,
# define IPC_FALLBACK_TEXT(name) ipc_fallback_##name < 0 ? NULL : #name,

# define PERLIPC(heading) { "perlipc", "says", heading }
# define PERLIPC_LATER(heading) { "perlipc", "later", heading }
# define PERLIPC_NEAR(heading) { "perlipc", "near", heading }
# define PERLIPC_SILENT { "perlipc", "silent", "" }
# define POSIX_SHALL(page) { "posix", "shall", page }
# define POSIX_MAY(page) { "posix", "may", page }
# define POSIX_SILENT { "posix", "silent", "" }
# define FIELD(where) { "field", "met", where }

# define IPC_LIST (const char *const [])
# define SOURCES(...) \
  (const struct ipc_source []) { __VA_ARGS__, { NULL, NULL, NULL } }
# define PROBES(...) \
  IPC_LIST { IPC_EACH (IPC_PROBE_TEXT, __VA_ARGS__) NULL }
# define FALLBACKS(...) \
  IPC_LIST { IPC_EACH (IPC_FALLBACK_TEXT, __VA_ARGS__) NULL }
# define OUTCOMES(...) IPC_LIST { __VA_ARGS__, NULL }

# define IPC_NAMES(id) \
  IPC_TEXT (IPC_THIS_SUITE), #id, IPC_TEXT (IPC_THIS_SUITE) "." #id
# define BEHAVIOUR(id, level, claim, sources, probes, fallbacks, outcomes) \
  { IPC_NAMES (id), IPC_##level, claim, sources, probes, fallbacks,        \
    outcomes, NULL },
# define NOT_TESTED(id, level, claim, sources, why)                         \
  { IPC_NAMES (id), IPC_##level, claim, sources, PROBES (NONE),             \
    FALLBACKS (none), IPC_LIST { NULL }, why },

/* Another header that includes this one wants what is above.  */
# undef IPC_EXPAND_RECORDS

#endif
