/* safety.h - what functions of the fallbacks do wherever they may be called.
   SPDX-License-Identifier: BSD-2-Clause

   A work calls some of them, with descriptors, names and numbers of its own,
   and says whether all results were right.  It is run by four threads at
   once, and by a handler, as far as the contracts say "Threads: any" and
   "Handlers: yes"; library_test holds that no such function is without one.
   A work for handlers calls nothing else that is unsafe there.  */

#ifndef SAFETY_H
#define SAFETY_H

enum { IN_THREADS = 1, IN_HANDLERS = 2, BOTH = 3 };
enum { SAFETY_THREADS = 4 };

struct work
{
  const char *names;            /* the functions, with blanks between them */
  int rounds;                   /* of each thread */
  int where;
  int (*run) (int n);           /* N is each round's own; N modulo 4 is each
                                   thread's.  1: all right; 0: not; -1: this
                                   cannot be done here.  */
  int (*begin) (void);          /* once, before all; 1 if it can be done */
  int (*before) (int n);        /* before each round, in no handler */
  void (*end) (void);           /* once */
};

extern const struct work file_works[], socket_works[], connection_works[];
extern const struct work process_works[], signal_works[], wait_works[];
extern const struct work command_works[], name_works[], object_works[];

/* All of them, in one list that ends with NULL.  */
static const struct work *const all_works[] =
{
  file_works, socket_works, connection_works, process_works, signal_works,
  wait_works, command_works, name_works, object_works, 0
};

/* Whether a handler runs the work at hand.  */
extern volatile int safety_in_handler;

#endif
