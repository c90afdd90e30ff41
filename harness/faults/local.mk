# SPDX-License-Identifier: BSD-2-Clause
EXTRA_DIST += harness/faults/README.md harness/faults/check \
  harness/faults/collect harness/faults/judge.awk \
  harness/faults/none.def harness/faults/stand-in

# Platforms broken on purpose: one preloadable library.  A call that is
# wrapped has its file here.
FAULT_CALLS = harness/faults/calls/_exit.c harness/faults/calls/accept.c \
  harness/faults/calls/alarm.c harness/faults/calls/chdir.c \
  harness/faults/calls/clock_gettime.c harness/faults/calls/close.c \
  harness/faults/calls/confstr.c harness/faults/calls/connect.c \
  harness/faults/calls/dup.c harness/faults/calls/dup2.c \
  harness/faults/calls/epoll_wait.c \
  harness/faults/calls/execl.c harness/faults/calls/execv-signals.c \
  harness/faults/calls/execv.c harness/faults/calls/execve.c \
  harness/faults/calls/fcntl.c harness/faults/calls/flock.c \
  harness/faults/calls/fork-actions.c harness/faults/calls/fork.c \
  harness/faults/calls/getppid.c \
  harness/faults/calls/getrusage.c harness/faults/calls/ioctl.c \
  harness/faults/calls/kill-group.c harness/faults/calls/kill-one.c \
  harness/faults/calls/kill.c harness/faults/calls/killpg.c \
  harness/faults/calls/lockf.c harness/faults/calls/lseek.c \
  harness/faults/calls/memory.c harness/faults/calls/messages.c \
  harness/faults/calls/mkfifo-exists.c harness/faults/calls/mkfifo.c \
  harness/faults/calls/mq.c harness/faults/calls/nanosleep.c \
  harness/faults/calls/open-fifo.c harness/faults/calls/open.c \
  harness/faults/calls/pause.c harness/faults/calls/poll.c \
  harness/faults/calls/popen.c harness/faults/calls/pthread.c \
  harness/faults/calls/qsort.c harness/faults/calls/raise.c \
  harness/faults/calls/read-interruption.c harness/faults/calls/read.c \
  harness/faults/calls/recv.c harness/faults/calls/recvfrom.c \
  harness/faults/calls/select.c harness/faults/calls/sem_wait.c \
  harness/faults/calls/semop.c harness/faults/calls/setpgid.c \
  harness/faults/calls/setsid.c harness/faults/calls/setuid.c \
  harness/faults/calls/sigabbrev_np.c \
  harness/faults/calls/sigaction-delivery.c \
  harness/faults/calls/sigaction-flags.c \
  harness/faults/calls/sigaction-query.c harness/faults/calls/sigaction.c \
  harness/faults/calls/siginterrupt.c harness/faults/calls/siglongjmp.c \
  harness/faults/calls/signal.c harness/faults/calls/sigpending.c \
  harness/faults/calls/sigprocmask.c harness/faults/calls/sigqueue.c \
  harness/faults/calls/sigrtmax.c harness/faults/calls/sigset.c \
  harness/faults/calls/sigsuspend.c harness/faults/calls/sleep.c \
  harness/faults/calls/socketpair.c harness/faults/calls/splice.c \
  harness/faults/calls/stat.c harness/faults/calls/stdio.c \
  harness/faults/calls/syscall.c harness/faults/calls/system.c \
  harness/faults/calls/terminal.c harness/faults/calls/unlink.c \
  harness/faults/calls/usleep.c harness/faults/calls/wait.c \
  harness/faults/calls/waitid.c harness/faults/calls/waitpid-which.c \
  harness/faults/calls/waitpid.c harness/faults/calls/write-socket.c \
  harness/faults/calls/write.c

FAULT_COMMON = harness/faults/actions.c harness/faults/descriptors.c \
  harness/faults/fault.c harness/faults/hang.c harness/faults/interruption.c \
  harness/faults/processes.c harness/faults/actions.h \
  harness/faults/delivery.h harness/faults/descriptors.h \
  harness/faults/faults.h harness/faults/hang.h harness/faults/interruption.h \
  harness/faults/processes.h harness/faults/sending.h \
  harness/faults/calls/address.h harness/faults/calls/alarm.h \
  harness/faults/calls/execv.h harness/faults/calls/fifo.h \
  harness/faults/calls/fork.h harness/faults/calls/kill.h \
  harness/faults/calls/names.h harness/faults/calls/open.h \
  harness/faults/calls/read.h harness/faults/calls/sigaction.h \
  harness/faults/calls/waitpid.h harness/faults/calls/write.h
if BUILD_FAULTS
noinst_PROGRAMS += harness/faults/faults.so
endif
harness_faults_faults_so_SOURCES = $(FAULT_CALLS) $(FAULT_COMMON)
harness_faults_faults_so_CPPFLAGS = $(SYSTEM_EXTENSIONS) \
  -iquote $(srcdir)/harness/faults -iquote harness
harness_faults_faults_so_CFLAGS = $(AM_CFLAGS) -fPIC
harness_faults_faults_so_LDFLAGS = -shared

# Each fault is declared beside what it breaks; here they are together.
BUILT_SOURCES += harness/faults/all.def
CLEANFILES += harness/faults/all.def harness/faults/all.stamp
harness/faults/all.stamp: $(FAULT_CALLS) harness/faults/collect \
  harness/faults/local.mk
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)cd $(srcdir) && $(SHELL) harness/faults/collect \
	  $(FAULT_CALLS) >$(abs_builddir)/$@.new
	@cmp -s $@.new harness/faults/all.def || \
	  cp $@.new harness/faults/all.def
	@mv $@.new $@
harness/faults/all.def: harness/faults/all.stamp
	@test -f $@ || cp harness/faults/all.stamp $@
