# SPDX-License-Identifier: BSD-2-Clause
EXTRA_DIST += fallbacks/README.md

lib_LIBRARIES += fallbacks/libipcompat.a
fallbacks_libipcompat_a_CPPFLAGS = -iquote $(srcdir)/fallbacks -iquote . \
  $(SYSTEM_EXTENSIONS)
fallbacks_libipcompat_a_SOURCES = fallbacks/fallbacks.def \
  fallbacks/limits.def \
  fallbacks/alarm.c \
  fallbacks/daemon.c fallbacks/defer.c \
  fallbacks/exec-clean.c \
  fallbacks/flock.c fallbacks/lock-file.c \
  fallbacks/kill.c fallbacks/killpg.c \
  fallbacks/mkfifo.c \
  fallbacks/nocldwait.c \
  fallbacks/nosigpipe.c \
  fallbacks/process-identity.c fallbacks/pselect.c \
  fallbacks/reaper.c \
  fallbacks/setpgid.c fallbacks/setsid.c \
  fallbacks/restart.c \
  fallbacks/self-path.c \
  fallbacks/sigaction.c fallbacks/sigchld.h \
  fallbacks/signal.c \
  fallbacks/signame.c fallbacks/signame-table.h \
  fallbacks/sigsetjmp.c \
  fallbacks/socketpair.c fallbacks/socketpair-pipes.c \
  fallbacks/system.c \
  fallbacks/timed-command.c \
  fallbacks/waitpid.c
include_HEADERS = fallbacks/ipcompat-fallbacks.h fallbacks/ipcompat-lock-file.h
nodist_include_HEADERS = fallbacks/ipcompat.h
pkgconfigdir = $(libdir)/pkgconfig
pkgconfig_DATA = fallbacks/ipcompat.pc

# Someone else's program finds all that it needs, and works; with
# --enable-fallback=all by the fallbacks alone.
EXTRA_DIST += harness/tests/installed.c
AM_DISTCHECK_CONFIGURE_FLAGS = --enable-fallback=all
installcheck-library:
	d=`mktemp -d` && PKG_CONFIG_PATH='$(DESTDIR)$(libdir)/pkgconfig' && \
	PKG_CONFIG_SYSROOT_DIR='$(DESTDIR)' && \
	export PKG_CONFIG_PATH PKG_CONFIG_SYSROOT_DIR && \
	$(CC) -std=c99 -D_XOPEN_SOURCE=700 $(CFLAGS) -o "$$d/installed" \
	  $(srcdir)/harness/tests/installed.c \
	  `$(PKG_CONFIG) --cflags --libs ipcompat` && \
	test -s '$(DESTDIR)$(aclocaldir)/ipcompat.m4' && \
	(cd "$$d" && ./installed); s=$$?; rm -rf "$$d"; exit $$s
.PHONY: installcheck-library
