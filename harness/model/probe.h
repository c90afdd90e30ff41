/* probe.h - what a probe's name is, and what it asks.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_PROBE_H
#define IPC_PROBE_H

#include <stddef.h>

/* The question of the probe NAME, as far as this build knows it, else "".  */
const char *ipc_probe_question (const char *name);

/* Whether NAME is a name of a probe: [A-Z][A-Z0-9_]{0,59}.  */
int ipc_probe_name (const char *name, size_t size);

#endif
