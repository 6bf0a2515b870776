"""The clients, in a process of their own: a plan comes in as JSON, what was seen goes out as JSON.

Plain sockets in threads: a client library would take more of the two cores than the page it measures.
"""

from __future__ import annotations

import json
import random
import socket
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import Any

TIMEOUT = 30


@dataclass
class Client:
    """One person's browser: asks, waits for the whole answer, asks again; keeps the connection while the server does."""

    host: str
    port: int
    path: str
    cookie: str
    connection: socket.socket | None = None

    def ask(self) -> int:
        """The status of one answer, read to its end; 0 when the connection broke."""
        try:
            if self.connection is None:
                self.connection = socket.create_connection((self.host, self.port), TIMEOUT)
            self.connection.sendall(self._request())
            return self._read(self.connection)
        except OSError:
            self._close()
            return 0

    def _request(self) -> bytes:
        lines = [
            f"GET {self.path} HTTP/1.1",
            f"Host: localhost:{self.port}",
            "Accept: text/html",
            "Accept-Encoding: gzip",
            "Accept-Language: en",
            # Every request from another address: the project counts how often one address asks.
            f"X-Forwarded-For: 10.{random.randrange(256)}.{random.randrange(256)}.{random.randrange(256)}",  # noqa: S311
        ]
        if self.cookie:
            lines.append(f"Cookie: {self.cookie}")
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    def _read(self, connection: socket.socket) -> int:
        received = b""
        while b"\r\n\r\n" not in received:
            chunk = connection.recv(65536)
            if not chunk:
                self._close()
                return 0
            received += chunk
        head, _, body = received.partition(b"\r\n\r\n")
        headers = head.lower()
        length = int(headers.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0]) if b"content-length:" in headers else None
        missing = None if length is None else length - len(body)
        while missing is None or missing > 0:
            chunk = connection.recv(65536)
            if not chunk:
                break
            missing = None if missing is None else missing - len(chunk)
        if length is None or b"connection: close" in headers:
            self._close()
        return int(head.split(b" ", 2)[1])

    def _close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None


@dataclass
class Run:
    """A closed loop: each client has one request under way; ends after so many answers or seconds."""

    plan: dict[str, Any]
    latencies: list[float] = field(default_factory=list)
    failures: int = 0
    left: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def work(self, client: Client, until: float) -> None:
        while self._take() and time.perf_counter() < until:
            begun = time.perf_counter()
            status = client.ask()
            taken = time.perf_counter() - begun
            with self.lock:
                self.latencies.append(taken)
                self.failures += status != self.plan["status"]

    def _take(self) -> bool:
        with self.lock:
            self.left -= 1
            return self.left >= 0

    def start(self) -> dict[str, Any]:
        plan, self.left = self.plan, self.plan["requests"]
        cookies = plan["cookies"] or [""]
        clients = [
            Client(plan["host"], plan["port"], plan["path"], cookies[number % len(cookies)]) for number in range(plan["clients"])
        ]
        begun = time.perf_counter()
        threads = [threading.Thread(target=self.work, args=(client, begun + plan["seconds"])) for client in clients]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return {"latencies": self.latencies, "seconds": time.perf_counter() - begun, "failures": self.failures}


if __name__ == "__main__":
    json.dump(Run(json.load(sys.stdin)).start(), sys.stdout)
