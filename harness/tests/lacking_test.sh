#! @ATF_SH@
# lacking_test.sh - the suites compile where a libc lacks headers and calls.
# SPDX-License-Identifier: BSD-2-Clause
#
# By this system's compiler, which is told that the calls are not there; of
# System V it finds the headers that are ours.

src=@SRC@
build=@BUILD@

# Calls, and the probes that then say no.
calls='chroot getgroups if_nametoindex inet_addr lockf mprotect pause setreuid
  setregid semtimedop ftok msgget semget shmget'
other_probes='CMSGHDR COMMANDS SIGSETJMP SYSV_MSG SYSV_SEM SYSV_SHM'
# What must not be asked of the linker.
unwanted="$calls __sigsetjmp siglongjmp msgsnd msgrcv msgctl semop semctl shmat
  shmdt shmctl"

# words_of TEXT: an alternative each, for awk.
words_of () { echo $1 | tr ' ' '|'; }

lacking_probes ()
{
  no=$(words_of "$(echo $calls | tr a-z A-Z) $other_probes")
  awk -v no="^IPC_PROBE_($no)\$" '
    $1 == "#define" && $2 ~ no { $3 = 0 }
    { print }' $build/probes.h >probes.h
}

# compile FILE OPTION...
compile ()
{
  file=$1
  shift
  folder=${file#$src/suites/}
  folder=${folder%%/*}
  test ! -f $src/catalogue/$folder.def ||
    set -- -DIPC_SUITE=$folder -DIPC_DEF="\"$folder.def\"" "$@"
  @CC@ -std=gnu99 -O0 -Werror=implicit-function-declaration -c -o object.o \
    -D_GNU_SOURCE=1 -DIPC_BUILD=EXTENDED "$@" -iquote . -iquote $src/suites \
    -iquote $src/catalogue -iquote $src/fallbacks -iquote $build \
    -include $src/harness/tests/stand-ins/lacking/first.h \
    -I$src/suites/lacking $file >said 2>&1 ||
    atf_fail "$file: $(grep -m 3 error: said)"
}

# check_folder FOLDER
check_folder ()
{
  for file in $src/suites/$1/*.c; do
    case $file in
      # The program of each suite is made of it with other macros.
      */frame/main.c) continue ;;
    esac
    compile $file
    @NM@ object.o >symbols || atf_fail "$file: no symbols"
    atf_check awk -v unwanted="^($(words_of "$unwanted"))\$" -v file=$file \
      '$1 == "U" && $2 ~ unwanted { print file, $2 }' symbols
  done
}

atf_test_case compiles
compiles_head ()
{
  atf_set descr 'Each file of the suites compiles, and asks for no such call'
  atf_set require.progs @NM@
  atf_set timeout 900
}
compiles_body ()
{
  lacking_probes
  for path in $src/suites/*/ $src/suites/instruments/cases/; do
    folder=${path#$src/suites/}
    test ! -e "$(echo $path*.c | cut -d ' ' -f 1)" || check_folder ${folder%/}
  done
}

atf_init_test_cases ()
{
  atf_add_test_case compiles
}
