# SPDX-License-Identifier: BSD-2-Clause
#
# The project's own tests, run by Kyua.  A C program is added to
# check_PROGRAMS as harness/tests/NAME_test; a shell program (atf-sh) to
# SHELL_TESTS, made from harness/tests/NAME_test.sh.  The Kyuafile follows.

SHELL_TESTS += harness/tests/chroot_test \
  harness/tests/closure_test harness/tests/expect_test \
  harness/tests/foreign_test \
  harness/tests/headers_test \
  harness/tests/house_test harness/tests/library_test \
  harness/tests/platforms_test \
  harness/tests/probes_test harness/tests/run_test harness/tests/setup_test \
  harness/tests/surroundings_test harness/tests/sysv_test \
  harness/tests/usage_test \
  harness/tests/adopt_test harness/tests/packaging_test \
  harness/tests/posix_test harness/tests/prove_test
check_SCRIPTS += $(SHELL_TESTS)
EXTRA_DIST += harness/tests/README.md $(SHELL_TESTS:=.sh) \
  harness/tests/safety.awk \
  harness/tests/sysv-kill.c harness/tests/posix-kill.c
CLEANFILES += $(SHELL_TESTS) harness/tests/Kyuafile check.db check.log \
  check.out

# For instruments_test: cases that misbehave, and the instruments suite with
# an oracle that lies.
SHELL_TESTS += harness/tests/instruments_test
check_PROGRAMS += harness/tests/meta_cases harness/tests/liar
harness_tests_meta_cases_SOURCES = $(SUITE_FRAME) \
  harness/tests/meta_cases.c \
  harness/tests/meta.def
harness_tests_meta_cases_CPPFLAGS = $(EXTENDED_CPPFLAGS) \
  -iquote $(srcdir)/harness/tests -DIPC_SUITE=meta -DIPC_DEF='"meta.def"'
harness_tests_meta_cases_CFLAGS = $(EXTENDED_CFLAGS)
harness_tests_meta_cases_LDADD = $(EXTENDED_LDADD)
check_PROGRAMS += harness/tests/meta_unproven
harness_tests_meta_unproven_SOURCES = $(SUITE_FRAME) \
  harness/tests/meta_unproven.c harness/tests/unproven.def
harness_tests_meta_unproven_CPPFLAGS = $(FALLBACK_CPPFLAGS) \
  -iquote $(srcdir)/harness/tests -DIPC_SUITE=meta \
  -DIPC_DEF='"unproven.def"'
harness_tests_meta_unproven_CFLAGS = $(FALLBACK_CFLAGS)
harness_tests_meta_unproven_LDADD = $(FALLBACK_LDADD)
harness_tests_liar_SOURCES = $(SUITE_FRAME) \
  suites/instruments/cases/instruments.c \
  suites/instruments/cases/host.c suites/instruments/cases/leak.c \
  suites/instruments/cases/oracle.c \
  suites/instruments/cases/release.c harness/tests/lying-oracle.c
harness_tests_liar_CPPFLAGS = $(EXTENDED_CPPFLAGS) \
  -DIPC_SUITE=instruments -DIPC_DEF='"instruments.def"'
harness_tests_liar_CFLAGS = $(EXTENDED_CFLAGS)
harness_tests_liar_LDADD = $(EXTENDED_LDADD)

SHELL_TESTS += harness/tests/lacking_test

# For ci_test: what definitions for CI services may say, and other systems.
SHELL_TESTS += harness/tests/ci_test
EXTRA_DIST += harness/tests/child-kit.h harness/tests/ci-definitions.py \
  harness/tests/fifo-kit.h harness/tests/local-kit.h \
  harness/tests/popenv-kit.h \
  harness/tests/ci-schemas.json harness/tests/damage.py \
  harness/tests/stand-ins

# For servers_test: programs that nobody here wrote, but for a few lines.
SHELL_TESTS += harness/tests/servers_test
EXTRA_DIST += harness/tests/foreign

