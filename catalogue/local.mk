# SPDX-License-Identifier: BSD-2-Clause
EXTRA_DIST += catalogue/README.md catalogue/suites.def catalogue/all.def \
  catalogue/perlipc.heads

# The catalogue as data, for the harness.
noinst_LIBRARIES += catalogue/libcatalogue.a
catalogue_libcatalogue_a_SOURCES = catalogue/catalogue.c \
  catalogue/catalogue.h catalogue/record.h
catalogue_libcatalogue_a_CPPFLAGS = -iquote $(srcdir)/fallbacks \
  -iquote .
