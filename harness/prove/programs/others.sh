# others.sh - small jobs for programs whose calls no tests above make.
# SPDX-License-Identifier: BSD-2-Clause
#
# A job is a script; what it prints, and its status, is the result.
about="small jobs for flock, timeout, make, ninja, ed, tmux and so on"
limit=60

ready () { need cksum; }

# job NAME: its script; the first line names the programs that it is about.
job ()
{
  case $1 in
    flock_command) echo '# flock
      flock f flock -n f echo got || echo held; flock -n f echo free' ;;
    flock_descriptor) echo '# flock
      (flock -n 9 && { flock -n f echo got || echo held; }) 9>f' ;;
    flock_shared) echo '# flock
      flock -s f flock -sn f echo both; flock -s f flock -n f echo alone
      flock -n f flock -w 0.3 f echo in time || echo too late' ;;
    mkfifo) echo '# mkfifo stat
      umask 027; mkfifo -m 626 f; mkfifo g; stat -c "%n %F %a" f g; mkfifo f
      echo data >f & cat f; wait' ;;
    timeout) echo '# timeout
      timeout 0.3 sleep 60; echo $?; timeout 9 sh -c "exit 3"; echo $?
      timeout -s INT -k 0.3 0.3 sh -c "trap : INT; sleep 60; sleep 60"
      echo $?' ;;
    nohup) echo '# nohup
      nohup sh -c "kill -HUP \$\$; echo lives" 2>/dev/null' ;;
    make) echo '# make
      printf "%s\n" "all: a b c" "a b c: ; @sleep 0.1; echo \$@" >inner
      printf "%s\n" "all: x y" "x y: ; @+\$(MAKE) -s -f inner; echo \$@" >m
      make -s -j3 -f m | sort; printf "%s\n" "x: ; exit 3" >m
      make -s -f m; echo $?' ;;
    ninja) echo '# ninja
      printf "%s\n" "rule r" " command = sleep 0.1; echo \$out >\$out" \
        "build a: r" "build b: r" "build c: r a b" >build.ninja
      ninja --quiet && cat a b c; ninja --quiet nothing; echo $?' ;;
    run_parts) echo '# run-parts
      mkdir d; for n in one two; do
        printf "#!/bin/sh\necho out $n; echo err $n >&2; exit 1\n" >d/$n
      done; chmod +x d/*; run-parts --report d; echo $?' ;;
    ed) echo '# ed
      printf "%s\n" "!echo one; exit 3" "r !echo two" "w !sort" ,p Q | ed' ;;
    awk_system) echo '# awk
      awk "BEGIN { print system(\"exit 3\"); print system(\"kill -9 \$\$\")
        \"echo x\" | getline y; print y, close(\"echo x\")
        print \"b\" | \"sort\"; print \"a\" | \"sort\"
        print close(\"sort\") }"' ;;
    tmux) echo '# tmux
      export TMUX_TMPDIR="$PWD"; unset TMUX; TERM=xterm
      tmux -f /dev/null new-session -d "tty >t; echo hello >o
        tmux wait -S k; exec cat"
      tmux wait k; cat o; grep -c pts t; tmux kill-server; echo $?' ;;
    script) echo '# script
      script -qec "test -t 0 && test -t 1 && echo terminal; exit 3" /dev/null
      echo $?' ;;
    jobs) echo '# bash
      bash -c "set -m; { sleep 60; sleep 60; } & kill -TERM -- -\$!
        wait \$!; echo \$?"' ;;
    setsid) echo '# setsid
      setsid -w sh -c "set -- \$(cat /proc/\$\$/stat); test \$1 = \$6; echo \$?"
      ' ;;
  esac
}

units ()
{
  echo flock_command flock_descriptor flock_shared mkfifo timeout nohup make \
    ninja run_parts ed awk_system tmux script jobs setsid | tr ' ' '\n'
}

# has NAME: whether its programs are here.
has ()
{
  for program_of in $(job "$1" | sed -n '1s/# *//p'); do
    command -v "$program_of" >/dev/null || return
  done
}

unit ()
{
  mkdir -p "$work/cwd" && cd "$work/cwd" || return
  if has "$1"; then
    in_place sh -c "$(job "$1")" >"$work/out" 2>&1 </dev/null
    printf '%s\t%s\n' "$1" "ok $?: $(tr -s '\n\r\t' '   ' <"$work/out" |
      cut -c 1-200)"
  else
    printf '%s\tskipped\n' "$1"
  fi
}
