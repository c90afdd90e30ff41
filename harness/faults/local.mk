# SPDX-License-Identifier: BSD-2-Clause
EXTRA_DIST += harness/faults/README.md harness/faults/check \
  harness/faults/collect harness/faults/judge.awk \
  harness/faults/none.def harness/faults/stand-in

# Platforms broken on purpose: one preloadable library.  A call that is
# wrapped has its file in calls/.
include harness/faults/calls.mk

FAULT_COMMON = harness/faults/actions.c harness/faults/commands.c \
  harness/faults/commands.h harness/faults/descriptors.c \
  harness/faults/fault.c harness/faults/hang.c harness/faults/interruption.c \
  harness/faults/processes.c harness/faults/actions.h \
  harness/faults/delivery.h harness/faults/descriptors.h \
  harness/faults/faults.h harness/faults/hang.h harness/faults/interruption.h \
  harness/faults/processes.h harness/faults/sending.h
if BUILD_FAULTS
noinst_PROGRAMS += harness/faults/faults.so
endif
harness_faults_faults_so_SOURCES = $(FAULT_CALLS) $(FAULT_CALLS_H) \
  $(FAULT_COMMON)
harness_faults_faults_so_CPPFLAGS = $(SYSTEM_EXTENSIONS) \
  -iquote $(srcdir)/harness/faults -iquote harness
harness_faults_faults_so_CFLAGS = $(AM_CFLAGS) -fPIC
harness_faults_faults_so_LDFLAGS = -shared

# Each fault is declared beside what it breaks; here they are together.
BUILT_SOURCES += harness/faults/all.def
CLEANFILES += harness/faults/all.def harness/faults/all.stamp
harness/faults/all.stamp: $(FAULT_CALLS) harness/faults/collect \
  harness/faults/calls.mk
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)(cd $(srcdir) && $(SHELL) harness/faults/collect \
	  $(FAULT_CALLS)) >$@.new
	@cmp -s $@.new harness/faults/all.def || \
	  cp $@.new harness/faults/all.def
	@mv $@.new $@
harness/faults/all.def: harness/faults/all.stamp
	@test -f $@ || cp harness/faults/all.stamp $@
