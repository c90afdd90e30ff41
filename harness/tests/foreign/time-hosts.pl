# time-hosts.pl - three hosts that tell the time by datagrams, by perl.
# SPDX-License-Identifier: BSD-2-Clause
#
# usage: time-hosts.pl NOW.  Says "listening PORT PORT PORT"; the first is 10
# seconds ahead of NOW, the second silent, the third an hour behind.

use strict;
use warnings;
use Socket;

my %ahead;
my (@sock, @port);
for my $ahead (10, undef, -3600)
  {
    socket (my $s, PF_INET, SOCK_DGRAM, 0) or die "socket: $!";
    bind ($s, sockaddr_in (0, INADDR_LOOPBACK)) or die "bind: $!";
    push @sock, $s;
    push @port, (sockaddr_in (getsockname $s))[0];
    $ahead{$s} = $ahead;
  }
$| = 1;
print "listening @port\n";
while (1)
  {
    my $set = '';
    vec ($set, fileno $_, 1) = 1 for @sock;
    next if select (my $ready = $set, undef, undef, undef) <= 0;
    for my $s (grep { vec ($ready, fileno $_, 1) } @sock)
      {
        my $from = recv ($s, my $data, 16, 0);
        next unless defined $from && defined $ahead{$s};
        send ($s, pack ('N', 2208988800 + $ARGV[0] + $ahead{$s}), 0, $from);
      }
  }
