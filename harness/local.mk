# SPDX-License-Identifier: BSD-2-Clause
EXTRA_DIST += harness/README.md harness/generate harness/gnulib.modules \
  harness/gnulib/stamp harness/run harness/check harness/setup.sh \
  harness/packages.sh harness/run-tests harness/records \
  harness/records.awk \
  harness/check-catalogue harness/check-style harness/measure \
  harness/soak

# The revision that reports name: of the checkout, or of the tarball.
BUILT_SOURCES += revision.h
CLEANFILES += revision.h
revision.h: FORCE
	@r=`git -C $(srcdir) rev-parse --short HEAD 2>/dev/null || \
	  cat $(srcdir)/harness/revision 2>/dev/null || echo $(VERSION)`; \
	echo "#define IPC_REVISION \"$$r\"" >$@.new; \
	cmp -s $@.new $@ && rm $@.new || mv $@.new $@
FORCE:
.PHONY: FORCE
dist-hook:
	for d in catalogue harness/faults; do \
	  cp $(srcdir)/$$d/*.def $(distdir)/$$d/ || exit 1; done
	git -C $(srcdir) rev-parse --short HEAD \
	  >$(distdir)/harness/revision 2>/dev/null || \
	  cp $(srcdir)/harness/revision $(distdir)/harness/

# Platforms broken on purpose: a preloadable library per suite.
EXTRA_DIST += harness/faults/README.md harness/faults/all.def \
  harness/faults/check harness/faults/daemons.h harness/platforms/README.md
include harness/faults/programs.mk

HTML_SOURCES = harness/html.c harness/html.h harness/html-filter.c \
  harness/html-findings.c harness/html-head.c harness/html-legend.c \
  harness/html-matrix.c harness/html-rows.c harness/html-tables.c
# The command: what reports are made of in a library, for its tests.
noinst_LIBRARIES += harness/libharness.a
harness_libharness_a_SOURCES = harness/command.h harness/compare.c \
  harness/encode.c harness/encode.h harness/explain.c \
  harness/faults-table.c harness/faults-table.h \
  $(HTML_SOURCES) \
  harness/join.c harness/json-parse.c harness/json-read.c \
  harness/json-write.c harness/json.h harness/judge.c harness/judge.h \
  harness/junit.c harness/list.c harness/load.c harness/markdown.c \
  harness/model.c harness/model.h harness/options.c harness/options.h \
  harness/output.c harness/product.c harness/product.h harness/report.c \
  harness/store.c harness/store.h harness/text-sections.c harness/text.c \
  harness/text.h harness/words.c
harness_libharness_a_CPPFLAGS = $(harness_ipcompat_CPPFLAGS)

RUN_SOURCES = harness/run.h harness/run-exec.c harness/run-kyua.c \
  harness/run-main.c harness/run-orphans.c harness/run-place.c \
  harness/run-progress.c harness/run-select.c
bin_PROGRAMS += harness/ipcompat
harness_ipcompat_SOURCES = harness/ipcompat.c $(RUN_SOURCES)
harness_ipcompat_CPPFLAGS = -I. -I$(srcdir)/harness -I$(srcdir)/catalogue \
  -I$(srcdir)/fallbacks -Iharness/gnulib/lib \
  -I$(srcdir)/harness/gnulib/lib $(HARNESS_CFLAGS) \
  -DIPC_KYUA='"$(KYUA)"' -DIPC_PKGLIBEXECDIR='"$(pkglibexecdir)"'
harness_ipcompat_LDADD = harness/libharness.a catalogue/libcatalogue.a \
  harness/gnulib/lib/libgnu.a $(HARNESS_LIBS)
EXTRA_DIST += harness/report.schema.json
dist_man_MANS = harness/ipcompat.1

# The page's style and script, as C.
EXTRA_DIST += harness/embed.awk harness/report.css harness/report.js
BUILT_SOURCES += harness/report-css.h harness/report-js.h
CLEANFILES += harness/report-css.h harness/report-js.h
harness/report-css.h: $(srcdir)/harness/report.css $(srcdir)/harness/embed.awk
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)$(AWK) -f $(srcdir)/harness/embed.awk -v name=report_css \
	  $(srcdir)/harness/report.css >$@.new && mv $@.new $@
harness/report-js.h: $(srcdir)/harness/report.js $(srcdir)/harness/embed.awk
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)$(AWK) -f $(srcdir)/harness/embed.awk -v name=report_js \
	  $(srcdir)/harness/report.js >$@.new && mv $@.new $@
