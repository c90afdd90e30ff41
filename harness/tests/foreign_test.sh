#! @ATF_SH@
# foreign_test.sh - the page's programs and programs that nobody here wrote.
# SPDX-License-Identifier: BSD-2-Clause
#
# In the suites the case is the other side, so that they say the same on every
# machine.  Here it is a real server, where this host has it: all at ports of
# the loopback network that the kernel picks.  Each says its port in a line,
# by which the case knows that it listens.

helper=@BUILD@/suites/ipc_helper

# documents: some to serve, in docs.
documents ()
{
  mkdir docs
  printf 'one\n\nline without an end' >docs/text
  printf 'a\r\nb\r\n' >docs/crlf
  { head -c 300000 /dev/urandom; printf '\0\n\0\0'; } >docs/bytes
}

# serve COMMAND...: start it, and set PORT by the first line that it prints;
# it ends with the case.
serve ()
{
  mkfifo port
  "$@" >port 2>log &
  server=$!
  trap 'kill $server 2>/dev/null' EXIT
  read -r line <port || { cat log; atf_skip "$1 does not serve here"; }
  PORT=$(echo "$line" | sed -e 's/.*port //' -e 's/[^0-9].*//')
  test -n "$PORT" || atf_fail "no port: $line"
}

python_serves ()
{
  documents
  serve python3 -u -m http.server --bind 127.0.0.1 --directory docs "$@" 0
}

# perl_serves TEXT: a server of perl's IO::Socket, which serves each client by
# the Perl TEXT, with $c the client, in a child.
perl_serves ()
{
  cat >server.pl <<'END'
use strict;
use IO::Socket::INET;
my $code = eval "sub { my \$c = shift; $ARGV[0] }" or die $@;
my $s = IO::Socket::INET->new (LocalAddr => "127.0.0.1", LocalPort => 0,
                               Proto => "tcp", Listen => 8) or die $!;
$SIG{CHLD} = "IGNORE";
$| = 1;
print "port ", $s->sockport, "\n";
while (my $c = $s->accept) {
  next if my $pid = fork;
  close $s;
  $code->($c);
  exit;
}
END
  serve perl server.pl "$1"
}

# ends_in FILE DOCUMENT: FILE's last bytes are DOCUMENT.
ends_in ()
{
  tail -c "$(wc -c <"$2")" "$1" | cmp - "$2"
}

# webget_gets OPTION...: what the page's client prints of each document, and of
# all in a row.
webget_gets ()
{
  for d in text crlf bytes; do
    atf_check -o save:out $helper webget -p "$PORT" "$@" 127.0.0.1 /$d
    head -n 1 out | grep -q '^HTTP/1\.[01] 200 ' || atf_fail "no status: $d"
    ends_in out docs/$d || atf_fail "other bytes: $d"
  done
  atf_check -o save:out $helper webget -p "$PORT" "$@" 127.0.0.1 \
    /text /missing /crlf
  # Behind a last line without an end the next answer begins.
  sed 's/line without an end//' out | grep -a '^HTTP/1\.[01] ' |
    cut -d ' ' -f 2 >statuses
  printf '200\n404\n200\n' | atf_check -o file:- cat statuses
  ends_in out docs/crlf || atf_fail "the last document is missing"
}

atf_test_case web_python
web_python_head ()
{
  atf_set descr "webget, and Python's web server"
  atf_set require.progs python3
}
web_python_body ()
{
  python_serves
  webget_gets
}

atf_test_case web_python_keeps
web_python_keeps_head ()
{
  atf_set descr "webget, and Python's web server where it keeps connections"
  atf_set require.progs python3
}
web_python_keeps_body ()
{
  python3 -m http.server --help | grep -q -e --protocol ||
    atf_skip "this server keeps no connections"
  python_serves --protocol HTTP/1.1
  webget_gets
  webget_gets -c
}

atf_test_case web_busybox
web_busybox_head ()
{
  atf_set descr "webget, and BusyBox's web server behind Perl's sockets"
  atf_set require.progs "busybox perl"
}
web_busybox_body ()
{
  busybox --list | grep -q '^httpd$' || atf_skip "this BusyBox has no httpd"
  documents
  perl_serves 'open STDIN, "<&", $c; open STDOUT, ">&", $c;
    exec "busybox", "httpd", "-i", "-h", "docs"'
  webget_gets
}

atf_test_case web_curl
web_curl_head ()
{
  atf_set descr "webget prints of a server what curl does"
  atf_set require.progs "curl python3"
}
web_curl_body ()
{
  python_serves
  for d in text crlf bytes missing; do
    atf_check -o save:ours $helper webget -p "$PORT" 127.0.0.1 /$d
    atf_check -o save:theirs curl -s -0 -i --noproxy '*' \
      "http://127.0.0.1:$PORT/$d"
    # The one line that tells the time.
    for f in ours theirs; do LC_ALL=C sed '/^Date: /d' $f >$f.dateless; done
    atf_check cmp ours.dateless theirs.dateless
  done
}

atf_test_case daytime_perl
daytime_perl_head ()
{
  atf_set descr "daytime, and servers of Perl that end lines in each way"
  atf_set require.progs perl
}
daytime_perl_body ()
{
  perl_serves 'print $c "Wed May 14 08:40:46 1997\015\012",
    "a line\012", "\012", "and no end"'
  printf 'Wed May 14 08:40:46 1997\r\na line\n\nand no end' >wanted
  atf_check -o file:wanted $helper daytime 127.0.0.1 "ipcompat-none($PORT)"
}

atf_test_case chat_perl
chat_perl_head ()
{
  atf_set descr "chat, and a server of Perl that answers each line, or all"
  atf_set require.progs perl
}
chat_perl_body ()
{
  perl_serves 'print $c "Command? ";
    while (<$c>) { last if /^quit/; s/\015?\012$//; print $c uc, "\015\012"; }
    print $c "bye"'
  printf 'Command? ONE\r\nTWO\r\nbye' >wanted
  # Who says "quit" is ended by the server, and may have ended by then.
  printf 'one\r\ntwo\nquit\n' |
    atf_check -o file:wanted -e match:'^child: ' \
      $helper chat 127.0.0.1 "$PORT"
  printf 'one\ntwo\n' |
    atf_check -o file:wanted -e inline:'child: exit 0\n' \
      $helper chat 127.0.0.1 "$PORT" shutdown
  # The server closes while the input goes on.
  mkfifo input
  $helper chat 127.0.0.1 "$PORT" <input >out 2>errors &
  client=$!
  exec 3>input
  printf 'one\ntwo\nquit\n' >&3
  wait $client || atf_fail "chat fails"
  exec 3>&-
  atf_check cmp wanted out
  atf_check -o inline:'child: SIGTERM\n' cat errors
}

atf_test_case chat_python
chat_python_head ()
{
  atf_set descr "chat, and Python's web server"
  atf_set require.progs python3
}
chat_python_body ()
{
  python_serves
  printf 'GET /bytes HTTP/1.0\r\n\r\n' |
    atf_check -o save:out -e match:'^child: ' $helper chat 127.0.0.1 "$PORT"
  ends_in out docs/bytes || atf_fail "other bytes"
}

atf_init_test_cases ()
{
  for c in web_python web_python_keeps web_busybox web_curl daytime_perl \
    chat_perl chat_python; do
    atf_add_test_case $c
  done
}
