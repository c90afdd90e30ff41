# SPDX-License-Identifier: BSD-2-Clause
EXTRA_DIST += harness/bench/README.md
check_PROGRAMS += harness/bench/bench
harness_bench_bench_SOURCES = harness/bench/bench.h \
  harness/bench/commands.c harness/bench/files.c \
  harness/bench/main.c harness/bench/posix.c harness/bench/processes.c \
  harness/bench/signals.c harness/bench/sockets.c harness/bench/sysv.c \
  harness/bench/waits.c
harness_bench_bench_CPPFLAGS = $(SYSTEM_EXTENSIONS) \
  -iquote $(srcdir)/fallbacks -iquote . -iquote $(srcdir)/harness/bench
harness_bench_bench_LDADD = fallbacks/libipcompat.a
