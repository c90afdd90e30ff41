# SPDX-License-Identifier: BSD-2-Clause
EXTRA_DIST += harness/tools/prove harness/prove/README.md \
  harness/prove/fetch harness/prove/limits.def harness/prove/programs \
  harness/prove/unittests.py

# Fallbacks to preload under programs that nobody here wrote: whatever the
# fallbacks call is libc's, by the linker's --wrap.
if BUILD_FAULTS
check_PROGRAMS += harness/prove/prove.so
endif
harness_prove_prove_so_SOURCES = $(fallbacks_libipcompat_a_SOURCES) \
  harness/prove/by-hand.c harness/prove/calls.c harness/prove/calls.def \
  harness/prove/other-names.c harness/prove/prove.c harness/prove/prove.h \
  harness/prove/signal-alone.c harness/prove/stands.h
harness_prove_prove_so_CPPFLAGS = -iquote $(srcdir)/fallbacks -iquote . \
  -iquote $(srcdir)/harness $(SYSTEM_EXTENSIONS)
harness_prove_prove_so_CFLAGS = $(AM_CFLAGS) -fPIC
harness_prove_prove_so_LDFLAGS = -shared @harness/prove/wrapped
harness_prove_prove_so_DEPENDENCIES = harness/prove/wrapped
CLEANFILES += harness/prove/wrapped
harness/prove/wrapped: $(srcdir)/harness/prove/calls.def
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)$(SHELL) $(srcdir)/harness/tools/records \
	  $(srcdir)/harness/prove/calls.def | \
	  $(AWK) -F '\t' '$$2 ~ /^(STANDS|BY_HAND)/ { \
	    print "-Wl,--wrap=" $$4 }' >$@.new && mv $@.new $@