# What a shell test must know of this build.
SUFFIXES = .sh
.sh:
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)sed -e 's|@ATF_SH[@]|$(ATF_SH)|' \
	  -e "s|@SRC[@]|`cd $(srcdir) && pwd`|" -e "s|@BUILD[@]|`pwd`|" \
	  -e 's|@KYUA[@]|$(KYUA)|' -e 's|@CC[@]|$(CC)|' -e 's|@NM[@]|$(NM)|' \
	  -e 's|@CFLAGS[@]|$(AM_CFLAGS) $(CFLAGS)|' \
	  -e 's|@CPPFLAGS[@]|$(SYSTEM_EXTENSIONS) $(ATF_C_CFLAGS) $(CPPFLAGS)|' \
	  -e 's|@LIBS[@]|$(LDFLAGS) $(ATF_C_LIBS) $(LIBS)|' $< >$@.new
	@chmod +x $@.new && mv $@.new $@
# They name programs that configure found.
$(SHELL_TESTS): Makefile

harness/tests/Kyuafile: Makefile
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN){ echo 'syntax(2)'; echo 'test_suite("ipcompat")'; \
	for t in $(check_PROGRAMS) $(SHELL_TESTS); do \
	  case $$t in harness/tests/*_test) \
	    echo "atf_test_program{name=\"$${t##*/}\"}" ;; esac; done; } >$@

check-local: harness/tests/Kyuafile
	@KYUA='$(KYUA)' CC='$(CC)' $(SHELL) $(srcdir)/harness/tools/run-tests

# What the tests need, for harness/check.
check-programs: all
	@$(MAKE) $(AM_MAKEFLAGS) $(check_PROGRAMS) $(check_SCRIPTS) \
	  harness/tests/Kyuafile

# For probes_test: a configure that asks single probes, quickly, with what
# it needs to know of the compiler; and a libc to break.
PROBES_TEST = harness/tests/probes/base.cache
check_SCRIPTS += $(PROBES_TEST)
EXTRA_DIST += harness/tests/probes-configure.ac harness/tests/probes-shim.c \
  harness/tests/probes-shim-posix.h \
  harness/tests/probes-shim-sockets.c harness/tests/probes-shim-sysv.h
harness/tests/probes/base.cache: probes/ipcompat.m4 config.status \
    harness/tests/probes-configure.ac harness/tests/probes-shim.c \
    harness/tests/probes-shim-posix.h \
    harness/tests/probes-shim-sockets.c harness/tests/probes-shim-sysv.h
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)d=$(@D); \
	sed -n 's/.*(\[\(IPC_CHECK_[A-Z0-9_]*\)\]).*/IPC_ASK([\1])/p' \
	  $(srcdir)/probes/ipc-probes.m4 \
	  >$$d/asked.m4; \
	sed -n 's/^AC_DEFUN(\[\(IPC_CHECK_TEST_[A-Z]*\).*/IPC_ASK([\1])/p' \
	  $(srcdir)/harness/tests/probes-configure.ac >>$$d/asked.m4; \
	cp $(srcdir)/harness/tests/probes-configure.ac $$d/configure.ac; \
	cp probes/ipcompat.m4 $$d; \
	$(CC) $(SYSTEM_EXTENSIONS) $(CPPFLAGS) $(CFLAGS) -fPIC -shared \
	  -o $$d/shim.so $(srcdir)/harness/tests/probes-shim.c \
	  $(srcdir)/harness/tests/probes-shim-sockets.c $(LIBS) -ldl; \
	cd $$d && rm -f configure config.cache && { $(AUTOCONF) >/dev/null 2>&1 && \
	ASK=none ./configure -C -n CC='$(CC)' >/dev/null && \
	sed '/^ac_cv_env_/d' config.cache >base.cache || echo >base.cache; }

# The installed command finds the installed suites.
installcheck-local: installcheck-library
	@if test -n '$(DESTDIR)'; then \
	  echo 'installcheck: DESTDIR is set; nothing is where it belongs'; \
	else \
	  d=`mktemp -d` && cd $$d \
	    && '$(bindir)/ipcompat' run reliability; s=$$?; \
	  test -s ipcompat-report/partial/report.json || s=1; \
	  cd / && rm -rf "$$d"; exit $$s; \
	fi

