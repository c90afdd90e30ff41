/* evidence.h - what stands behind an observation.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_EVIDENCE_H
#define IPC_EVIDENCE_H

#include "model/product.h"

enum ipc_evidence
{
  IPC_REAL,                     /* the system itself was asked */
  IPC_EMULATED,                 /* a program that answers in its place */
  IPC_SIMULATED,                /* a system with faults armed */
  IPC_DOCUMENTED,               /* nobody: its manual says so */
  IPC_EVIDENCES,
  IPC_UNSAID = IPC_EVIDENCES    /* a store that does not say */
};

/* What a report about P is worth; never IPC_DOCUMENTED.  */
enum ipc_evidence ipc_product_evidence (const struct ipc_product *p);

/* What P is beside a host that was asked itself: " (simulated)", " (emulated:
   qemu-user)", " (container)", or "", at most SIZE bytes to BUF, which is
   returned.  */
char *ipc_evidence_mark (const struct ipc_product *p, char *buf, size_t size);

/* "real"; what it means, as a clause; 'R', which the codes of columns begin
   with.  */
const char *ipc_evidence_name (enum ipc_evidence e);
const char *ipc_evidence_meaning (enum ipc_evidence e);
char ipc_evidence_letter (enum ipc_evidence e);

#endif
