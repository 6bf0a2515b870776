"""Queries that PostgreSQL plans once for each connection, asked in one call of the driver's library.

The driver's cursor plans as well, but walks through a hundred small steps of Python for each question: half of what a short
question costs. What is left here are the steps that bear on the answer, by the driver's own means.
"""

from __future__ import annotations

import re
from itertools import count
from typing import Any

from psycopg import Cursor
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus, TransactionStatus

SOUND = (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK)
_numbers = count(1)  # of statements: no two of a process share a name


class Planned:
    """One statement in Django's words (``%s`` for a value, ``%%`` for a percent sign), for one connection of Django's."""

    def __init__(self, sql: str) -> None:
        places = count(1)
        self._sql = sql
        self._words = re.sub("%[s%]", lambda found: "%" if found[0] == "%%" else f"${next(places)}", sql).encode()
        self._driver: Any = None  # for which it was planned; a connection that was lost takes its plans along
        self._names: dict[tuple[int, ...], bytes] = {}  # by the types of the values: a large number has another type

    def __call__(self, driver: Any, params: tuple[Any, ...]) -> list[Any]:
        """All rows. Raises the driver's errors."""
        if not driver.autocommit and driver.pgconn.transaction_status == TransactionStatus.IDLE:
            with Cursor(driver) as cursor:  # which begins the transaction that is due
                return list(cursor.execute(self._sql, params).fetchall())
        adapting = Transformer(driver)
        values = adapting.dump_sequence(params, [PyFormat.AUTO] * len(params))
        answer = driver.pgconn.exec_prepared(self._name(driver, adapting.types or ()), values, adapting.formats)
        adapting.set_pgresult(_sound(answer))
        return adapting.load_rows(0, answer.ntuples, tuple)

    def _name(self, driver: Any, types: tuple[int, ...]) -> bytes:
        """Of the statement for values of these types, which is planned now unless it was before."""
        if driver is not self._driver:
            self._driver, self._names = driver, {}
        if types not in self._names:
            name = b"bluehelm_%d" % next(_numbers)
            _sound(driver.pgconn.prepare(name, self._words, types))
            self._names[types] = name
        return self._names[types]


def _sound(answer: Any) -> Any:
    """The server's answer; an error in it is raised."""
    if answer.status not in SOUND:
        raise error_from_result(answer)
    return answer
