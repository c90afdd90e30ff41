/* resolve_thread_fallback_test.c - names that another thread asks for.
   SPDX-License-Identifier: BSD-2-Clause

   A stand-in for getaddrinfo() answers when it is let, and counts what it
   gives and gets back: a list that is freed twice, or never, is the failure
   here.  */

#include <netdb.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "child-kit.h"
#include "ipcompat-sockets.h"
#include "net-kit.h"

static int fake (const char *host, const char *service,
                 const struct addrinfo *hints, struct addrinfo **found);
static void fake_free (struct addrinfo *list);
#define getaddrinfo fake
#define freeaddrinfo fake_free
#define ipc_resolve_in_thread fake_in_thread
int ipc_resolve_in_thread (const char *, const char *,
                           const struct addrinfo *, long,
                           struct addrinfo **);
#include "resolve-thread.c"
#undef getaddrinfo
#undef freeaddrinfo
#undef ipc_resolve_in_thread

static volatile int closed, given, freed;

static void
fake_free (struct addrinfo *list)
{
  __sync_add_and_fetch (&freed, 1);
  free (list);
}

/* Whether this thread takes no signals.  */
static int
is_deaf (void)
{
  sigset_t mask;

  pthread_sigmask (SIG_BLOCK, NULL, &mask);
  return sigismember (&mask, SIGALRM) == 1 && sigismember (&mask, SIGTERM);
}

static int
fake (const char *host, const char *service, const struct addrinfo *hints,
      struct addrinfo **found)
{
  static struct sockaddr_in in;
  struct addrinfo *list = calloc (1, sizeof *list);
  int i;

  while (strcmp (host, "closed") == 0 && closed)
    sched_yield ();
  for (i = 0; strcmp (host, "yields") == 0 && i < 2; i++)
    sched_yield ();
  errno = ENETDOWN;
  if (list == NULL || strcmp (host, "nobody") == 0 || !is_deaf ())
    {
      free (list);
      return list == NULL ? EAI_MEMORY : is_deaf () ? EAI_NONAME : EAI_FAIL;
    }
  if (strcmp (host, "system") == 0)
    {
      free (list);
      return EAI_SYSTEM;
    }
  list->ai_family = AF_INET;
  list->ai_protocol = service != NULL ? atoi (service) : -1;
  list->ai_socktype = hints != NULL ? hints->ai_socktype : -1;
  list->ai_addr = (struct sockaddr *) &in;
  list->ai_addrlen = sizeof in;
  *found = list;
  __sync_add_and_fetch (&given, 1);
  return 0;
}

/* All that was given comes back, from threads that nobody waits for.  */
static void
await_freed (void)
{
  while (freed < given)
    sched_yield ();
  ATF_CHECK_EQ (given, freed);
}

static int
ask_for (const char *name, long limit)
{
  struct addrinfo *found = NULL;
  int result = fake_in_thread (name, "77", NULL, limit, &found), error = errno;

  if ((result == 0) != (found != NULL)
      || (found != NULL && (found->ai_next != NULL || found->ai_protocol != 77
                            || found->ai_socktype != -1)))
    return -999;
  ipc_resolve_free (found);
  errno = error;
  return result;
}

CASE (answers)
{
  struct addrinfo hints = { .ai_socktype = SOCK_DGRAM }, *found;
  int fds = open_fds ();

  (void) tc;
  ATF_CHECK_EQ (0, ask_for ("one", -1));
  ATF_CHECK_EQ (EAI_NONAME, ask_for ("nobody", 20000));
  ATF_CHECK_EQ (EAI_SYSTEM, ask_for ("system", 20000));
  ATF_CHECK_EQ (ENETDOWN, errno);
  ATF_REQUIRE (fake_in_thread ("one", NULL, &hints, -1, &found) == 0);
  ATF_CHECK (found->ai_protocol == -1 && found->ai_socktype == SOCK_DGRAM);
  ipc_resolve_free (found);
  ATF_CHECK_EQ (fds, open_fds ());
  await_freed ();
}

/* Left alone, with no descriptor; what it finds in the end is freed.  */
CASE (too_long)
{
  int fds = open_fds (), i;
  long start;

  (void) tc;
  for (i = 0; i < 2; i++)
    {
      storm (i);
      closed = 1;
      start = now ();
      ATF_CHECK_EQ (EAI_SYSTEM, ask_for ("closed", 60));
      ATF_CHECK_EQ (ETIMEDOUT, errno);
      ATF_CHECK (now () - start >= 60);
      ATF_CHECK_EQ (EAI_SYSTEM, ask_for ("closed", 0));
      ATF_CHECK_EQ (fds, open_fds ());
      ATF_CHECK_EQ (given, freed);
      closed = 0;
      while (given < 2 * (i + 1))
        sched_yield ();
      await_freed ();
    }
  storm (0);
}

