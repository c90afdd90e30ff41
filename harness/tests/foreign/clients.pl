# clients.pl - clients of a server that gives back what it gets, by
# IO::Socket.
# SPDX-License-Identifier: BSD-2-Clause
#
# usage: clients.pl PORT CLIENTS, all of which are there before one speaks.

use strict;
use warnings;
use IO::Socket::INET;

my ($port, $n) = @ARGV;
my @client;
for (1 .. $n)
  {
    push @client, IO::Socket::INET->new (Proto => 'tcp',
      PeerAddr => '127.0.0.1', PeerPort => $port) || die "connect: $@";
  }
for my $c (@client)
  {
    my $line = <$c>;
    die "no greeting" unless defined $line && $line eq "Hello\n";
  }
my $i = 0;
for my $c (@client)
  {
    $i++;
    print $c "number $i\r\n";
    shutdown ($c, 1) or die "shutdown: $!";
    my $all = join '', <$c>;
    die "not its own: $all" unless $all eq "number $i\r\n";
    close $c;
  }
print "served $n\n";
