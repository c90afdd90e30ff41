/* errno-names.h - every errno that a case may meet.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifdef E2BIG
NAME (E2BIG)
#endif
#ifdef EACCES
NAME (EACCES)
#endif
#ifdef EADDRINUSE
NAME (EADDRINUSE)
#endif
#ifdef EADDRNOTAVAIL
NAME (EADDRNOTAVAIL)
#endif
#ifdef EAFNOSUPPORT
NAME (EAFNOSUPPORT)
#endif
#ifdef EAGAIN
NAME (EAGAIN)
#endif
#ifdef EALREADY
NAME (EALREADY)
#endif
#ifdef EBADF
NAME (EBADF)
#endif
#ifdef EBADMSG
NAME (EBADMSG)
#endif
#ifdef EBUSY
NAME (EBUSY)
#endif
#ifdef ECANCELED
NAME (ECANCELED)
#endif
#ifdef ECHILD
NAME (ECHILD)
#endif
#ifdef ECONNABORTED
NAME (ECONNABORTED)
#endif
#ifdef ECONNREFUSED
NAME (ECONNREFUSED)
#endif
#ifdef ECONNRESET
NAME (ECONNRESET)
#endif
#ifdef EDEADLK
NAME (EDEADLK)
#endif
#ifdef EDESTADDRREQ
NAME (EDESTADDRREQ)
#endif
#ifdef EDOM
NAME (EDOM)
#endif
#ifdef EEXIST
NAME (EEXIST)
#endif
#ifdef EFAULT
NAME (EFAULT)
#endif
#ifdef EFBIG
NAME (EFBIG)
#endif
#ifdef EFTYPE
NAME (EFTYPE)
#endif
#ifdef EHOSTDOWN
NAME (EHOSTDOWN)
#endif
#ifdef EHOSTUNREACH
NAME (EHOSTUNREACH)
#endif
#ifdef EIDRM
NAME (EIDRM)
#endif
#ifdef EILSEQ
NAME (EILSEQ)
#endif
#ifdef EINPROGRESS
NAME (EINPROGRESS)
#endif
#ifdef EINTR
NAME (EINTR)
#endif
#ifdef EINVAL
NAME (EINVAL)
#endif
#ifdef EIO
NAME (EIO)
#endif
#ifdef EISCONN
NAME (EISCONN)
#endif
#ifdef EISDIR
NAME (EISDIR)
#endif
#ifdef ELOOP
NAME (ELOOP)
#endif
#ifdef EMFILE
NAME (EMFILE)
#endif
#ifdef EMLINK
NAME (EMLINK)
#endif
#ifdef EMSGSIZE
NAME (EMSGSIZE)
#endif
#ifdef ENAMETOOLONG
NAME (ENAMETOOLONG)
#endif
#ifdef ENETDOWN
NAME (ENETDOWN)
#endif
#ifdef ENETRESET
NAME (ENETRESET)
#endif
#ifdef ENETUNREACH
NAME (ENETUNREACH)
#endif
#ifdef ENFILE
NAME (ENFILE)
#endif
#ifdef ENOBUFS
NAME (ENOBUFS)
#endif
#ifdef ENODEV
NAME (ENODEV)
#endif
#ifdef ENOENT
NAME (ENOENT)
#endif
#ifdef ENOEXEC
NAME (ENOEXEC)
#endif
#ifdef ENOLCK
NAME (ENOLCK)
#endif
#ifdef ENOMEM
NAME (ENOMEM)
#endif
#ifdef ENOMSG
NAME (ENOMSG)
#endif
#ifdef ENOPROTOOPT
NAME (ENOPROTOOPT)
#endif
#ifdef ENOSPC
NAME (ENOSPC)
#endif
#ifdef ENOSYS
NAME (ENOSYS)
#endif
#ifdef ENOTCONN
NAME (ENOTCONN)
#endif
#ifdef ENOTDIR
NAME (ENOTDIR)
#endif
#ifdef ENOTEMPTY
NAME (ENOTEMPTY)
#endif
#ifdef ENOTRECOVERABLE
NAME (ENOTRECOVERABLE)
#endif
#ifdef ENOTSOCK
NAME (ENOTSOCK)
#endif
/* One value with two names on some: the sockets' name is the one in use.  */
#ifdef EOPNOTSUPP
NAME (EOPNOTSUPP)
#endif
#ifdef ENOTSUP
NAME (ENOTSUP)
#endif
#ifdef ENOTTY
NAME (ENOTTY)
#endif
#ifdef ENXIO
NAME (ENXIO)
#endif
#ifdef EOVERFLOW
NAME (EOVERFLOW)
#endif
#ifdef EOWNERDEAD
NAME (EOWNERDEAD)
#endif
#ifdef EPERM
NAME (EPERM)
#endif
#ifdef EPIPE
NAME (EPIPE)
#endif
#ifdef EPROTO
NAME (EPROTO)
#endif
#ifdef EPROTONOSUPPORT
NAME (EPROTONOSUPPORT)
#endif
#ifdef EPROTOTYPE
NAME (EPROTOTYPE)
#endif
#ifdef ERANGE
NAME (ERANGE)
#endif
#ifdef EROFS
NAME (EROFS)
#endif
#ifdef ESOCKTNOSUPPORT
NAME (ESOCKTNOSUPPORT)
#endif
#ifdef ESPIPE
NAME (ESPIPE)
#endif
#ifdef ESRCH
NAME (ESRCH)
#endif
#ifdef ESTALE
NAME (ESTALE)
#endif
#ifdef ETIMEDOUT
NAME (ETIMEDOUT)
#endif
#ifdef ETXTBSY
NAME (ETXTBSY)
#endif
#ifdef EXDEV
NAME (EXDEV)
#endif
