# SPDX-License-Identifier: BSD-2-Clause
EXTRA_DIST += catalogue/README.md catalogue/suites.def catalogue/all.def \
  catalogue/causes.def catalogue/manuals.def catalogue/perlipc.heads

# The rules, which the cases follow, too.
CATALOGUE_RULES = catalogue/builds.c catalogue/builds.def catalogue/builds.h \
  catalogue/record.h catalogue/verdict.c catalogue/verdict.h \
  catalogue/verdicts.def

# The catalogue as data, for the harness.
noinst_LIBRARIES += catalogue/libcatalogue.a
catalogue_libcatalogue_a_SOURCES = catalogue/catalogue.c \
  catalogue/catalogue.h $(CATALOGUE_RULES)
catalogue_libcatalogue_a_CPPFLAGS = -iquote $(srcdir)/fallbacks \
  -iquote .
