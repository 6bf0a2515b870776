"""What hundreds of tests stand on goes through the services once, and comes back after that as the rows they wrote.

Where the test itself has made people or units before, or moved the clock, everything is made anew.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import TypeVar

import time_machine
from django.db import IntegrityError, connection, transaction

from people.models import Country, Rank, Unit, User
from tests.emptying import Rows, insert, snapshot

Made = TypeVar("Made")


class Replay:
    """``made(build)`` is what ``build()`` gives, with the same rows in the database; one for each process."""

    def __init__(self) -> None:
        self.rows: list[Rows] = []
        self.kept = b""

    def made(self, build: Callable[[], Made]) -> Made:
        if time_machine.escape_hatch.is_travelling():
            return build()
        if self.kept:
            return self._replayed(build)
        if any(model.objects.exists() for model in (Country, Rank, Unit, User)):
            return build()
        return self._recorded(build)

    def _recorded(self, build: Callable[[], Made]) -> Made:
        before = {rows.table: set(map(repr, rows.values)) for rows in snapshot()}
        made = build()
        for rows in snapshot():
            seen = before.pop(rows.table, set())
            new = [row for row in rows.values if repr(row) not in seen]
            if len(rows.values) - len(new) != len(seen):
                raise RuntimeError(f"Rows of {rows.table} that stood there before were changed, so they cannot be put back.")
            if new:
                self.rows.append(Rows(rows.table, rows.columns, new))
        self.kept = pickle.dumps(made)
        return made

    def _replayed(self, build: Callable[[], Made]) -> Made:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                for rows in self.rows:
                    cursor.executemany(insert(rows), rows.values)
        except IntegrityError:  # the test began with rows of its own
            return build()
        made: Made = pickle.loads(self.kept)  # noqa: S301 - written by this process
        return made
