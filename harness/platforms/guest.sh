# guest.sh - a command run as the first process of another kernel.
# SPDX-License-Identifier: BSD-2-Clause
#
# For the scripts that start such a kernel, whose files are the host's but for
# /dev and /proc.  A directory is how both talk: the host's half writes what is
# to run there, the guest's what came of it.

# guest_asks DIR COMMAND...: what is to run, with the words and the
# environment of here.  It begins in memory, for the host's FIFOs do not become
# that kernel's.
guest_asks ()
{
  talk=$1
  shift
  case $1 in
    */*) program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1") ;;
    *) program=$1 ;;
  esac
  shift
  set -- "$program" "$@"
  {
    export -p
    echo 'export TMPDIR=/dev/shm'
    echo 'cd /dev/shm'
    printf 'exec'
    for each; do
      printf " '%s'" "$(printf '%s\n' "$each" | sed "s/'/'\\\\''/g")"
    done
    echo
  } >"$talk/command"
}

# guest_serves DIR PORT: what is to run is what PORT names, one directory after
# the other, which the host has filled by guest_asks, and which are new: what
# the guest has seen of a file is what it goes on seeing.  In each, "limit" has
# the seconds that it may take, or 0.  It says when it is ready, for what comes
# before that is lost.
guest_serves ()
{
  cat >"$1/command" <<END
stty raw -echo clocal <$2
while echo ready; read -r talk; do
  (cd "\$talk" &&
    timeout -s KILL "\$(cat limit)" sh ./command >output 2>&1 </dev/null
    echo \$? >status)
  sync
  echo "\$talk"
done <$2 >$2
END
}

# guest_runs DIR: as the first process, whose /dev is its own.
guest_runs ()
{
  PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
  export PATH
  mount -t proc proc /proc
  mount -t sysfs sysfs /sys
  mkdir -p /dev/pts /dev/shm
  mount -t devpts -o newinstance,ptmxmode=666,mode=620,gid=5 devpts /dev/pts
  ln -sf pts/ptmx /dev/ptmx
  ln -s /proc/self/fd /dev/fd
  mount -t tmpfs -o mode=1777 shm /dev/shm
  ip link set lo up || ifconfig lo up
  cd "$1" || exit
  sh ./command >output 2>&1 </dev/null
  echo $? >status
  sync
  # Without a program for it that needs to talk to somebody.
  echo o >/proc/sysrq-trigger
  sleep 10
}

# guest_answers DIR CONSOLE: what came of it.
guest_answers ()
{
  test -f "$1/status" || {
    tail -n 3 "$2" >&2
    cannot "that kernel does not come to an end"
  }
  cat "$1/output"
  return "$(cat "$1/status")"
}
