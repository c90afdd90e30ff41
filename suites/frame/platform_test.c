/* platform_test.c - what was measured: the product and its probes.
   SPDX-License-Identifier: BSD-2-Clause

   Not behaviours: one case that always passes and prints "key: value"
   lines, so that a store says by itself where it comes from.  */

#include <atf-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>
#if defined __GLIBC__ && !defined __UCLIBC__
# include <gnu/libc-version.h>
#endif

#include "facilities/loaded.h"
#include "environment.h"
#include "identity.h"
#include "probes.h"
#include "revision.h"

#if !defined __GLIBC__ && !defined __UCLIBC__ && !defined __dietlibc__ \
    && !defined __BIONIC__ && !defined __wasi__
# ifdef IPC_MUSL_VERSION
extern const char __libc_version[];
# endif

/* musl says nothing of itself to a program, except to one that is linked
   statically; its loader does, run with none.  */
static void
print_musl (void)
{
# ifdef IPC_MUSL_VERSION
  printf ("libc: musl\nlibc_version: %s\n", __libc_version);
# else
  char line[80], version[32] = "unknown";
  FILE *f = popen ("for l in /lib/ld-musl-*.so.1; do $l; done 2>&1", "r");

  while (f != NULL && fgets (line, sizeof line, f) != NULL)
    if (sscanf (line, "Version %31[0-9.]", version) == 1)
      break;
  if (f != NULL)
    pclose (f);
  printf ("libc: musl\nlibc_version: %s\n", version);
# endif
}
#endif

/* No header tells; a platform's file that knows it may.  */
#define TEXT(tokens) #tokens
#define TEXT_OF(macro) TEXT (macro)
#ifdef DIETLIBC
# define IPC_DIETLIBC_VERSION TEXT_OF (DIETLIBC)
#else
# define IPC_DIETLIBC_VERSION "unknown"
#endif
#ifdef WASIX_LIBC
# define IPC_WASIX_VERSION TEXT_OF (WASIX_LIBC)
#else
# define IPC_WASIX_VERSION "unknown"
#endif

static void
print_libc (const struct utsname *u)
{
  (void) u;
#if defined __GLIBC__ && !defined __UCLIBC__
  printf ("libc: glibc\nlibc_version: %s\n", gnu_get_libc_version ());
#elif defined __UCLIBC__
  printf ("libc: uClibc\nlibc_version: %d.%d.%d\n", __UCLIBC_MAJOR__,
          __UCLIBC_MINOR__, __UCLIBC_SUBLEVEL__);
#elif defined __dietlibc__
  printf ("libc: dietlibc\nlibc_version: " IPC_DIETLIBC_VERSION "\n");
#elif defined __BIONIC__
  printf ("libc: bionic\nlibc_version: unknown\n");
#elif defined __wasi__
  printf ("libc: wasix-libc\nlibc_version: " IPC_WASIX_VERSION "\n");
#else
  /* A BSD's libc has its system's version.  */
  if (strcmp (u->sysname, "Linux") == 0)
    print_musl ();
  else
    printf ("libc: %s libc\nlibc_version: %s\n", u->sysname, u->release);
#endif
}

static void
print_compiler (void)
{
#if defined __clang__
  printf ("compiler: clang %d.%d\n", __clang_major__, __clang_minor__);
#elif defined __GNUC__
  printf ("compiler: gcc %d.%d\n", __GNUC__, __GNUC_MINOR__);
#else
  printf ("compiler: unknown\n");
#endif
}

/* PRETTY_NAME of os-release, where there is one.  */
static void
print_distribution (void)
{
  char line[256];
  FILE *f = fopen ("/etc/os-release", "r");

  if (f == NULL)
    return;
  while (fgets (line, sizeof line, f) != NULL)
    if (strncmp (line, "PRETTY_NAME=", 12) == 0)
      {
        line[strcspn (line, "\n")] = '\0';
        printf ("distribution: %s\n", line + 12);
      }
  fclose (f);
}

/* The caller knows it, or the host of a sandbox, or it shows.  */
static void
print_environment (const atf_tc_t *tc)
{
  const char *given = getenv ("IPC_ENVIRONMENT");
  char version[64];

  if (given == NULL || *given == '\0')
    given = ipc_environment ();
  given = atf_tc_get_config_var_wd (tc, "environment", given);
  printf ("environment: %s\n", given);
  ipc_environment_version (given, version, sizeof version);
  given = atf_tc_get_config_var_wd (tc, "environment_version", version);
  if (*given != '\0')
    printf ("environment_version: %s\n", given);
}

/* Where the kernel is another than it says, and where the cases work.  */
static void
print_surroundings (void)
{
  char type[64];
  const char *kernel = ipc_known_kernel ();

  if (kernel != NULL)
    printf ("kernel: %s\n", kernel);
  ipc_file_system (type, sizeof type);
  printf ("file_system: %s\n", *type == '\0' ? "unknown" : type);
}

/* "NAME: VALUE", if the configuration variable NAME has one.  */
static void
print_variable (const atf_tc_t *tc, const char *name)
{
  const char *value = atf_tc_get_config_var_wd (tc, name, "");

  if (*value != '\0')
    printf ("%s: %s\n", name, value);
}

/* What is broken on purpose, or stands for another platform.  Returns whether
   anything is: evidence from there is never taken for a real platform's,
   whoever ran the case.  */
static int
print_faults (const atf_tc_t *tc)
{
  const char *faults = getenv ("IPC_FAULT");
  const char *always = getenv ("IPC_FAULT_ALWAYS");

  print_variable (tc, "simulation");
  if (ipc_loaded ("ipc_fault_loaded") == NULL || faults == NULL
      || *faults == '\0')
    return *atf_tc_get_config_var_wd (tc, "simulation", "") != '\0';
  printf ("faults: %s\n", faults);
  if (always != NULL && strcmp (always, "1") == 0)
    printf ("faults_always: yes\n");
  return 1;
}

ATF_TC (product);
ATF_TC_HEAD (product, tc)
{
  atf_tc_set_md_var (tc, "descr", "Prints the product that is measured");
}
ATF_TC_BODY (product, tc)
{
  struct utsname u;

  ATF_REQUIRE (uname (&u) != -1);
  printf ("os: %s\nos_version: %s\nmachine: %s\n", u.sysname, u.release,
          u.machine);
  print_distribution ();
  print_libc (&u);
  print_compiler ();
  printf ("pointer_bits: %d\n", (int) sizeof (void *) * 8);
  printf ("uid0: %s\n", geteuid () == 0 ? "yes" : "no");
  print_environment (tc);
  print_surroundings ();
  print_variable (tc, "implementation");
  print_variable (tc, "asked");
  print_variable (tc, "cut");
  printf ("evidence: %s\n", print_faults (tc) ? "simulated"
          : atf_tc_get_config_var_wd (tc, "evidence", "real"));
  printf ("revision: %s\n", IPC_REVISION);
#define P(name, question, word) \
  printf ("probe: %s %d %s\n", #name, IPC_PROBE_##name, word);
  IPC_PROBE_LIST (P)
#undef P
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, product);
  return atf_no_error ();
}
