# SPDX-License-Identifier: BSD-2-Clause
EXTRA_DIST += suites/instruments/README.md
suites_libipcsuite_a_SOURCES += \
  suites/instruments/child.c suites/instruments/child.h \
  suites/instruments/fill.c suites/instruments/fill.h \
  suites/instruments/instruments.h \
  suites/instruments/leaks.c suites/instruments/leaks.h \
  suites/instruments/lifeline.c \
  suites/instruments/limits.c suites/instruments/rlimits.h \
  suites/instruments/link.c \
  suites/instruments/oracle.c suites/instruments/oracle.h \
  suites/instruments/oracle-linux.c suites/instruments/oracle-linux-calls.h \
  suites/instruments/pty.c suites/instruments/pty.h \
  suites/instruments/restart.c suites/instruments/restart.h \
  suites/instruments/shared.c suites/instruments/shared.h \
  suites/instruments/uid.c suites/instruments/uid.h