clean-local:
	rm -rf harness/tests/probes harness/tests/surroundings \
	  harness/tests/packaging
	rm -f harness/faults/baseline
	rm -rf report logs platforms matrix

# Parts of it, alone.
check-catalogue:
	@CC='$(CC)' $(SHELL) $(srcdir)/harness/tools/check-catalogue
check-style:
	@$(SHELL) $(srcdir)/harness/tools/check-style
check-faults: all
	@CC='$(CC)' $(SHELL) $(srcdir)/harness/faults/check
.PHONY: check-programs check-catalogue check-style check-faults

# The fallbacks, where the suites do not reach: programs without flags of
# their own.
AM_CPPFLAGS = $(SYSTEM_EXTENSIONS) -iquote $(srcdir)/fallbacks -iquote . \
  $(ATF_C_CFLAGS)
LDADD = fallbacks/libipcompat.a $(ATF_C_LIBS) -lpthread
check_PROGRAMS += harness/tests/pass_fd_test \
  harness/tests/pass_fd_old_test harness/tests/peer_ids_test \
  harness/tests/peer_ids_old_test harness/tests/local_inet_test \
  harness/tests/local_names_test harness/tests/local_strangers_test \
  harness/tests/fifo_socket_test harness/tests/fifo_broker_test
check_PROGRAMS += harness/tests/accept_fallback_test \
  harness/tests/alarm_fallback_test \
  harness/tests/cloexec_fallback_test \
  harness/tests/commands_fallback_test \
  harness/tests/commands_test harness/tests/connect_fallback_test \
  harness/tests/daemon_test \
  harness/tests/descriptors_fallback_test \
  harness/tests/defer_fallback_test \
  harness/tests/keepalive_fallback_test harness/tests/lock_file_test \
  harness/tests/mkfifo_test harness/tests/nosigpipe_test \
  harness/tests/paced_fallback_test harness/tests/processes_test \
  harness/tests/place_fallback_test harness/tests/resolve_fallback_test \
  harness/tests/resolve_thread_fallback_test \
  harness/tests/sem_timedwait_fallback_test \
  harness/tests/sem_timedwait_left_fallback_test \
  harness/tests/semaphore_fallback_test \
  harness/tests/semaphore_left_fallback_test \
  harness/tests/semaphore_others_fallback_test \
  harness/tests/shm_open_fallback_test \
  harness/tests/reaper_fallback_test \
  harness/tests/restart_data_fallback_test \
  harness/tests/restart_left_fallback_test \
  harness/tests/restart_odd_fallback_test \
  harness/tests/restart_transfer_fallback_test \
  harness/tests/restart_waits_fallback_test \
  harness/tests/restart_whole_fallback_test \
  harness/tests/sigaction_fallback_test \
  harness/tests/spawn_fallback_test harness/tests/coprocess_fallback_test \
  harness/tests/popenv_fallback_test harness/tests/pty_fallback_test \
  harness/tests/fork_flush_fallback_test \
  harness/tests/sigtimedwait_fallback_test \
  harness/tests/sigtimedwait_left_fallback_test \
  harness/tests/sysv_kept_fallback_test \
  harness/tests/sysv_messages_fallback_test \
  harness/tests/sysv_place_fallback_test \
  harness/tests/sysv_races_fallback_test \
  harness/tests/sysv_semaphores_fallback_test \
  harness/tests/sysv_shared_memory_fallback_test \
  harness/tests/sysv_strangers_fallback_test \
  harness/tests/sysv_users_fallback_test \
  harness/tests/sysv_undo_fallback_test \
  harness/tests/wakeup_fallback_test \
  harness/tests/socketpair_test harness/tests/wait_threads_test \
  harness/tests/waits_fallback_test
check_PROGRAMS += harness/tests/safety_threads_test \
  harness/tests/safety_handlers_test
