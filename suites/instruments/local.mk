# SPDX-License-Identifier: BSD-2-Clause
EXTRA_DIST += suites/instruments/README.md
suites_libipcsuite_a_SOURCES += \
  suites/instruments/aside.c suites/instruments/aside.h \
  suites/instruments/apart.c suites/instruments/directory.c \
  suites/instruments/first-process.c \
  suites/instruments/loopback.c suites/instruments/network.c \
  suites/instruments/traffic.c suites/instruments/traffic.h \
  suites/instruments/proc.c \
  suites/instruments/runtime.c \
  suites/instruments/surroundings.h \
  suites/instruments/child.c suites/instruments/child.h \
  suites/instruments/clock.c suites/instruments/clock.h \
  suites/instruments/expiry.c suites/instruments/expiry.h \
  suites/instruments/families.c suites/instruments/families.h \
  suites/instruments/facts.c \
  suites/instruments/fill.c suites/instruments/fill.h \
  suites/instruments/instruments.h \
  suites/instruments/isolation.c suites/instruments/isolation.h \
  suites/instruments/leaks.c suites/instruments/leaks.h \
  suites/instruments/keeper.c suites/instruments/keeper.h \
  suites/instruments/lifeline.c \
  suites/instruments/posix.c suites/instruments/posix.h \
  suites/instruments/relay.c suites/instruments/relay.h \
  suites/instruments/rlimits.c suites/instruments/rlimits.h \
  suites/instruments/link.c \
  suites/instruments/oracle.c suites/instruments/oracle.h \
  suites/instruments/oracle-adapter.h suites/instruments/oracle-calls.h \
  suites/instruments/oracle-freebsd.c suites/instruments/oracle-illumos.c \
  suites/instruments/oracle-linux.c suites/instruments/oracle-macos.c \
  suites/instruments/oracle-names.c suites/instruments/oracle-netbsd.c \
  suites/instruments/oracle-none.c suites/instruments/oracle-openbsd.c \
  suites/instruments/oracle-ps.c suites/instruments/oracle-release.c \
  suites/instruments/no-features.h suites/instruments/signal-forms.h \
  suites/instruments/signal-gnu.c suites/instruments/signal-plain.c \
  suites/instruments/signal-posix.c suites/instruments/signal-xopen.c \
  suites/instruments/sysv.c suites/instruments/sysv.h \
  suites/instruments/sysv-calls.c suites/instruments/sysv-calls.h \
  suites/instruments/terminal.c suites/instruments/terminal.h \
  suites/instruments/interruption.c suites/instruments/interruption.h \
  suites/instruments/shared.c suites/instruments/shared.h \
  suites/instruments/try.c suites/instruments/try.h \
  suites/instruments/uid.c suites/instruments/uid.h \
  suites/instruments/witness.c suites/instruments/witness.h
