"""A server process that can be killed as by ``kill -9`` and stands again at the same address.

A keeper, forked before there are threads, forks the server itself, so that a killed one is replaced in milliseconds.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

KILL, END = b"k", b"e"


class MortalServer:
    """``port``: where it listens, before and after each death. Killing it is one byte to its keeper, answered by one."""

    def __init__(self) -> None:
        self.listener = socket.socket()
        self.listener.bind(("127.0.0.1", 0))
        self.listener.listen(64)
        self.port = int(self.listener.getsockname()[1])
        self.lock = threading.Lock()
        self.orders, self.answers = os.pipe(), os.pipe()
        application = read_application()
        self.keeper = os.fork()
        if self.keeper == 0:
            keep_serving(self.listener, application, self.orders[0], self.answers[1])

    def kill(self) -> None:
        with self.lock:
            os.write(self.orders[1], KILL)
            os.read(self.answers[0], 1)

    def end(self) -> None:
        os.write(self.orders[1], END)
        os.waitpid(self.keeper, 0)
        self.listener.close()
        for end in (*self.orders, *self.answers):
            os.close(end)


@contextmanager
def mortal_server() -> Iterator[MortalServer]:
    """To be entered before any thread is started; the caller's own connections to the database are closed."""
    from django.db import connections

    connections.close_all()
    server = MortalServer()
    try:
        yield server
    finally:
        server.end()


def read_application() -> Any:
    """With all its addresses and views, before the first fork: a server that follows a killed one need not read them again."""
    from django.core.wsgi import get_wsgi_application
    from django.urls import reverse

    application = get_wsgi_application()
    reverse("healthz")
    return application


def keep_serving(listener: socket.socket, application: Any, orders: int, answers: int) -> None:
    """The keeper's life: never returns."""
    child = fork_server(listener, application)
    while os.read(orders, 1) == KILL:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        child = fork_server(listener, application)
        os.write(answers, KILL)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os._exit(0)


def fork_server(listener: socket.socket, application: Any) -> int:
    child = os.fork()
    if child == 0:
        try:
            serve(listener, application)
        finally:
            os._exit(1)
    return child


def serve(listener: socket.socket, application: Any) -> None:
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

    logging.disable(logging.CRITICAL)  # broken connections are what this is about
    address = listener.getsockname()
    server = ThreadedWSGIServer(address, WSGIRequestHandler, bind_and_activate=False)
    server.socket.close()
    server.socket, server.server_address = listener, address
    server.server_name, server.server_port = "localhost", address[1]
    server.setup_environ()
    server.set_app(application)
    server.serve_forever(poll_interval=0.02)