SAFETY_WORKS = harness/tests/safety.h harness/tests/safety-commands.c \
  harness/tests/safety-connections.c harness/tests/safety-files.c \
  harness/tests/safety-names.c harness/tests/safety-objects.c \
  harness/tests/safety-processes.c harness/tests/safety-signals.c \
  harness/tests/safety-sockets.c harness/tests/safety-waits.c
harness_tests_safety_threads_test_SOURCES = \
  harness/tests/safety_threads_test.c $(SAFETY_WORKS)
harness_tests_safety_handlers_test_SOURCES = \
  harness/tests/safety_handlers_test.c $(SAFETY_WORKS)
harness_tests_accept_fallback_test_SOURCES = \
  harness/tests/accept_fallback_test.c harness/tests/accept-kit.h \
  harness/tests/net-kit.h
harness_tests_resolve_fallback_test_SOURCES = \
  harness/tests/resolve_fallback_test.c harness/tests/resolve-kit.h
harness_tests_restart_data_fallback_test_SOURCES = \
  harness/tests/restart_data_fallback_test.c harness/tests/restart-kit.h
harness_tests_alarm_fallback_test_SOURCES = \
  harness/tests/alarm_fallback_test.c harness/tests/signal-kit.h
harness_tests_sem_timedwait_fallback_test_SOURCES = \
  harness/tests/sem_timedwait_fallback_test.c harness/tests/sem-kit.h \
  harness/tests/signal-kit.h
harness_tests_sem_timedwait_left_fallback_test_SOURCES = \
  harness/tests/sem_timedwait_left_fallback_test.c harness/tests/sem-kit.h \
  harness/tests/signal-kit.h
harness_tests_place_fallback_test_SOURCES = \
  harness/tests/place_fallback_test.c harness/tests/sysv-kit.h
harness_tests_semaphore_fallback_test_SOURCES = \
  harness/tests/semaphore_fallback_test.c harness/tests/semaphore-kit.h \
  harness/tests/sysv-kit.h
harness_tests_semaphore_left_fallback_test_SOURCES = \
  harness/tests/semaphore_left_fallback_test.c \
  harness/tests/semaphore-kit.h harness/tests/sysv-kit.h
harness_tests_semaphore_others_fallback_test_SOURCES = \
  harness/tests/semaphore_others_fallback_test.c \
  harness/tests/semaphore-kit.h harness/tests/sysv-kit.h
harness_tests_shm_open_fallback_test_SOURCES = \
  harness/tests/shm_open_fallback_test.c harness/tests/sysv-kit.h
harness_tests_sigtimedwait_left_fallback_test_SOURCES = \
  harness/tests/sigtimedwait_left_fallback_test.c \
  harness/tests/sigtimedwait-kit.h
harness_tests_socketpair_test_SOURCES = harness/tests/socketpair_test.c \
  harness/tests/socketpair.h harness/tests/socketpair-calls.c \
  harness/tests/socketpair-data.c harness/tests/socketpair-many.c \
  harness/tests/socketpair-plain.c
harness_tests_sysv_messages_fallback_test_SOURCES = \
  harness/tests/sysv_messages_fallback_test.c harness/tests/sysv-kit.h
harness_tests_sysv_semaphores_fallback_test_SOURCES = \
  harness/tests/sysv_semaphores_fallback_test.c harness/tests/sysv-kit.h \
  harness/tests/sysv-set-kit.h
harness_tests_sysv_place_fallback_test_SOURCES = \
  harness/tests/sysv_place_fallback_test.c harness/tests/sysv-kit.h
harness_tests_sysv_shared_memory_fallback_test_SOURCES = \
  harness/tests/sysv_shared_memory_fallback_test.c harness/tests/sysv-kit.h
harness_tests_sysv_kept_fallback_test_SOURCES = \
  harness/tests/sysv_kept_fallback_test.c harness/tests/sysv-kit.h \
  harness/tests/sysv-set-kit.h
harness_tests_sysv_races_fallback_test_SOURCES = \
  harness/tests/sysv_races_fallback_test.c harness/tests/sysv-kit.h \
  harness/tests/sysv-kinds-kit.h
