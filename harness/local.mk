# SPDX-License-Identifier: BSD-2-Clause
EXTRA_DIST += harness/README.md harness/tools/generate harness/gnulib.modules \
  harness/gnulib/stamp harness/run harness/check harness/tools/setup.sh \
  harness/tools/packages.sh harness/tools/run-tests harness/tools/records \
  harness/tools/records.awk harness/tools/asked harness/tools/bench \
  harness/tools/ci harness/tools/kyua-from-source \
  harness/tools/check-catalogue harness/tools/check-circles \
  harness/tools/check-style \
  harness/tools/measure harness/tools/platforms-table \
  harness/tools/revision harness/tools/soak harness/tools/stagger.c

# The revision that reports name: of the checkout, or of the tarball.
BUILT_SOURCES += revision.h
CLEANFILES += revision.h
revision.h: FORCE
	@r=`$(SHELL) $(srcdir)/harness/tools/revision $(srcdir) || \
	  echo $(VERSION)`; \
	echo "#define IPC_REVISION \"$$r\"" >$@.new; \
	cmp -s $@.new $@ && rm $@.new || mv $@.new $@
FORCE:
.PHONY: FORCE
dist-hook:
	cp $(srcdir)/catalogue/*.def $(distdir)/catalogue/
	cp $(srcdir)/reports/*.json $(distdir)/reports/
	$(SHELL) $(srcdir)/harness/tools/revision $(srcdir) \
	  >$(distdir)/harness/revision

include harness/packaging/local.mk
EXTRA_DIST += harness/platforms/README.md harness/platforms/binfmt \
  harness/platforms/build.sh \
  harness/platforms/chroot harness/platforms/libatf harness/platforms/npm.sums \
  harness/platforms/load.sh harness/platforms/package harness/platforms/real \
  harness/platforms/rows.awk harness/platforms/run \
  harness/platforms/simulate.sh harness/platforms/simulated \
  harness/platforms/guest.sh harness/platforms/qemu harness/platforms/uclibc \
  harness/platforms/uml harness/platforms/wasix
include harness/adopt/local.mk
include harness/faults/local.mk
include harness/bench/local.mk
include harness/prove/local.mk

# The command, in the order in which data pass through it: what reports are
# made of in a library, for its tests.
HARNESS_INCLUDES = -I. -iquote $(srcdir)/harness -iquote harness \
  -iquote $(srcdir)/catalogue -iquote $(srcdir)/fallbacks \
  -Iharness/gnulib/lib -I$(srcdir)/harness/gnulib/lib $(HARNESS_CFLAGS)
noinst_LIBRARIES += harness/libharness.a
harness_libharness_a_CPPFLAGS = $(HARNESS_INCLUDES)
harness_libharness_a_SOURCES = \
  harness/command/bugs.c harness/command/bugs.h \
  harness/model/bugs.c harness/model/bugs.h \
  harness/read/bugs.c harness/read/bugs.h \
  harness/command/code.c harness/command/code.h \
  harness/command/command.h harness/command/compare.c \
  harness/command/explain.c harness/command/kept.c \
  harness/command/kept.h harness/command/known.c \
  harness/command/known.h harness/command/list.c harness/command/load.c \
  harness/command/newest.c \
  harness/command/options.c harness/command/options.h \
  harness/command/report.c \
  harness/command/suggest.c harness/command/topics.c \
  harness/command/topics.h \
  harness/command/unexpected.c harness/command/unexpected.h \
  harness/command/usage.c harness/command/verify.c \
  harness/read/join.c harness/read/json-ages.c harness/read/json-lists.c \
  harness/read/json-parse.c harness/read/json-read.c harness/read/json.h \
  harness/read/part.c harness/read/part.h \
  harness/read/platform.c harness/read/platform.h harness/read/read.h \
  harness/read/store.c harness/read/store.h harness/model/agree.c \
  harness/model/agree.h harness/model/asked.c harness/model/asked.h \
  harness/model/faults-table.c harness/model/faults-table.h \
  harness/model/changes.c harness/model/changes.h \
  harness/model/choices.c harness/model/choices.h \
  harness/model/findings.c harness/model/findings.h \
  harness/model/finish.c harness/model/finish.h harness/model/judge.c \
  harness/model/judge.h harness/model/model.c harness/model/model.h \
  harness/model/probe.c harness/model/probe.h \
  harness/model/prototypes.c harness/model/prototypes.h \
  harness/model/product.c \
  harness/model/product.def harness/model/product.h harness/model/words.c \
  harness/model/words.h harness/write/html-filter.c \
  harness/write/html-findings.c harness/write/html-head.c \
  harness/write/html-legend.c harness/write/html-line.c \
  harness/write/html-line.h harness/write/html-matrix.c \
  harness/write/html-more.c \
  harness/write/html-parts.c harness/write/html-parts.h \
  harness/write/html-rows.c harness/write/html-sections.h \
  harness/write/html-tables.c harness/write/html.c \
  harness/write/changes.c harness/write/changes.h \
  harness/write/changes-json.c harness/write/changes-junit.c \
  harness/write/html-choices.c harness/write/html-fold.c \
  harness/write/json-bug.c \
  harness/write/json-write.c harness/write/json.h harness/write/junit.c \
  harness/write/junit-message.c harness/write/junit-message.h \
  harness/write/markdown.c harness/write/markdown-line.h \
  harness/write/markdown-line.c harness/write/text-findings.c \
  harness/write/text-line.c \
  harness/write/text-line.h harness/write/text-sections.c \
  harness/write/text-sections.h harness/write/text.c harness/write/write.h \
  harness/base/encode.c harness/base/encode.h harness/base/memory.c \
  harness/base/memory.h harness/base/message.c harness/base/message.h \
  harness/base/output.c harness/base/output.h

bin_PROGRAMS += harness/ipcompat
harness_ipcompat_SOURCES = \
  harness/command/adopt.c harness/command/ipcompat.c harness/command/run.c \
  harness/command/run-options.c harness/command/run-options.h \
  harness/runner/exec.c harness/runner/kyua.c harness/runner/orphans.c \
  harness/runner/place.c harness/runner/program.c \
  harness/runner/programs.c \
  harness/runner/progress.c harness/runner/run.h \
  harness/runner/select.c
harness_ipcompat_CPPFLAGS = $(HARNESS_INCLUDES) \
  -DIPC_BINDIR='"$(bindir)"' \
  -DIPC_PKGLIBEXECDIR='"$(pkglibexecdir)"' \
  -DIPC_PKGDATADIR='"$(pkgdatadir)"'
harness_ipcompat_LDADD = harness/libharness.a catalogue/libcatalogue.a \
  harness/gnulib/lib/libgnu.a $(HARNESS_LIBS)
EXTRA_DIST += harness/write/report.schema.json
dist_man_MANS = harness/command/ipcompat.1
include harness/write/local.mk
bashcompletiondir = $(datadir)/bash-completion/completions
dist_bashcompletion_DATA = harness/command/completion/ipcompat
zshcompletiondir = $(datadir)/zsh/site-functions
dist_zshcompletion_DATA = harness/command/completion/_ipcompat

# The fallbacks' functions, as their headers have them, as C.
EXTRA_DIST += harness/tools/prototypes harness/tools/prototypes.awk
BUILT_SOURCES += harness/model/prototypes-list.h
CLEANFILES += harness/model/prototypes-list.h harness/model/functions
PROTOTYPES = AWK='$(AWK)' $(SHELL) $(srcdir)/harness/tools/prototypes $(srcdir)
FALLBACK_TEXTS = $(srcdir)/harness/tools/prototypes \
  $(srcdir)/harness/tools/prototypes.awk $(srcdir)/fallbacks/*.h \
  $(srcdir)/fallbacks/*.c $(srcdir)/fallbacks/fallbacks.def
harness/model/prototypes-list.h: $(FALLBACK_TEXTS)
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)$(PROTOTYPES) >$@.new && mv $@.new $@
# Family, header and name of each.
harness/model/functions: $(FALLBACK_TEXTS)
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)$(PROTOTYPES) -v table=1 >$@.new && mv $@.new $@

# The page's style and script, as C.
EXTRA_DIST += harness/tools/embed.awk harness/write/report.css \
  $(PAGE_JS)
PAGE_JS = harness/write/filter.js harness/write/report.js \
  harness/write/report-code.js
EMBED = $(srcdir)/harness/tools/embed.awk
BUILT_SOURCES += harness/write/report-css.h harness/write/report-js.h
CLEANFILES += harness/write/report-css.h harness/write/report-js.h
harness/write/report-css.h: $(srcdir)/harness/write/report.css $(EMBED)
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)$(AWK) -f $(EMBED) -v name=report_css -v css=1 \
	  $(srcdir)/harness/write/report.css >$@.new && mv $@.new $@
harness/write/report-js.h: $(srcdir)/harness/write/filter.js \
    $(srcdir)/harness/write/report.js \
    $(srcdir)/harness/write/report-code.js $(EMBED)
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)$(AWK) -f $(EMBED) -v name=report_js \
	  $(srcdir)/harness/write/filter.js \
	  $(srcdir)/harness/write/report.js \
	  $(srcdir)/harness/write/report-code.js >$@.new && mv $@.new $@
