# SPDX-License-Identifier: BSD-2-Clause
EXTRA_DIST += probes/README.md probes/for-later

# A new probe makes make remake config.h after config.status has made
# probes.h from the old one.
BUILT_SOURCES += stamp-probes
DISTCLEANFILES = stamp-probes
stamp-probes: config.h
	$(SHELL) ./config.status probes.h && touch $@
