# SPDX-License-Identifier: BSD-2-Clause
#
# Many products: the matrix, what is nearest, the badge.

harness_libharness_a_SOURCES += \
  harness/command/badge.c harness/command/files.c harness/command/files.h \
  harness/command/identify.c harness/command/matrix.c \
  harness/model/cell.c harness/model/cell.h \
  harness/model/distance.c harness/model/distance.h \
  harness/model/evidence.c harness/model/evidence.h \
  harness/model/matrix.c harness/model/matrix.h \
  harness/model/matrix-columns.c harness/model/matrix-columns.h \
  harness/model/matrix-groups.c harness/model/matrix-groups.h \
  harness/model/matrix-make.c harness/model/matrix-make.h \
  harness/model/matrix-rows.c harness/model/matrix-rows.h \
  harness/write/badge.c harness/write/badge.h \
  harness/write/html-embed.c harness/write/html-embed.h \
  harness/write/matrix-class.c harness/write/matrix-csv.c \
  harness/write/matrix-filter.c harness/write/matrix-folds.c \
  harness/write/matrix-grid.c harness/write/matrix-html.c \
  harness/write/matrix-json.c harness/write/matrix-markdown.c \
  harness/write/matrix-products.c harness/write/matrix-sections.h \
  harness/write/matrix-suites.c harness/write/matrix.h

# The page's style and script, as C.
TO_EMBED = $(srcdir)/harness/tools/embed.awk
EXTRA_DIST += harness/write/matrix.css harness/write/matrix.js \
  harness/write/matrix.schema.json
BUILT_SOURCES += harness/write/matrix-css.h harness/write/matrix-js.h
CLEANFILES += harness/write/matrix-css.h harness/write/matrix-js.h
harness/write/matrix-css.h: $(srcdir)/harness/write/matrix.css $(TO_EMBED)
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)$(AWK) -f $(TO_EMBED) -v name=matrix_css \
	  $(srcdir)/harness/write/matrix.css >$@.new && mv $@.new $@
harness/write/matrix-js.h: $(srcdir)/harness/write/filter.js \
    $(srcdir)/harness/write/matrix.js $(TO_EMBED)
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)$(AWK) -f $(TO_EMBED) -v name=matrix_js \
	  $(srcdir)/harness/write/filter.js \
	  $(srcdir)/harness/write/matrix.js >$@.new && mv $@.new $@
