# SPDX-License-Identifier: BSD-2-Clause
EXTRA_DIST += suites/README.md suites/Kyuafile

suitesdir = $(pkglibexecdir)/suites
dist_suites_DATA = suites/Kyuafile

# How each build of catalogue/builds.def is compiled.  No gnulib path and no
# config.h in any of them, and no folder of ours where <poll.h> is looked for
# but the last of all, by LACKING_CPPFLAGS, where the system lacks a header.
EXTRA_DIST += suites/lacking
SUITE_INCLUDES = -iquote $(srcdir)/suites -iquote $(srcdir)/catalogue \
  -iquote $(srcdir)/fallbacks -iquote . $(ATF_C_CFLAGS) $(LACKING_CPPFLAGS)
EXTENDED_CPPFLAGS = $(SUITE_INCLUDES) $(SYSTEM_EXTENSIONS) \
  -DIPC_BUILD=EXTENDED
EXTENDED_CFLAGS = $(AM_CFLAGS)
EXTENDED_LDADD = suites/libextended.a suites/libipcsuite.a $(ATF_C_LIBS)
STRICT_CPPFLAGS = $(SUITE_INCLUDES) -D_XOPEN_SOURCE=700 -DIPC_STRICT \
  -DIPC_BUILD=STRICT
STRICT_CFLAGS = -std=c99 $(AM_CFLAGS)
STRICT_LDADD = suites/libstrict.a suites/libipcsuite.a $(ATF_C_LIBS)
FALLBACK_CPPFLAGS = $(SUITE_INCLUDES) $(SYSTEM_EXTENSIONS) -DIPC_FALLBACK \
  -DIPC_BUILD=FALLBACK
FALLBACK_CFLAGS = $(AM_CFLAGS)
FALLBACK_LDADD = suites/libfallback.a suites/libipcsuite.a \
  fallbacks/libipcompat.a $(ATF_C_LIBS)

# What each program of a suite is made of besides the suite's own folder, and
# the kit, which is of each build, so that its calls are mapped, too.
SUITE_FRAME = suites/frame/main.c suites/frame/sanitizer.c
KIT = suites/kit/command.c suites/kit/command.h \
  suites/kit/local.c suites/kit/local.h \
  suites/kit/lock.c suites/kit/lock.h \
  suites/kit/pipe.c suites/kit/pipe.h suites/kit/signal.c \
  suites/kit/signal.h suites/kit/sysv.c suites/kit/sysv.h \
  suites/kit/write.c suites/kit/write.h
noinst_LIBRARIES += suites/libextended.a suites/libstrict.a \
  suites/libfallback.a
suites_libextended_a_SOURCES = $(KIT)
suites_libextended_a_CPPFLAGS = $(EXTENDED_CPPFLAGS)
suites_libextended_a_CFLAGS = $(EXTENDED_CFLAGS)
suites_libstrict_a_SOURCES = $(KIT)
suites_libstrict_a_CPPFLAGS = $(STRICT_CPPFLAGS)
suites_libstrict_a_CFLAGS = $(STRICT_CFLAGS)
suites_libfallback_a_SOURCES = $(KIT) suites/frame/calls.c \
  suites/frame/absent-sysv.h \
  suites/frame/calls-commands.c suites/frame/calls-commands.h \
  suites/frame/calls-local.c suites/frame/calls-local.h \
  suites/frame/calls-network.c suites/frame/calls-network.h \
  suites/frame/mapped-posix.c suites/frame/mapped-posix.h \
  suites/frame/mapped-spawn.c suites/frame/mapped-spawn.h \
  suites/frame/mapped-sysv.c suites/frame/mapped-sysv.h
suites_libfallback_a_CPPFLAGS = $(FALLBACK_CPPFLAGS)
suites_libfallback_a_CFLAGS = $(FALLBACK_CFLAGS)

