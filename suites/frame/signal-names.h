/* signal-names.h - the signals that have names.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifdef SIGHUP
NAME (SIGHUP)
#endif
#ifdef SIGINT
NAME (SIGINT)
#endif
#ifdef SIGQUIT
NAME (SIGQUIT)
#endif
#ifdef SIGILL
NAME (SIGILL)
#endif
#ifdef SIGTRAP
NAME (SIGTRAP)
#endif
#ifdef SIGABRT
NAME (SIGABRT)
#endif
#ifdef SIGBUS
NAME (SIGBUS)
#endif
#ifdef SIGFPE
NAME (SIGFPE)
#endif
#ifdef SIGKILL
NAME (SIGKILL)
#endif
#ifdef SIGUSR1
NAME (SIGUSR1)
#endif
#ifdef SIGSEGV
NAME (SIGSEGV)
#endif
#ifdef SIGUSR2
NAME (SIGUSR2)
#endif
#ifdef SIGPIPE
NAME (SIGPIPE)
#endif
#ifdef SIGALRM
NAME (SIGALRM)
#endif
#ifdef SIGTERM
NAME (SIGTERM)
#endif
#ifdef SIGSTKFLT
NAME (SIGSTKFLT)
#endif
#ifdef SIGCHLD
NAME (SIGCHLD)
#endif
#ifdef SIGCONT
NAME (SIGCONT)
#endif
#ifdef SIGSTOP
NAME (SIGSTOP)
#endif
#ifdef SIGTSTP
NAME (SIGTSTP)
#endif
#ifdef SIGTTIN
NAME (SIGTTIN)
#endif
#ifdef SIGTTOU
NAME (SIGTTOU)
#endif
#ifdef SIGURG
NAME (SIGURG)
#endif
#ifdef SIGXCPU
NAME (SIGXCPU)
#endif
#ifdef SIGXFSZ
NAME (SIGXFSZ)
#endif
#ifdef SIGVTALRM
NAME (SIGVTALRM)
#endif
#ifdef SIGPROF
NAME (SIGPROF)
#endif
#ifdef SIGWINCH
NAME (SIGWINCH)
#endif
#ifdef SIGIO
NAME (SIGIO)
#endif
#ifdef SIGPWR
NAME (SIGPWR)
#endif
#ifdef SIGSYS
NAME (SIGSYS)
#endif
#ifdef SIGEMT
NAME (SIGEMT)
#endif
#ifdef SIGINFO
NAME (SIGINFO)
#endif
