# clients.py - clients of a server that gives back what it gets, by Python.
# SPDX-License-Identifier: BSD-2-Clause
#
# usage: clients.py PORT CLIENTS, all of which are there before one speaks.

import socket
import sys

port, n = int(sys.argv[1]), int(sys.argv[2])
clients = [socket.create_connection(("127.0.0.1", port)) for i in range(n)]
files = [c.makefile("rb") for c in clients]
for f in files:
    assert f.readline() == b"Hello\n"
for i, c in enumerate(clients):
    line = b"number %d\0\r\n" % i
    c.sendall(line)
    c.shutdown(socket.SHUT_WR)
    assert files[i].read() == line
    c.close()
print("served", n)
