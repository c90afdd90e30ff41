# SPDX-License-Identifier: BSD-2-Clause
EXTRA_DIST += fallbacks/README.md

lib_LIBRARIES += fallbacks/libipcompat.a
fallbacks_libipcompat_a_CPPFLAGS = -iquote $(srcdir)/fallbacks -iquote . \
  $(SYSTEM_EXTENSIONS)
include fallbacks/sources.mk
nodist_include_HEADERS = fallbacks/ipcompat.h
pkgconfigdir = $(libdir)/pkgconfig
pkgconfig_DATA = fallbacks/ipcompat.pc

# The shared library, of the same objects; it shows what the headers declare.
fallbacks_libipcompat_a_CFLAGS = $(AM_CFLAGS) $(PIC_CFLAGS)
SHARED_LIBRARY =
if BUILD_SHARED
SHARED_LIBRARY += fallbacks/$(SHARED_NAME)
fallbacks/$(SHARED_NAME): $(fallbacks_libipcompat_a_OBJECTS) fallbacks/exports
	$(AM_V_CCLD)list='$(SHARED_LIST)'; $(CC) $(AM_CFLAGS) $(CFLAGS) \
	  $(LDFLAGS) $(SHARED_FLAGS) -o $@ $(fallbacks_libipcompat_a_OBJECTS) \
	  $${list:+$${list}fallbacks/exports} $(LIBS)
endif
all-local: $(SHARED_LIBRARY)
install-exec-local: install-shared
install-shared: $(SHARED_LIBRARY)
	@test -z '$(SHARED_NAME)' || { $(MKDIR_P) '$(DESTDIR)$(libdir)' && \
	  $(INSTALL_PROGRAM) $(SHARED_LIBRARY) '$(DESTDIR)$(libdir)' && \
	  cd '$(DESTDIR)$(libdir)' && rm -f $(SHARED_LINK) && \
	  $(LN_S) $(SHARED_NAME) $(SHARED_LINK); }
uninstall-local: uninstall-shared
uninstall-shared:
	@test -z '$(SHARED_NAME)' || { cd '$(DESTDIR)$(libdir)' && \
	  rm -f $(SHARED_NAME) $(SHARED_LINK); }
.PHONY: install-shared uninstall-shared
CLEANFILES += $(SHARED_LIBRARY)
# A build directory may have objects of another kind.
$(fallbacks_libipcompat_a_OBJECTS): fallbacks/kind
fallbacks/kind: FORCE
	@$(MKDIR_P) $(@D)
	@echo '$(PIC_CFLAGS)' >$@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@
CLEANFILES += fallbacks/kind
fallbacks/exports: harness/model/functions
	$(AM_V_GEN)case '$(SHARED_KIND)' in \
	  script) echo 'IPCOMPAT_0 { global:'; \
	    sed -e 's/.*	//' -e 's/$$/;/' harness/model/functions; \
	    echo 'local: *; };' ;; \
	  *) sed 's/.*	/_/' harness/model/functions ;; \
	esac >$@.new && mv $@.new $@
CLEANFILES += fallbacks/exports

# Someone else's programs find all that they need, and work; with
# --enable-fallback=all by the fallbacks alone.
EXTRA_DIST += harness/tests/consumer.c harness/tests/consumers \
  harness/tests/installed.c
AM_DISTCHECK_CONFIGURE_FLAGS = --enable-fallback=all
installcheck-library:
	@test -s '$(DESTDIR)$(aclocaldir)/ipcompat.m4'
	@test -s '$(DESTDIR)$(man3dir)/ipcompat.3'
	@CC='$(CC)' CFLAGS='$(CFLAGS)' PKG_CONFIG='$(PKG_CONFIG)' NM='$(NM)' \
	  $(SHELL) $(srcdir)/harness/tests/consumers "`cd $(srcdir) && pwd`" \
	  '$(DESTDIR)' '$(datadir)' '$(libdir)'
.PHONY: installcheck-library