# What all of them share, compiled once.
noinst_LIBRARIES += suites/libipcsuite.a
suites_libipcsuite_a_CPPFLAGS = $(EXTENDED_CPPFLAGS)
suites_libipcsuite_a_CFLAGS = $(AM_CFLAGS)
suites_libipcsuite_a_SOURCES = $(CATALOGUE_RULES) \
  suites/frame/calls-macros.h suites/frame/calls.h \
  suites/frame/compare.c suites/frame/compare.h \
  suites/frame/descriptors.c suites/frame/descriptors.h \
  suites/frame/errno-names.h \
  suites/frame/expected.c suites/frame/expected.h \
  suites/frame/hold.c suites/frame/hold.h \
  suites/frame/mapped.h suites/frame/names.c suites/frame/names.h \
  suites/frame/prologue.c suites/frame/prologue.h \
  suites/frame/report.c suites/frame/report.h \
  suites/frame/run.c suites/frame/run.h \
  suites/frame/settings.c suites/frame/settings.h \
  suites/frame/signal-aliases.h \
  suites/frame/signal-names.h \
  suites/frame/suite.h \
  suites/facilities/control.c suites/facilities/control.h \
  suites/facilities/datagram.c suites/facilities/datagram.h \
  suites/facilities/facilities.c suites/facilities/facilities.h \
  suites/facilities/files.def \
  suites/facilities/handles.c suites/facilities/handles.h \
  suites/facilities/hidden.c suites/facilities/limits.h \
  suites/facilities/uncallable.c suites/facilities/missing.h \
  suites/facilities/mq.c suites/facilities/mq.h \
  suites/facilities/mutex.c suites/facilities/mutex.h \
  suites/facilities/names.c suites/facilities/names.h \
  suites/facilities/objects.def suites/facilities/optional.c \
  suites/facilities/processes.c suites/facilities/processes.def \
  suites/facilities/processes.h \
  suites/facilities/queue.c suites/facilities/queue.h \
  suites/facilities/sandbox.c suites/facilities/sandbox.h \
  suites/facilities/signal.c suites/facilities/signal.h \
  suites/facilities/signals.def suites/facilities/sockets.def \
  suites/facilities/rooms.c suites/facilities/rooms.h \
  suites/facilities/search.c suites/facilities/search.h \
  suites/facilities/semun.c suites/facilities/semun.h \
  suites/facilities/peers.c suites/facilities/peers.h \
  suites/facilities/special.c suites/facilities/special.h \
  suites/facilities/terminals.def \
  suites/facilities/loaded.h suites/facilities/timers.c \
  suites/facilities/timers.h suites/facilities/told.c \
  suites/facilities/told.h

suites_PROGRAMS += suites/platform_test
suites_platform_test_SOURCES = suites/frame/platform_test.c \
  suites/frame/sanitizer.c \
  suites/frame/environment.c suites/frame/environment.h \
  suites/frame/identity.c suites/frame/identity.h
suites_platform_test_CPPFLAGS = $(EXTENDED_CPPFLAGS) $(IDENTITY_CPPFLAGS)
suites_platform_test_LDADD = $(EXTENDED_LDADD)
# Only "all" makes BUILT_SOURCES first.  The suites may be made alone, where
# the harness's libraries are missing.
suites/frame/platform_test-platform_test.$(OBJEXT): revision.h

# What cases exec; ipc_helper_path() finds it beside the suites.
suites_PROGRAMS += suites/ipc_helper
suites_ipc_helper_SOURCES = suites/helper/helper.c suites/helper/helper.h \
  suites/helper/act.c suites/helper/catsock.c suites/helper/coprocess.c \
  suites/helper/command-server.c suites/helper/forking-server.c \
  suites/helper/daemon.c \
  suites/helper/rtime.c \
  suites/helper/semaphores.c \
  suites/helper/notes.c \
  suites/helper/udp-time.c \
  suites/helper/chat.c suites/helper/stream.c suites/helper/webget.c \
  suites/helper/inherit.c suites/helper/list.c \
  suites/helper/pipe-open.c suites/helper/zap.c
suites_ipc_helper_CPPFLAGS = $(EXTENDED_CPPFLAGS)
suites_ipc_helper_LDADD = suites/libextended.a suites/libipcsuite.a \
  fallbacks/libipcompat.a

include suites/programs.mk
include suites/instruments/local.mk
