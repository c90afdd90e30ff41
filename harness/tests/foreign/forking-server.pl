# forking-server.pl - the page's forking server, as a program of perl's.
# SPDX-License-Identifier: BSD-2-Clause
#
# As ipc_helper's forking-server: says "listening PORT", greets, gives back
# what comes; with SIGTERM it says how many children it had, and how many it
# has waited for.

use strict;
use warnings;
use Errno qw(EINTR);
use POSIX qw(:sys_wait_h);
use Socket;

my ($accepted, $reaped, $interrupted, $over) = (0, 0, 0, 0);
$SIG{CHLD} = sub {
  local ($!, $?);
  while (waitpid (-1, WNOHANG) > 0) { $reaped++ }
};
socket (my $server, PF_INET, SOCK_STREAM, 0) or die "socket: $!";
setsockopt ($server, SOL_SOCKET, SO_REUSEADDR, 1) or die "setsockopt: $!";
bind ($server, sockaddr_in (0, INADDR_LOOPBACK)) or die "bind: $!";
listen ($server, SOMAXCONN) or die "listen: $!";
$SIG{TERM} = sub { $over = 1; shutdown ($server, 2) };
$| = 1;
print "listening ", (sockaddr_in (getsockname $server))[0], "\n";

until ($over)
  {
    my $client;
    if (!accept ($client, $server))
      {
        $interrupted++ if $!{EINTR};
        next if $over || $!{EINTR};
        die "accept: $!";
      }
    $accepted++;
    my $pid = fork;
    die "fork: $!" unless defined $pid;
    if ($pid == 0)
      {
        $SIG{CHLD} = $SIG{TERM} = 'DEFAULT';
        close $server;
        $client->autoflush (1);
        print $client "Hello\n";
        while (defined (my $line = <$client>)) { print $client $line }
        POSIX::_exit (0);
      }
    close $client;
  }
$SIG{CHLD} = 'DEFAULT';
while (waitpid (-1, 0) > 0) { $reaped++ }
print "accepted $accepted, reaped $reaped, interrupted $interrupted\n";
