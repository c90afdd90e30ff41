/* run-options.h - the options of ipcompat run.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_RUN_OPTIONS_H
#define IPC_RUN_OPTIONS_H

struct ipc_run_options
{
  const char *directory, *store, *fault, *build;
  const char *environment, *environment_version, *implementation, *simulation;
  char *asked;                  /* the words of a partial run, or NULL */
  const char *inside;           /* a command that runs Kyua, or NULL */
  const char *leave_out;        /* ids, with commas in between; or NULL */
  const char *refused;          /* "CALL:ERROR", likewise; or NULL */
  const char *expect;           /* a report.json, or NULL */
  int parallelism;
  int limit;                    /* seconds for each program; 0: none */
  unsigned builds;
};

/* Fill in O from the command line.  Returns -1 to go on, else the exit
   status.  */
int ipc_run_options (struct ipc_run_options *o, int argc, char **argv);

#endif
