#! @ATF_SH@
# servers_test.sh - the page's servers and clients, many and with strangers.
# SPDX-License-Identifier: BSD-2-Clause
#
# The programs that the suites drive (ipc_helper) against each other, a
# thousand clients in a row and 200 at once: none is lost, and nothing is left
# behind.  Then each against a program that nobody here wrote, where this host
# has one.  All over the loopback network, at ports that the kernel picks.

src=@SRC@
helper=@BUILD@/suites/ipc_helper
foreign=$src/harness/tests/foreign

# begin COMMAND...: start a server, and wait until it says "listening PORT...";
# $server is its pid, $port what it said.
begin ()
{
  : >said
  "$@" >said 2>errors &
  server=$!
  trap 'kill -9 $server 2>/dev/null' EXIT
  await '^listening '
  port=$(sed -n 's/^listening //p' said)
}

# await PATTERN: until the server has said it.
await ()
{
  until grep -q -- "$1" said; do
    kill -0 $server 2>/dev/null || {
      if grep -q '^bind: EADDRNOTAVAIL$' errors; then
        atf_skip 'no loopback network'
      fi
      cat said errors
      atf_fail "the server ended, and has not said $1"
    }
    sleep 0.02
  done
}

# end: SIGTERM for the server, which exits.
end ()
{
  kill $server
  wait $server || atf_fail "status $?: $(cat said errors)"
  trap - EXIT
}

# need_loopback: this host reaches itself.
need_loopback ()
{
  begin $helper forking-server 0
  $helper tcp-clients $port 1 1 Hello >clients.out 2>clients.err || {
    grep -q '^connect: E[A-Z]*UNREACH$' clients.err ||
      atf_fail "$(cat clients.err)"
    atf_skip 'no loopback network'
  }
  end
}

# clients ROUNDS CLIENTS GREETING: ours, of which none is lost.
clients ()
{
  $helper tcp-clients $port "$@" >clients.out 2>clients.err || :
  test "$(cat clients.out)" = "served $(($1 * $2))" || {
    cat clients.out clients.err said errors
    atf_fail "not all of $1 times $2 are served"
  }
}

# nothing_left: no file but those of this script.
nothing_left ()
{
  rm -f said errors clients.out clients.err before
  test -z "$(ls -A)" || atf_fail "left: $(ls -A)"
}

# counted: what the server says of itself at its end.
counted ()
{
  grep -q "^accepted $1, reaped $1, interrupted [1-9]" said ||
    { cat said errors; atf_fail "not $1 accepted, reaped, interrupted"; }
}

# test_case NAME PROGRAMS DESCRIPTION: the case is the function NAME.
test_case ()
{
  atf_test_case $1
  eval "$1_body () { need_loopback; $1; }"
  eval "$1_head ()
    {
      atf_set descr '$3'
      atf_set timeout 180
      test -z '$2' || atf_set require.progs '$2'
    }"
  all_cases="${all_cases-} $1"
}

test_case many '' 'A thousand in a row, 200 at once, nothing is left'
many ()
{
  begin $helper forking-server 0
  clients 1000 1 Hello
  await '^idle 1000$'
  clients 1 200 Hello
  await '^idle 1200$'
  end
  counted 1200
  grep -q ', descriptors 0$' said || { cat said; atf_fail 'descriptors'; }
  nothing_left
}

test_case vanishing '' 'Clients that are killed leave nothing with the server'
vanishing ()
{
  begin $helper forking-server 0
  clients 10 1 Hello
  # They wait for more of a greeting than comes, or are not even connected.
  for seconds in 0 0 0.02 0.05 0.2; do
    $helper tcp-clients $port 1 20 'Hello, and more' >/dev/null 2>&1 &
    sleep $seconds
    kill -9 $!
    wait $! || :
  done
  clients 1 20 Hello
  end
  sed 's/.*accepted \([0-9]*\), reaped \1, .* descriptors 0$/well/' said |
    grep -q '^well$' || { cat said errors; atf_fail 'something is left'; }
  nothing_left
}

test_case perl_server perl 'Our clients, a forking server of perl'
perl_server ()
{
  begin perl $foreign/forking-server.pl
  clients 300 1 Hello
  clients 1 200 Hello
  end
  counted 500
  nothing_left
}

test_case python_server python3 'Our clients, a forking server of Python'
python_server ()
{
  begin python3 $foreign/forking-server.py
  clients 200 1 Hello
  clients 1 200 Hello
  end
  nothing_left
}

