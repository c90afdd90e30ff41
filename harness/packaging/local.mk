# SPDX-License-Identifier: BSD-2-Clause
EXTRA_DIST += harness/packaging

# Debian's packages, in deb/; what other systems make packages of, in
# packaging/.
deb: dist
	$(srcdir)/harness/packaging/deb $(distdir).tar.xz deb
definitions: dist
	rm -rf staged
	$(MAKE) $(AM_MAKEFLAGS) install DESTDIR="`pwd`/staged" >/dev/null
	$(srcdir)/harness/packaging/definitions $(distdir).tar.xz \
	  "staged$(prefix)" packaging
	rm -rf staged
clean-local: clean-packaging
clean-packaging:
	rm -rf deb packaging staged
.PHONY: deb definitions clean-packaging
