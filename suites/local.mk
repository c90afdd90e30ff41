# SPDX-License-Identifier: BSD-2-Clause
EXTRA_DIST += suites/README.md suites/Kyuafile suites/fifos.h

suitesdir = $(pkglibexecdir)/suites
dist_suites_DATA = suites/Kyuafile

# The three builds.  No gnulib path and no config.h in any of them.
SUITE_INCLUDES = -I$(srcdir)/suites -I$(srcdir)/suites/instruments \
  -I$(srcdir)/catalogue -I$(srcdir)/fallbacks -I. $(ATF_C_CFLAGS)
EXTENDED_CPPFLAGS = $(SUITE_INCLUDES) $(SYSTEM_EXTENSIONS)
EXTENDED_CFLAGS = $(AM_CFLAGS)
EXTENDED_LDADD = suites/libipcsuite.a $(ATF_C_LIBS)
STRICT_CPPFLAGS = $(SUITE_INCLUDES) -D_XOPEN_SOURCE=700 -DIPC_STRICT
STRICT_CFLAGS = -std=c99 $(AM_CFLAGS)
STRICT_LDADD = $(EXTENDED_LDADD)
FALLBACK_CPPFLAGS = $(EXTENDED_CPPFLAGS) -DIPC_FALLBACK
FALLBACK_CFLAGS = $(AM_CFLAGS)
FALLBACK_LDADD = suites/libipcsuite.a fallbacks/libipcompat.a $(ATF_C_LIBS)

noinst_LIBRARIES += suites/libipcsuite.a
suites_libipcsuite_a_CPPFLAGS = $(EXTENDED_CPPFLAGS)
suites_libipcsuite_a_CFLAGS = $(AM_CFLAGS)
suites_libipcsuite_a_SOURCES = suites/suite.h suites/case.h suites/case.c \
  suites/descriptors.c \
  suites/errno-names.h suites/facilities.h suites/facilities-hidden.c \
  suites/facilities-special.c \
  suites/facilities-signal.c suites/facilities-signal.h \
  suites/facilities-names.c suites/facilities-names.h suites/handlers.h \
  suites/signal-aliases.h \
  suites/facilities-special.h suites/mapped.h \
  suites/mask.c suites/mask.h suites/names.c \
  suites/prologue.c suites/signal-names.h \
  suites/daemons.h suites/deferral.h \
  suites/dispositions.h suites/reaper.h suites/socketpairs.h

suites_PROGRAMS += suites/platform_test
suites_platform_test_SOURCES = suites/platform_test.c
suites_platform_test_CPPFLAGS = $(EXTENDED_CPPFLAGS)
suites_platform_test_LDADD = $(EXTENDED_LDADD)
# Only "all" makes BUILT_SOURCES first.  The suites may be made alone, where
# the harness's libraries are missing.
suites/platform_test-platform_test.$(OBJEXT): revision.h

# What cases exec; ipc_helper_path() finds it beside the suites.
suites_PROGRAMS += suites/ipc_helper
suites_ipc_helper_SOURCES = suites/helper.c suites/helper.h \
  suites/helper-zap.c suites/helper-daemon.c
suites_ipc_helper_CPPFLAGS = $(EXTENDED_CPPFLAGS)
suites_ipc_helper_LDADD = suites/libipcsuite.a fallbacks/libipcompat.a

include suites/programs.mk
include suites/instruments/local.mk