enum { MANY = 20000 };
static volatile int came, late;

static void *
ask_often (void *arg)
{
  static const long limits[] = { 0, 1, 20000 };
  int i, result;

  for (i = 0; i < MANY / 4; i++)
    {
      result = ask_for ("yields", limits[i % 3]);
      if (result == 0)
        __sync_add_and_fetch (&came, 1);
      else if (result == EAI_SYSTEM && errno == ETIMEDOUT)
        __sync_add_and_fetch (&late, 1);
      else
        return strerror (errno);
    }
  return arg;
}

/* The end of the time and the answer come together: one of them is told.  */
CASE (many)
{
  int fds = open_fds ();

  (void) tc;
  by_four (ask_often, NULL);
  ATF_CHECK_EQ (MANY, came + late);
  ATF_CHECK_MSG (came > 0 && late > 0, "%d came, %d late", came, late);
  while (given < MANY)
    sched_yield ();
  await_freed ();
  ATF_CHECK_EQ (fds, open_fds ());
}

/* No descriptor to be had.  */
static int
run_poor (void)
{
  struct rlimit old, fds;

  getrlimit (RLIMIT_NOFILE, &fds);
  old = fds;
  fds.rlim_cur = (rlim_t) next_fd () + 1;
  setrlimit (RLIMIT_NOFILE, &fds);
  if (ask_for ("one", -1) != EAI_SYSTEM || errno != EMFILE)
    return 1;
  setrlimit (RLIMIT_NOFILE, &old);
  return ask_for ("one", -1) != 0 ? 2 : 0;
}

CASE (poor)
{
  (void) tc;
  check_in_child (run_poor);
}

#if defined __has_feature
# if __has_feature (address_sanitizer)
#  define HAS_SHADOW 1
# endif
#endif
#if defined __SANITIZE_ADDRESS__ && !defined HAS_SHADOW
# define HAS_SHADOW 1
#elif !defined HAS_SHADOW
# define HAS_SHADOW 0
#endif

/* No thread.  */
static int
run_alone (void)
{
  struct rlimit none = { 1, 1 };
  int fds = open_fds ();

  setrlimit (RLIMIT_AS, &none);
  /* A stack that is kept for the next thread needs no room.  */
  if (ask_for ("one", -1) != 0 && errno != EAGAIN && errno != ENOMEM)
    return 1;
  return open_fds () == fds ? 0 : 2;
}

CASE (alone)
{
  (void) tc;
  if (HAS_SHADOW)
    atf_tc_skip ("AddressSanitizer ends a program that gets no memory");
  check_in_child (run_alone);
}

static void *
wait_in_vain (void *arg)
{
  *(int *) arg = ask_for ("closed", 100);
  pthread_testcancel ();
  return arg;
}

CASE (cancelled)
{
  int fds = open_fds (), result = 0;
  pthread_t thread;
  void *end;

  (void) tc;
  closed = 1;
  ATF_REQUIRE (pthread_create (&thread, NULL, wait_in_vain, &result) == 0);
  ATF_REQUIRE (pthread_cancel (thread) == 0
               && pthread_join (thread, &end) == 0);
  ATF_CHECK (end == PTHREAD_CANCELED && result == EAI_SYSTEM);
  ATF_CHECK_EQ (fds, open_fds ());
  closed = 0;
  while (given < 1)
    sched_yield ();
  await_freed ();
}

/* The real one, which others use at the same time.  */
static void *
ask_really (void *arg)
{
  struct addrinfo *native, *found;
  int i;

  for (i = 0; i < 200; i++)
    {
      int there = getaddrinfo ("localhost", NULL, NULL, &native);
      int result = ipc_resolve ("localhost", NULL, NULL, 30000, &found);

      if (result != there)
        return (void *) gai_strerror (result);
      if (result == 0)
        {
          freeaddrinfo (native);
          ipc_resolve_free (found);
        }
    }
  return arg;
}

CASE (real)
{
  int fds = open_fds ();

  (void) tc;
  storm (1);
  by_four (ask_really, NULL);
  storm (0);
  ATF_CHECK_EQ (fds, open_fds ());
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, answers);
  ATF_TP_ADD_TC (tp, too_long);
  ATF_TP_ADD_TC (tp, many);
  ATF_TP_ADD_TC (tp, poor);
  ATF_TP_ADD_TC (tp, alone);
  ATF_TP_ADD_TC (tp, cancelled);
  ATF_TP_ADD_TC (tp, real);
  return atf_no_error ();
}
