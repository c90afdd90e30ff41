/* signal-aliases.h - other names that signals go by, and rare ones.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifdef SIGCLD
NAME (SIGCLD)
#endif
#ifdef SIGIOT
NAME (SIGIOT)
#endif
#ifdef SIGPOLL
NAME (SIGPOLL)
#endif
#ifdef SIGUNUSED
NAME (SIGUNUSED)
#endif
#ifdef SIGLOST
NAME (SIGLOST)
#endif
#ifdef SIGTHR
NAME (SIGTHR)
#endif
#ifdef SIGLWP
NAME (SIGLWP)
#endif
#ifdef SIGLIBRT
NAME (SIGLIBRT)
#endif
#ifdef SIGWAITING
NAME (SIGWAITING)
#endif
#ifdef SIGFREEZE
NAME (SIGFREEZE)
#endif
#ifdef SIGTHAW
NAME (SIGTHAW)
#endif
#ifdef SIGCANCEL
NAME (SIGCANCEL)
#endif
#ifdef SIGJVM1
NAME (SIGJVM1)
#endif
#ifdef SIGJVM2
NAME (SIGJVM2)
#endif
