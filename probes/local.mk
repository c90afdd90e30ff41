# SPDX-License-Identifier: BSD-2-Clause
EXTRA_DIST += probes/README.md probes/for-later probes/ipc-fallback.m4

# A new probe makes make remake config.h after config.status has made
# probes.h from the old one.
BUILT_SOURCES += stamp-probes
DISTCLEANFILES = stamp-probes probes.h config.asked
stamp-probes: config.h
	$(SHELL) ./config.status probes.h && touch $@

# What configure looked for may come, go or change: then it looks again.
CONFIG_STATUS_DEPENDENCIES = config.asked
config.asked: FORCE
	@test -n "$(MAKE_RESTARTS)" || \
	$(SHELL) $(srcdir)/harness/tools/asked check $(srcdir)/configure || { \
	  echo 'what configure found has changed: it looks again'; touch $@; }

# For other projects' configure: all probes, in one file.
aclocaldir = $(datadir)/aclocal
aclocal_DATA = probes/ipcompat.m4
CLEANFILES += probes/ipcompat.m4
probes/ipcompat.m4: FORCE
	@$(MKDIR_P) $(@D)
	@(cd $(srcdir)/probes && \
	  sed -n '/^m4_define(.*_FALLBACK_PROBES/,/]]])$$/p' fallbacks.m4 && \
	  cat ipc-init.m4 ipc-kinds.m4 ipc-probes.m4 ipc-fallback.m4 \
	  `grep -l '^AC_DEFUN(.IPC_CHECK_' *.m4 | grep -v ipcompat`) >$@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@
