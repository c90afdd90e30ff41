# svr3.sh - signal() of System V Release 3.
# SPDX-License-Identifier: BSD-2-Clause
#
# The handler is reset on delivery, its signal not blocked meanwhile, a slow
# call interrupted; SIGCLD comes as long as there is a zombie.  sigaction()
# is there, as on the systems that kept this signal() later: without it no
# fallback could have the old one's faults mended.
about="signal() of System V Release 3"
faults='signal_system_v cld_reposts'
probes_no='SIGNAL_KEEPS_HANDLER SIGNAL_KEEPS_HANDLER_STRICT SIGNAL_BLOCKS
  SIGNAL_BLOCKS_STRICT SIGNAL_RESTARTS SIGNAL_RESTARTS_STRICT'
probes_yes=SIGCLD_LEVEL
fallbacks=signal
native='reliability.persist resets
reliability.blocked not blocked
reliability.restart EINTR
reliability.feature_macro same
dispositions.cld_level shown
reaper.handler_reinstall_after shown
reaper.single_wait_misses not shown'
proven='reliability.persist
reliability.blocked
reliability.restart
reliability.anonymous'