harness_tests_sysv_strangers_fallback_test_SOURCES = \
  harness/tests/sysv_strangers_fallback_test.c harness/tests/sysv-kit.h \
  harness/tests/sysv-kinds-kit.h
harness_tests_sysv_users_fallback_test_SOURCES = \
  harness/tests/sysv_users_fallback_test.c harness/tests/sysv-kit.h \
  harness/tests/sysv-kinds-kit.h
harness_tests_sysv_undo_fallback_test_SOURCES = \
  harness/tests/sysv_undo_fallback_test.c harness/tests/sysv-kit.h \
  harness/tests/sysv-set-kit.h
harness_tests_wait_threads_test_SOURCES = \
  harness/tests/wait_threads_test.c harness/tests/wait-kit.h

# Of many products, over the same catalogue as the report's and the real one.
SHELL_TESTS += harness/tests/matrix_test harness/tests/matrix_page_test \
  harness/tests/products_test

# The report's tests run over a small catalogue of their own, so that what
# they expect does not change with the real one.
SHELL_TESTS += harness/tests/ages_test harness/tests/bugs_test \
  harness/tests/causes_test harness/tests/mutated_test harness/tests/part_test \
  harness/tests/report_test harness/tests/compare_test \
  harness/tests/html_test harness/tests/page_test
check_PROGRAMS += harness/tests/fixture-ipcompat harness/tests/fixture-store
FIXTURE_DEFS = harness/tests/fixture-all.def \
  harness/tests/fixture-causes.def \
  harness/tests/fixture-fallbacks.def harness/tests/fixture-limits.def \
  harness/tests/fixture-manuals.def harness/tests/fixture-suites.def
EXTRA_DIST += $(FIXTURE_DEFS) harness/tests/golden harness/tests/reports \
  harness/tests/report-speed harness/tests/browser.sh harness/tests/look.js \
  harness/tests/none-left.sh harness/tests/products.sh \
  harness/tests/slow-write.c
CLEANFILES += harness/tests/fixture-catalogue.c \
  harness/tests/fixture-verdict.c

harness_tests_fixture_ipcompat_SOURCES = harness/tests/fixture-main.c
harness_tests_fixture_ipcompat_CPPFLAGS = $(HARNESS_INCLUDES)
harness_tests_fixture_ipcompat_LDADD = harness/libharness.a \
  harness/tests/libfixture.a harness/gnulib/lib/libgnu.a $(HARNESS_LIBS)
# Like the real catalogue without config.h, hence out of sight of gnulib's
# headers, which want it.
check_LIBRARIES = harness/tests/libfixture.a
harness_tests_libfixture_a_SOURCES = catalogue/builds.c
nodist_harness_tests_libfixture_a_SOURCES = \
  harness/tests/fixture-catalogue.c harness/tests/fixture-verdict.c
harness_tests_libfixture_a_CPPFLAGS = -iquote $(srcdir)/harness/tests \
  -iquote $(srcdir)/catalogue $(catalogue_libcatalogue_a_CPPFLAGS) \
  -DIPC_FALLBACKS_DEF='"fixture-fallbacks.def"'
FIXTURE = @$(MKDIR_P) $(@D); sed -e '/"builds\.def"/b' -e '/"verdicts\.def"/b' \
  -e 's/^\#include "\([a-z]*\)\.def"/\#include "fixture-\1.def"/'
harness/tests/fixture-catalogue.c: catalogue/catalogue.c $(FIXTURE_DEFS)
	$(FIXTURE) $(srcdir)/catalogue/catalogue.c >$@
harness/tests/fixture-verdict.c: catalogue/verdict.c $(FIXTURE_DEFS)
	$(FIXTURE) $(srcdir)/catalogue/verdict.c >$@

harness_tests_fixture_store_SOURCES = harness/tests/fixture-store.c
harness_tests_fixture_store_CPPFLAGS = $(HARNESS_INCLUDES)
harness_tests_fixture_store_LDADD = $(HARNESS_LIBS)
