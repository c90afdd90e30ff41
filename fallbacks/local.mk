# SPDX-License-Identifier: BSD-2-Clause
EXTRA_DIST += fallbacks/README.md

lib_LIBRARIES += fallbacks/libipcompat.a
fallbacks_libipcompat_a_CPPFLAGS = -I$(srcdir)/fallbacks $(SYSTEM_EXTENSIONS)
fallbacks_libipcompat_a_SOURCES = fallbacks/fallbacks.def \
  fallbacks/limits.def \
  fallbacks/daemon.c \
  fallbacks/flock.c \
  fallbacks/mkfifo.c \
  fallbacks/reaper.c \
  fallbacks/setpgid.c fallbacks/setsid.c \
  fallbacks/restart.c \
  fallbacks/sigaction.c \
  fallbacks/signal.c \
  fallbacks/socketpair.c fallbacks/socketpair-pipes.c \
  fallbacks/waitpid.c
include_HEADERS = fallbacks/ipcompat-fallbacks.h
nodist_include_HEADERS = fallbacks/ipcompat.h
pkgconfigdir = $(libdir)/pkgconfig
pkgconfig_DATA = fallbacks/ipcompat.pc
