/* output.c - files that appear only when complete.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "message.h"

/* Make the file that will become NAME, beside it.  */
static int
open_temporary (struct ipc_output *o)
{
  size_t size = strlen (o->name) + sizeof ".XXXXXX";
  int fd;

  o->temporary = malloc (size);
  if (o->temporary == NULL)
    return -1;
  snprintf (o->temporary, size, "%s.XXXXXX", o->name);
  fd = mkstemp (o->temporary);
  if (fd == -1)
    {
      free (o->temporary);
      return -1;
    }
  o->stream = fdopen (fd, "w");
  if (o->stream != NULL)
    return 0;
  close (fd);
  unlink (o->temporary);
  free (o->temporary);
  return -1;
}

int
ipc_output_open (struct ipc_output *o, const char *name)
{
  struct stat st;

  o->temporary = NULL;
  o->name = name == NULL || strcmp (name, "-") == 0 ? NULL : name;
  o->stream = stdout;
  if (o->name == NULL)
    return 0;
  /* A device or a FIFO is written to, not replaced.  */
  if (stat (name, &st) == 0 && !S_ISREG (st.st_mode))
    {
      o->stream = S_ISDIR (st.st_mode) ? NULL : fopen (name, "w");
      if (S_ISDIR (st.st_mode))
        errno = EISDIR;
      if (o->stream != NULL)
        return 0;
    }
  else if (open_temporary (o) == 0)
    return 0;
  ipc_error ("%s: cannot be written: %s", name, strerror (errno));
  return -1;
}

/* mkstemp() makes files that only their owner reads; a report is for
   everybody whom the umask lets.  */
static int
publish (struct ipc_output *o)
{
  mode_t mask = umask (0);

  umask (mask);
  if (chmod (o->temporary, 0666 & ~mask) == 0
      && rename (o->temporary, o->name) == 0)
    return 0;
  return -1;
}

void
ipc_output_cancel (struct ipc_output *o)
{
  if (o->stream != stdout)
    fclose (o->stream);
  if (o->temporary != NULL)
    unlink (o->temporary);
  free (o->temporary);
  o->temporary = NULL;
}

int
ipc_output_complete (struct ipc_output *o, int result)
{
  errno = 0;
  if (fflush (o->stream) == 0 && !ferror (o->stream) && result == 0)
    return 0;
  ipc_error ("%s: cannot be written: %s",
             o->name == NULL ? "standard output" : o->name,
             errno == 0 ? "write error" : strerror (errno));
  return -1;
}

int
ipc_output_close (struct ipc_output *o, int result)
{
  if (ipc_output_complete (o, result) != 0)
    {
      ipc_output_cancel (o);
      return -1;
    }
  if (o->temporary != NULL && publish (o) != 0)
    {
      ipc_error ("%s: cannot be put in place: %s", o->name,
                 strerror (errno));
      ipc_output_cancel (o);
      return -1;
    }
  if (o->stream != stdout)
    fclose (o->stream);
  free (o->temporary);
  o->temporary = NULL;
  return 0;
}
