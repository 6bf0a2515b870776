"""New rows of tables that are only ever appended to, without compiling a statement anew for each of them.

``bulk_create`` builds an expression for every value of every row, which takes several times as long as writing them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db import connections, router, transaction
from django.db.models import Model

MOST_ROWS = 50  # in one statement: below the number of values that every database takes


def append_rows(rows: Iterable[Model]) -> None:
    """Writes new rows of one model, all or none, and gives them their primary keys; one query for fifty of them.

    For models with an automatic key and no parent, whose values are all plain: nothing that the database makes itself.
    """
    waiting = list(rows)
    if not waiting:
        return
    database = router.db_for_write(type(waiting[0]))
    with transaction.atomic(using=database, savepoint=False):
        for first in range(0, len(waiting), MOST_ROWS):
            _append(waiting[first : first + MOST_ROWS], database)


def _append(rows: list[Model], database: str) -> None:
    connection, model = connections[database], type(rows[0])
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for row in rows for field in _fields(model)]
    with connection.cursor() as cursor:
        cursor.execute(_statement(model, len(rows), connection.vendor), values)
        keys = cursor.fetchall()
    for row, (key,) in zip(rows, keys, strict=True):
        row.pk, row._state.adding, row._state.db = key, False, database


@lru_cache
def _fields(model: type[Model]) -> tuple[Any, ...]:
    return tuple(field for field in model._meta.local_concrete_fields if not field.primary_key)


@lru_cache(maxsize=1000)
def _statement(model: type[Model], rows: int, vendor: str) -> str:
    """``vendor``: its signs for quoting are those of the first connection of its kind."""
    quote = next(each for each in connections.all() if each.vendor == vendor).ops.quote_name
    names, key = _fields(model), model._meta.pk
    one = f"({', '.join(['%s'] * len(names))})"
    columns = ", ".join(quote(field.column) for field in names)
    table, returned = quote(model._meta.db_table), quote((key.column if key else None) or "id")
    return " ".join(["INSERT INTO", table, f"({columns})", "VALUES", ", ".join([one] * rows), "RETURNING", returned])
