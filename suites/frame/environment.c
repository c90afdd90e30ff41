/* environment.c - where the platform runs that is measured.
   SPDX-License-Identifier: BSD-2-Clause

   Only what cannot be there otherwise is taken for evidence: a file such as
   /.dockerenv also lies in what was unpacked from an image and boots by
   itself.  Where a system has no such file or call, nothing shows.  */

#include "environment.h"

#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/utsname.h>
#include <unistd.h>
#ifdef __linux__
# include <sys/klog.h>
#endif
#ifdef __FreeBSD__
# include <sys/sysctl.h>
#endif
#ifdef __sun
# include <zone.h>
#endif

/* Whether gVisor wrote the kernel's log: its first message.  Whatever else
   gets into one has a name before it.  */
static int
gvisor_logged (void)
{
#ifdef __linux__
  enum { READ_ALL = 3 };
  static char text[4096];
  int n = klogctl (READ_ALL, text, sizeof text - 1);

  if (n > 0)
    text[n] = '\0';
  return n > 0 && strstr (text, "] Starting gVisor...") != NULL;
#else
  return 0;
#endif
}

/* Or what it says of itself: no Linux was built then.  */
static int
in_gvisor (void)
{
  struct utsname u;

  return (uname (&u) != -1
          && strcmp (u.version, "#1 SMP Sun Jan 10 15:06:54 PST 2016") == 0)
         || gvisor_logged ();
}

/* Read the link NAME into BUF of SIZE bytes; "" if it is none.  */
static const char *
read_link (const char *name, char *buf, size_t size)
{
  ssize_t n = readlink (name, buf, size - 1);

  buf[n > 0 ? n : 0] = '\0';
  return buf;
}

/* The emulator shows programs themselves in /proc/self/exe; by this way it
   does not.  */
int
ipc_emulator (char *program, size_t size)
{
  char name[64];
  const char *slash;

  snprintf (name, sizeof name, "/proc/self/task/%ld/exe", (long) getpid ());
  slash = strrchr (read_link (name, program, size), '/');
  return slash != NULL && strncmp (slash, "/qemu-", 6) == 0;
}

static int
in_qemu_user (void)
{
  char program[1024];

  return ipc_emulator (program, sizeof program);
}

/* Whether the release has WORD in it.  */
static int
is_released_as (const char *word)
{
  struct utsname u;

  return uname (&u) != -1 && strstr (u.release, word) != NULL;
}

static int
in_wsl (void)
{
  return is_released_as ("Microsoft") || is_released_as ("microsoft");
}

/* Whether /proc/cpuinfo has a line "NAME: VALUE...".  */
static int
is_processor (const char *name, const char *value)
{
  char line[256];
  size_t size = strlen (name);
  int found = 0;
  FILE *f = fopen ("/proc/cpuinfo", "r");

  while (f != NULL && !found && fgets (line, sizeof line, f) != NULL)
    if (strncmp (line, name, size) == 0)
      {
        const char *p = line + size + strspn (line + size, " \t:");

        found = strncmp (p, value, strlen (value)) == 0;
      }
  if (f != NULL)
    fclose (f);
  return found;
}

static int
in_uml (void)
{
  return is_processor ("vendor_id", "User Mode Linux");
}

/* Not where the hardware runs the programs.  */
static int
in_qemu (void)
{
  return is_processor ("model name", "QEMU TCG CPU");
}

static int
in_jail (void)
{
#ifdef __FreeBSD__
  int jailed = 0;
  size_t size = sizeof jailed;

  return sysctlbyname ("security.jail.jailed", &jailed, &size, NULL, 0) == 0
         && jailed;
#else
  return 0;
#endif
}

static int
in_zone (void)
{
#ifdef __sun
  return getzoneid () != GLOBAL_ZONEID;
#else
  return 0;
#endif
}

/* Linux numbers the namespaces that it boots with: any other number is that
   of one that was made.  */
static int
in_container (void)
{
  static const struct { const char *name, *first; } kinds[] =
  {
    { "/proc/self/ns/pid", "pid:[4026531836]" },
    { "/proc/self/ns/ipc", "ipc:[4026531839]" }
  };
  char link[64];
  size_t i;

  for (i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (*read_link (kinds[i].name, link, sizeof link) != '\0'
        && strcmp (link, kinds[i].first) != 0)
      return 1;
  return 0;
}

/* Whether mounts are told of, and none of them is on /.  */
static int
has_no_root_mount (void)
{
  char line[4096], where[2048];
  int told = 0, root = 0;
  FILE *f = fopen ("/proc/self/mountinfo", "r");

  if (f == NULL)
    return 0;
  while (fgets (line, sizeof line, f) != NULL)
    if (sscanf (line, "%*s %*s %*s %*s %2047s", where) == 1)
      {
        told = 1;
        root |= strcmp (where, "/") == 0;
      }
  fclose (f);
  return told && !root;
}

/* Whether the root is that of a mount, or -1 where nothing tells.  */
static int
is_mount_root (void)
{
#ifdef STATX_ATTR_MOUNT_ROOT
  struct statx x;

  if (statx (AT_FDCWD, "/", 0, STATX_TYPE, &x) == 0
      && (x.stx_attributes_mask & STATX_ATTR_MOUNT_ROOT) != 0)
    return (x.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
#endif
  return -1;
}

/* Another root than the first process's, where that may be seen, or one that
   no system boots with.  */
static int
in_chroot (void)
{
  struct stat first, own;

  if (is_mount_root () == 0)
    return 1;
  if (stat ("/proc/1/root/.", &first) == 0 && stat ("/", &own) == 0
      && (first.st_dev != own.st_dev || first.st_ino != own.st_ino))
    return 1;
  return has_no_root_mount ();
}

const char *
ipc_environment (void)
{
  static const struct { const char *word; int (*shows) (void); } all[] =
  {
    { "gvisor", in_gvisor }, { "qemu-user", in_qemu_user },
    { "uml", in_uml }, { "wsl", in_wsl }, { "jail", in_jail },
    { "zone", in_zone },
    { "container", in_container }, { "chroot", in_chroot },
    { "qemu", in_qemu }
  };
  size_t i;

  for (i = 0; i < sizeof all / sizeof *all; i++)
    if (all[i].shows ())
      return all[i].word;
  return "host";
}

/* The second WSL has a Linux of its own.  */
const char *
ipc_known_kernel (void)
{
  return in_gvisor () ? "gVisor"
         : in_uml () ? "User Mode Linux"
         : in_wsl () && !is_released_as ("WSL2") ? "WSL 1" : NULL;
}
