# bsd42.sh - signals and sessions of 4.2BSD.
# SPDX-License-Identifier: BSD-2-Clause
#
# signal() keeps and blocks for whoever asks, every slow call restarts, and
# there is no setsid(): TIOCNOTTY and a group are what one has.
about='signals and sessions of 4.2BSD'
faults='signal_one_meaning restart_forced setsid_missing'
probes_no=SETSID_REFUSES_LEADER
fallbacks=setsid
native='reliability.persist persists
reliability.blocked blocked
reliability.restart restarts
reliability.feature_macro same
daemons.setsid_new_session absent
daemons.pidfile_order absent
daemons.supervised absent
daemons.tiocnotty detaches the caller
deferral.immediate_one leaves the read
tcp.forking_errno not shown'
proven='daemons.setsid_eperm
daemons.no_ctty
daemons.fallback_equals
daemons.service_shell_hang
deferral.immediate_one
tcp.connect_eintr'
limited='daemons.setsid_new_session
daemons.complete
daemons.supervised
safe_pipes.spawn_setsid
reaper.wait_eintr'
