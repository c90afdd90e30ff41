/* peer-ids.h - which interface tells of a socket's peer.
   SPDX-License-Identifier: BSD-2-Clause

   Each HAS_X is 1 or 0; a test that brings a stand-in defines them itself.
   To be included before any header of the system.  */

#ifndef IPC_PEER_IDS_H
#define IPC_PEER_IDS_H

#include "probed.h"
#include "ipcompat-sockets.h"

#ifndef IPCOMPAT_NO_SOCKETS

# include <unistd.h>
# if defined __has_include
#  if __has_include (<sys/un.h>)
#   include <sys/un.h>
#  endif
# else
#  include <sys/un.h>
# endif
# ifndef AF_UNIX
#  define AF_UNIX 1
# endif

# ifndef HAS_SO_PEERCRED

#  if defined SO_PEERCRED \
   && (defined __linux__ || defined __OpenBSD__ || defined __CYGWIN__)
#   define HAS_SO_PEERCRED 1
#  else
#   define HAS_SO_PEERCRED 0
#  endif

#  if defined IPC_PROBE_GETPEERUCRED && IPC_PROBE_GETPEERUCRED == 1
#   define HAS_GETPEERUCRED 1
#   include <ucred.h>
#  else
#   define HAS_GETPEERUCRED 0
#  endif

#  ifdef LOCAL_PEEREID
#   define HAS_LOCAL_PEEREID 1
#  else
#   define HAS_LOCAL_PEEREID 0
#  endif

#  ifdef LOCAL_PEERCRED
#   include <sys/param.h>
#   include <sys/ucred.h>
#  endif
#  if defined LOCAL_PEERCRED && defined XUCRED_VERSION
#   define HAS_LOCAL_PEERCRED 1
#  else
#   define HAS_LOCAL_PEERCRED 0
#  endif

#  if defined IPC_PROBE_GETPEEREID && IPC_PROBE_GETPEEREID == 1
#   define HAS_GETPEEREID 1
#  else
#   define HAS_GETPEEREID 0
#  endif

# endif
#endif

#endif
