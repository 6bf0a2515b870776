"""Servers under measurement: databases, gunicorn, and what its processes took of CPU and memory."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

ROOT = Path(__file__).resolve().parent.parent
WORKERS = 2
START_SECONDS = 60


def environment(data_dir: Path, database_url: str) -> dict[str, str]:
    """Production's settings as far as they bear on speed; plain HTTP, because a proxy would end TLS."""
    return os.environ | {
        "BLUEHELM_MODE": "benchmark",
        "DEBUG": "false",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "PUBLIC_URL": "http://localhost:8000",
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "DATA_DIR": str(data_dir),
        "DATABASE_URL": database_url,
        "REDIS_URL": "",
        "TRUSTED_PROXY_COUNT": "1",
        "LOG_LEVEL": "ERROR",
    }


@contextmanager
def postgres_database(server: str) -> Iterator[str | None]:
    """The URL of a database made for this run and dropped after it; None where no server answers."""
    name = f"bluehelm_benchmark_{os.getpid()}"
    try:
        admin = psycopg.connect(f"{server}/postgres", autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        yield None
        return
    with admin:
        admin.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"{server}/{name}"
        finally:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@dataclass
class Server:
    """One gunicorn with its workers."""

    process: psutil.Process
    port: int

    @property
    def processes(self) -> list[psutil.Process]:
        return [self.process, *self.process.children(recursive=True)]

    def cpu(self) -> float:
        """CPU seconds so far, user and system, of master and workers."""
        return sum(t.user + t.system for t in (p.cpu_times() for p in self.processes))

    def memory(self) -> tuple[int, int]:
        """(proportional set size, resident set size) of all processes in bytes; shared pages count once in the first."""
        seen = [p.memory_full_info() for p in self.processes]
        return sum(m.pss for m in seen), sum(m.rss for m in seen)


@contextmanager
def serving(env: dict[str, str], settings: str, log: Path, config: str = "config/gunicorn.py") -> Iterator[Server]:
    """Gunicorn as `make run` starts it, on a free port, ended at the end. ``config``: its own settings."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--config", config]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS)]
    with log.open("w") as out:
        started = subprocess.Popen(command, cwd=ROOT, env=env | {"DJANGO_SETTINGS_MODULE": settings}, stdout=out, stderr=out)
        try:
            wait_for(port, started, log)
            yield Server(psutil.Process(started.pid), port)
        finally:
            started.terminate()
            started.wait(timeout=30)


def wait_for(port: int, started: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and started.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
            return
        except urllib.error.HTTPError:
            return  # it answers; the trivial application has no such address
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The server did not start:\n{log.read_text()}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def database_cpu(database_url: str) -> float:
    """CPU seconds of PostgreSQL's backends for this database, where they run on this machine; 0 on SQLite."""
    if not database_url.startswith("postgres"):
        return 0.0
    total = 0.0
    with psycopg.connect(database_url) as connection:
        rows = connection.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"  # not those who tidy up after a million rows were written
        ).fetchall()
    for (pid,) in rows:
        try:
            times = psutil.Process(pid).cpu_times()
        except psutil.Error:
            continue
        total += times.user + times.system
    return total