test_case socat_server socat 'Our clients, a forking server of socat'
socat_server ()
{
  socat -d -d TCP-LISTEN:0,bind=127.0.0.1,fork,backlog=400 EXEC:cat \
    >/dev/null 2>said &
  server=$!
  trap 'kill -9 $server' EXIT
  : >errors
  await 'listening on AF='
  port=$(sed -n 's/.*listening on AF=.*:\([0-9]*\)$/\1/p' said)
  clients 100 1 ''
  clients 1 200 ''
  kill $server
}

test_case perl_clients perl 'Clients of perl, our forking server'
perl_clients ()
{
  begin $helper forking-server 0
  atf_check -o inline:'served 200\n' perl $foreign/clients.pl $port 200
  await '^idle 200$'
  end
  counted 200
}

test_case python_clients python3 'Clients of Python, our forking server'
python_clients ()
{
  begin $helper forking-server 0
  atf_check -o inline:'served 200\n' python3 $foreign/clients.py $port 200
  await '^idle 200$'
  end
  counted 200
}

# talk COMMAND...: a stranger talks with the interactive server; its input
# stays open until it has said all, or has ended.
talk ()
{
  begin $helper command-server 0 5 1000000000 - 'echo me' 'echo crumbs' :
  prompt='Command? '
  {
    echo 'Welcome; help lists the commands.'
    printf '%s2001-09-09 01:46:40\n%sme\n' "$prompt" "$prompt"
    printf '%s%scrumbs\n%s' "$prompt" "$prompt" "$prompt"
  } >wanted
  mkfifo input
  "$@" <input >output 2>errors &
  client=$!
  exec 3>input
  printf 'date\r\nWHO\n\ncookie\nquit\n' >&3
  until cmp -s wanted output || ! kill -0 $client; do sleep 0.02; done
  exec 3>&-
  wait $client || cat errors
  atf_check cmp wanted output
  kill -9 $server
  wait $server || :
  trap - EXIT
}

test_case socat_client socat 'socat, our interactive server'
socat_client ()
{
  talk sh -c 'exec socat - TCP:127.0.0.1:$(sed "s/.* //;q" said)'
}

test_case nc_client nc 'netcat, our interactive server'
nc_client ()
{
  talk sh -c 'exec nc 127.0.0.1 $(sed "s/.* //;q" said)'
}

test_case curl_client curl 'curl, our interactive server'
curl_client ()
{
  curl -V | grep -qw telnet || atf_skip 'a curl without telnet'
  talk sh -c 'exec curl -sN -T . telnet://127.0.0.1:$(sed "s/.* //;q" said)'
}

# begin_catsock: our server, over the name "sock" that another one has left.
begin_catsock ()
{
  test -S sock || atf_fail 'no name is left'
  : >said
  $helper catsock-server unlink sock /bin/echo fortune >said 2>errors &
  server=$!
  await '^started sock$'
}

test_case perl_catsock perl 'Local sockets: our programs and those of perl'
perl_catsock_body ()
{
  begin perl $foreign/catsock.pl -s sock
  kill -9 $server
  wait $server || :
  test -S sock || atf_fail 'no name is left'
  begin perl $foreign/catsock.pl -s sock
  atf_check -o inline:'Hello there\nand no end' $helper catsock sock
  kill -9 $server
  wait $server || :
  begin_catsock
  atf_check -o match:'^Hello there' -o match:'^fortune$' \
    perl $foreign/catsock.pl sock
  await '^reaped .* status 0$'
  kill -9 $server
}

test_case socat_catsock socat 'Local sockets: our programs and socat'
socat_catsock_body ()
{
  socat -d -d UNIX-LISTEN:sock,fork EXEC:'/bin/echo hi' >/dev/null 2>said &
  server=$!
  trap 'kill -9 $server' EXIT
  : >errors
  await 'listening on AF=1'
  for i in 1 2 3; do
    atf_check -o inline:'hi\n' $helper catsock sock
  done
  kill -9 $server
  wait $server || :
  begin_catsock
  atf_check -o match:'^Hello there' -o match:'^fortune$' \
    socat -u UNIX-CONNECT:sock -
  await '^reaped .* status 0$'
}

test_case perl_time perl 'Datagrams: our time client, hosts of perl'
perl_time ()
{
  begin perl $foreign/time-hosts.pl 1000000
  set -- $port
  mkfifo input
  $helper udp-time 1000000 $port <input >output &
  client=$!
  exec 3>input
  until test "$(wc -l <output)" -ge 2; do sleep 0.02; done
  exec 3>&-
  wait $client || atf_fail "status $?"
  atf_check -o inline:"$1 10\n$3 -3600\n1 missing\n" sh -c \
    "grep '^$1 ' output; grep '^$3 ' output; grep missing output"
  kill -9 $server
}

atf_init_test_cases ()
{
  for c in $all_cases; do
    atf_add_test_case $c
  done
}
