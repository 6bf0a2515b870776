"""Processes that a test may kill: each begins with one thread and connections of its own, on the database of the test.

The tests' own process never forks. Once a browser's loop runs in it, Django keeps a connection for that loop and leaves the one
from before open. A forked child runs no loop, so it would work on that one, and what it holds when it is killed stays locked as
long as the parent lives.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def running_child(module: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """``python -m module arguments``, with pipes to its input and output; gone at the end, whatever it was at."""
    command = [sys.executable, "-m", module, *arguments]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": address_of_database()}
    child = subprocess.Popen(  # noqa: S603
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with child:
        try:
            yield child
        finally:
            child.kill()


def address_of_database() -> str:
    """Of this worker's test database, as DATABASE_URL says it."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    user, password = quote(known["USER"], safe=""), quote(known["PASSWORD"] or "", safe="")
    host = known["HOST"] or "127.0.0.1"
    return f"postgres://{user}:{password}@{host}:{known['PORT'] or 5432}/{known['NAME']}"
