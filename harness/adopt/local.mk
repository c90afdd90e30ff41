# SPDX-License-Identifier: BSD-2-Clause
#
# What "ipcompat adopt" puts into other projects, in one directory, which is
# the same in the build tree and where it is installed.
KIT_PARTS = harness/adopt/adopt harness/adopt/closure.awk \
  harness/adopt/autoconf.in harness/adopt/cmake.in \
  harness/adopt/drivers harness/adopt/fate.awk harness/adopt/files \
  harness/adopt/header.awk harness/adopt/install-kit \
  harness/adopt/make-headers harness/adopt/make-kit \
  harness/adopt/make.in harness/adopt/map.awk harness/adopt/meson.in \
  harness/adopt/plan.awk harness/adopt/probes.awk \
  harness/adopt/sources.awk harness/adopt/uses.awk
PAGE_PARTS = harness/adopt/make-pages harness/adopt/page.awk
EXTRA_DIST += harness/adopt/README.md $(KIT_PARTS) $(PAGE_PARTS)

all-local: kit/adopt stamp-headers
stamp-headers: kit/adopt stamp-probes
	$(AM_V_GEN)$(SHELL) $(srcdir)/harness/adopt/make-headers kit probes.h \
	  ipcompat && touch $@
CLEANFILES += stamp-headers

kit/adopt: $(KIT_PARTS) $(fallbacks_libipcompat_a_SOURCES) revision.h \
    $(srcdir)/configure $(srcdir)/probes/fallbacks.m4
	$(AM_V_GEN)$(SHELL) $(srcdir)/harness/adopt/make-kit $(srcdir) \
	  `sed 's/.*"\(.*\)"/\1/' revision.h` kit

# The manual, dated as the command's own page is.
nodist_man_MANS = $(FALLBACK_PAGES)
CLEANFILES += $(FALLBACK_PAGES) fallbacks/man/stamp
$(FALLBACK_PAGES): fallbacks/man/stamp
fallbacks/man/stamp: kit/adopt harness/model/functions $(PAGE_PARTS)
	@$(MKDIR_P) $(@D)
	@echo >$@
	$(AM_V_GEN)$(SHELL) $(srcdir)/harness/adopt/make-pages kit \
	  harness/model/functions \
	  "`sed -n 's/^\.Dd //p' $(srcdir)/harness/command/ipcompat.1`" $(@D) || \
	  { rm -f $@; exit 1; }

install-data-local: install-kit
uninstall-local: uninstall-kit
installcheck-local: installcheck-kit
install-kit: kit/adopt stamp-headers
	@$(MKDIR_P) "$(DESTDIR)$(includedir)/ipcompat"
	@$(INSTALL_DATA) ipcompat/*.h "$(DESTDIR)$(includedir)/ipcompat"
	@$(SHELL) $(srcdir)/harness/adopt/install-kit kit \
	  "$(DESTDIR)$(pkgdatadir)/kit" $(INSTALL_DATA)
installcheck-kit:
	@test -n '$(DESTDIR)' || '$(bindir)/ipcompat' adopt -n mkfifo \
	  ./no-such-directory
uninstall-kit:
	@rm -rf "$(DESTDIR)$(pkgdatadir)/kit" "$(DESTDIR)$(includedir)/ipcompat"
clean-local: clean-kit
clean-kit:
	@rm -rf kit kit.new ipcompat
.PHONY: install-kit installcheck-kit uninstall-kit clean-kit

EXTRA_DIST += harness/tests/adopt-builds.sh harness/tests/adopt-hostile.sh \
  harness/tests/adopted.c
