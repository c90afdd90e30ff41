# SPDX-License-Identifier: BSD-2-Clause
EXTRA_DIST += reports/README.md reports/bugs reports/facts

# All of them in one page, which could be published as it is.
matrix: harness/ipcompat$(EXEEXT)
	harness/ipcompat$(EXEEXT) matrix --directory=matrix \
	  $(srcdir)/reports/*.json
	@echo 'matrix/index.html'
.PHONY: matrix

# For "ipcompat explain" and "identify": whatever reports there are.
install-data-local: install-reports
uninstall-local: uninstall-reports
install-reports:
	@$(MKDIR_P) "$(DESTDIR)$(pkgdatadir)/reports"
	@for f in $(srcdir)/reports/*.json; do \
	  $(INSTALL_DATA) "$$f" "$(DESTDIR)$(pkgdatadir)/reports" || exit; \
	done
	@$(MKDIR_P) "$(DESTDIR)$(pkgdatadir)/reports/bugs"
	@$(INSTALL_DATA) $(srcdir)/reports/bugs/*.bugs \
	  "$(DESTDIR)$(pkgdatadir)/reports/bugs"
uninstall-reports:
	@for f in $(srcdir)/reports/*.json; do \
	  rm -f "$(DESTDIR)$(pkgdatadir)/reports/$${f##*/}"; \
	done
	@for f in $(srcdir)/reports/bugs/*.bugs; do \
	  rm -f "$(DESTDIR)$(pkgdatadir)/reports/bugs/$${f##*/}"; \
	done
.PHONY: install-reports uninstall-reports
