# SPDX-License-Identifier: BSD-2-Clause
EXTRA_DIST += fallbacks/README.md

lib_LIBRARIES += fallbacks/libipcompat.a
fallbacks_libipcompat_a_CPPFLAGS = -iquote $(srcdir)/fallbacks -iquote . \
  $(SYSTEM_EXTENSIONS)
include fallbacks/sources.mk
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
