# catsock.pl - the page's client and server on a local socket, by perl.
# SPDX-License-Identifier: BSD-2-Clause
#
# usage: catsock.pl NAME, which copies what comes; catsock.pl -s NAME, which
# has NAME anew, greets clients with two lines, and says "listening 0".

use strict;
use warnings;
use Socket;

my $serves = $ARGV[0] eq '-s' && shift @ARGV;
my $name = sockaddr_un ($ARGV[0]);
socket (my $sock, PF_UNIX, SOCK_STREAM, 0) or die "socket: $!";
if (!$serves)
  {
    connect ($sock, $name) or die "connect: $!";
    while (defined (my $line = <$sock>)) { print $line }
    exit;
  }
unlink $ARGV[0];
bind ($sock, $name) or die "bind: $!";
listen ($sock, SOMAXCONN) or die "listen: $!";
$| = 1;
print "listening 0\n";
while (accept (my $client, $sock))
  {
    print $client "Hello there\nand no end";
    close $client;
  }
