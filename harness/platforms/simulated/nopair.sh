# nopair.sh - a platform without socketpair() and setsid().
# SPDX-License-Identifier: BSD-2-Clause
about='neither socketpair() nor setsid()'
faults='pair_missing setsid_missing'
probes_no='SOCKETPAIR_UNIX_STREAM SOCKETPAIR_UNIX_DGRAM
  SETSID_REFUSES_LEADER'
fallbacks='socketpair setsid'
native='socketpairs.stream absent
socketpairs.af_local absent
daemons.setsid_new_session absent
daemons.no_ctty absent
daemons.pidfile_order absent
unix_sockets.fd_passing absent
sockets.nonblock_flag absent
restart.recv_set restarts
restart.recvmsg_dgram_clear eintr
sockets.writable_truth true, full and drained
udp.msg_trunc_input full length'
proven='socketpairs.stream
socketpairs.pipe2
socketpairs.sigpipe
daemons.no_ctty
daemons.fallback_equals
daemons.service_shell_hang'
limited='daemons.setsid_new_session
daemons.complete
daemons.supervised
safe_pipes.spawn_setsid'
# A pipe by a pair has nothing to go by, and no pair a flag.
refuses='pipes.emfile
sockets.nonblock_flag'
