/* oracle-calls.h - POSIX names of the calls that Linux and illumos block in.
   SPDX-License-Identifier: BSD-2-Clause

   A call that serves several ("ipc") has its own name here; oracle-names.c
   knows what it may stand for.  */

#ifdef SYS_read
CALL ("read", read)
#endif
#ifdef SYS_readv
CALL ("read", readv)
#endif
#ifdef SYS_pread64
CALL ("read", pread64)
#endif
#ifdef SYS_write
CALL ("write", write)
#endif
#ifdef SYS_writev
CALL ("write", writev)
#endif
#ifdef SYS_open
CALL ("open", open)
#endif
#ifdef SYS_openat
CALL ("open", openat)
#endif
#ifdef SYS_wait4
CALL ("waitpid", wait4)
#endif
#ifdef SYS_waitid
CALL ("waitpid", waitid)
#endif
#ifdef SYS_waitpid
CALL ("waitpid", waitpid)
#endif
#ifdef SYS_rt_sigsuspend
CALL ("sigsuspend", rt_sigsuspend)
#endif
#ifdef SYS_sigsuspend
CALL ("sigsuspend", sigsuspend)
#endif
#ifdef SYS_pause
CALL ("pause", pause)
#endif
#ifdef SYS_rt_sigtimedwait
CALL ("sigwait", rt_sigtimedwait)
#endif
#ifdef SYS_rt_sigtimedwait_time64
CALL ("sigwait", rt_sigtimedwait_time64)
#endif
#ifdef SYS_poll
CALL ("poll", poll)
#endif
#ifdef SYS_ppoll
CALL ("poll", ppoll)
#endif
#ifdef SYS_ppoll_time64
CALL ("poll", ppoll_time64)
#endif
#ifdef SYS_select
CALL ("select", select)
#endif
#ifdef SYS__newselect
CALL ("select", _newselect)
#endif
#ifdef SYS_pselect6
CALL ("select", pselect6)
#endif
#ifdef SYS_pselect6_time64
CALL ("select", pselect6_time64)
#endif
#ifdef SYS_recvfrom
CALL ("recv", recvfrom)
#endif
#ifdef SYS_recvmsg
CALL ("recv", recvmsg)
#endif
#ifdef SYS_recv
CALL ("recv", recv)
#endif
#ifdef SYS_sendto
CALL ("send", sendto)
#endif
#ifdef SYS_sendmsg
CALL ("send", sendmsg)
#endif
#ifdef SYS_send
CALL ("send", send)
#endif
#ifdef SYS_accept
CALL ("accept", accept)
#endif
#ifdef SYS_accept4
CALL ("accept", accept4)
#endif
#ifdef SYS_connect
CALL ("connect", connect)
#endif
#ifdef SYS_socketcall
CALL ("socket", socketcall)
#endif
#ifdef SYS_fcntl
CALL ("fcntl", fcntl)
#endif
#ifdef SYS_fcntl64
CALL ("fcntl", fcntl64)
#endif
#ifdef SYS_flock
CALL ("flock", flock)
#endif
#ifdef SYS_ioctl
CALL ("ioctl", ioctl)
#endif
#ifdef SYS_nanosleep
CALL ("nanosleep", nanosleep)
#endif
#ifdef SYS_clock_nanosleep
CALL ("nanosleep", clock_nanosleep)
#endif
#ifdef SYS_clock_nanosleep_time64
CALL ("nanosleep", clock_nanosleep_time64)
#endif
/* musl's name of the one with 32 bits of seconds, which it tries first.  */
#ifdef SYS_clock_nanosleep_time32
CALL ("nanosleep", clock_nanosleep_time32)
#endif
#ifdef SYS_semop
CALL ("semop", semop)
#endif
#ifdef SYS_semtimedop
CALL ("semop", semtimedop)
#endif
#ifdef SYS_semtimedop_time64
CALL ("semop", semtimedop_time64)
#endif
#ifdef SYS_msgsnd
CALL ("msgsnd", msgsnd)
#endif
#ifdef SYS_msgrcv
CALL ("msgrcv", msgrcv)
#endif
#ifdef SYS_ipc
CALL ("ipc", ipc)
#endif
#ifdef SYS_mq_timedreceive
CALL ("mq_receive", mq_timedreceive)
#endif
#ifdef SYS_mq_timedsend
CALL ("mq_send", mq_timedsend)
#endif
#ifdef SYS_futex
CALL ("futex", futex)
#endif
#ifdef SYS_futex_time64
CALL ("futex", futex_time64)
#endif
#ifdef SYS_epoll_wait
CALL ("epoll_wait", epoll_wait)
#endif
#ifdef SYS_epoll_pwait
CALL ("epoll_wait", epoll_pwait)
#endif
#ifdef SYS_close
CALL ("close", close)
#endif
#ifdef SYS_dup2
CALL ("dup2", dup2)
#endif
#ifdef SYS_dup3
CALL ("dup2", dup3)
#endif
#ifdef SYS_getrandom
CALL ("getrandom", getrandom)
#endif
#ifdef SYS_splice
CALL ("splice", splice)
#endif
#ifdef SYS_sendfile
CALL ("sendfile", sendfile)
#endif
#ifdef SYS_sendfile64
CALL ("sendfile", sendfile64)
#endif
/* In which one waits for a child that shares one's memory.  */
#ifdef SYS_vfork
CALL ("vfork", vfork)
#endif
#ifdef SYS_clone
CALL ("vfork", clone)
#endif
/* illumos alone.  */
#ifdef SYS_waitsys
CALL ("waitpid", waitsys)
#endif
#ifdef SYS_pollsys
CALL ("poll", pollsys)
#endif
#ifdef SYS_so_socket
CALL ("socket", so_socket)
#endif
#ifdef SYS_lwp_park
CALL ("futex", lwp_park)
#endif
#ifdef SYS_msgsys
CALL ("ipc", msgsys)
#endif
#ifdef SYS_semsys
CALL ("ipc", semsys)
#endif

/* What a process is in after the kernel restarted a call with a timeout.  */
#ifdef SYS_restart_syscall
CALL ("restart_syscall", restart_syscall)
#endif
