"""After a test whose rows were committed: the database as it stood when the migrations had run, in a fraction of a second.

Django empties every table and lets each app find its content types and permissions anew, and then our own foundation would
be laid anew: seconds, after each of some two hundred tests.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction


@dataclass(frozen=True)
class Rows:
    """All rows of a table, as its driver gave them."""

    table: str
    columns: tuple[str, ...]
    values: list[tuple[Any, ...]]


def snapshot() -> list[Rows]:
    """Every row of every table of a model. For a database that was just migrated."""
    with connection.cursor() as cursor:
        return [rows for table in _tables() if (rows := _read(cursor, table)).values]


def restore(rows: Sequence[Rows]) -> None:
    """Makes the database hold these rows and no others, in one transaction."""
    with transaction.atomic(), thawed(), connection.cursor() as cursor:
        for statement in connection.ops.sql_flush(no_style(), _tables()):
            cursor.execute(statement)
        for each in rows:
            cursor.executemany(insert(each), each.values)


@contextmanager
def thawed() -> Iterator[None]:
    """While it lasts, what the database keeps from changing may be changed: to make a past that no code can make."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = DEFAULT")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name NOT LIKE '%fts%'")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
        yield
        for _name, sql in triggers:
            cursor.execute(sql)


def _tables() -> list[str]:
    found: list[str] = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return found


def _read(cursor: Any, table: str) -> Rows:
    cursor.execute(" ".join(["SELECT * FROM", connection.ops.quote_name(table)]))
    return Rows(table, tuple(column[0] for column in cursor.description), cursor.fetchall())


def insert(rows: Rows) -> str:
    quote = connection.ops.quote_name
    columns, marks = ", ".join(map(quote, rows.columns)), ", ".join(["%s"] * len(rows.columns))
    return " ".join(["INSERT INTO", quote(rows.table), f"({columns})", "VALUES", f"({marks})"])
