/* control.h - whether sockets have control messages.
   SPDX-License-Identifier: BSD-2-Clause

   After <sys/socket.h>, which may have the macros without the structure: then
   only a probe has seen that.  */

#ifndef IPC_CONTROL_H
#define IPC_CONTROL_H

#if defined SCM_RIGHTS && defined CMSG_FIRSTHDR \
  && !(defined IPC_PROBE_CMSGHDR && 0 == IPC_PROBE_CMSGHDR)
# define HAS_CONTROL 1
#endif

#endif
