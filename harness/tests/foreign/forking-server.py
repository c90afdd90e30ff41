# forking-server.py - a server with a child for each client, of Python's own.
# SPDX-License-Identifier: BSD-2-Clause

import signal
import socketserver
import sys


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(b"Hello\n")
        for line in self.rfile:
            self.wfile.write(line)


class Server(socketserver.ForkingTCPServer):
    max_children = 400
    request_queue_size = 400


def end(signo, frame):
    sys.exit(0)


signal.signal(signal.SIGTERM, end)
with Server(("127.0.0.1", 0), Handler) as server:
    print("listening", server.server_address[1], flush=True)
    server.serve_forever()
