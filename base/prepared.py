"""Queries of the busiest pages, compiled once.

Django builds and compiles a query anew at every call, which takes five to ten times as long as running it. What a
page asks at every visit differs in its values alone. The database is asked every time; only the words of the question are kept.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.backends.sqlite3.base import FORMAT_QMARK_REGEX

Row = TypeVar("Row")
AskDriver = Callable[[Any, tuple[Any, ...]], list[Any]]
MOST_MADE = 16  # answers that are kept, of each question
Value = str | int | date | datetime | UUID | tuple[Any, ...]


class Prepared(Generic[Row]):
    """A queryset as a function of its values, each a str, an int, a date, a moment, a UUID, or a tuple of such, for example::

        units_named = Prepared(lambda names: Unit.objects.filter(name__in=names))
        units_named(("Alpha", "Bravo"))  # the rows, as a list

    It is compiled once for each connection and each length of its tuples. A value must reach the database as it was given:
    no ``startswith``, no arithmetic, no None; otherwise ValueError. ``prefetch_related`` is ignored.

    ``make`` turns each row into something that nobody changes. What the database answers in the same words as last time is
    then not made again: the same list is given, to read and not to write.
    """

    def __init__(self, build: Callable[..., Any], make: Callable[[Any], Row] | None = None) -> None:
        self._build, self._make = build, make
        self._kept = threading.local()  # a compiler belongs to a connection, and a connection to a thread

    def __call__(self, *values: Value) -> list[Row]:
        lengths = tuple(len(value) if isinstance(value, tuple) else -1 for value in values)
        known: dict[tuple[int, ...], Compiled] = vars(self._kept).setdefault("by_lengths", {})
        compiled = known.get(lengths)
        if compiled is None or not compiled.is_current:
            try:
                compiled = known[lengths] = Compiled(self._build, self._make, values)
            except EmptyResultSet:  # an empty tuple that nothing can be in
                return []
        return compiled.rows(values)


def padded(values: Iterable[Any]) -> tuple[Any, ...]:
    """Values to look for, the first of them repeated up to a power of two: so that few lengths are ever compiled."""
    given = tuple(values)
    wanted = 1 << max(0, len(given) - 1).bit_length() if given else 0
    return given + given[:1] * (wanted - len(given))


class Compiled:
    """A queryset that was built with a mark in the place of each value, and its SQL."""

    def __init__(self, build: Callable[..., Any], make: Callable[[Any], Any] | None, values: Sequence[Value]) -> None:
        numbers = iter(range(1_000_000))
        marks = [_mark(value, numbers) for value in values]
        self.queryset: Any = build(*marks)
        self.compiler: Any = self.queryset.query.get_compiler(self.queryset.db)
        self.connection: Any = self.compiler.connection
        self.sql, self.params = self.compiler.as_sql()
        places = {mark: place for place, mark in enumerate(self._stored(marks))}
        if not places.keys() <= set(self.params):
            raise ValueError("A prepared query changes one of its values before it asks.")
        self.places = [places.get(param) for param in self.params]
        self.ask_driver = DRIVERS[self.connection.vendor](self.sql)
        self.make = make
        self.made: dict[tuple[Any, ...], tuple[list[Any], list[Any]]] = {}
        self._hold_fast()

    def _hold_fast(self) -> None:
        """From now on the queryset's query neither compiles again nor looks up again how columns become values."""
        columns = [column for column, *_ in self.compiler.select[: self.compiler.col_count]]
        converters = _remembering(self.compiler.get_converters(columns))
        self.compiler.get_converters = lambda expressions: converters
        self.queryset.query.get_compiler = lambda *args, **kwargs: self.compiler

    @property
    def is_current(self) -> bool:
        return self.connection is connections[self.queryset.db]

    def rows(self, values: Sequence[Value]) -> list[Any]:
        given = self._stored(values)
        pairs = zip(self.params, self.places, strict=True)
        params = tuple(param if place is None else given[place] for param, place in pairs)
        found = self._ask(params)
        return self._made(params, found, self.make) if self.make else self._converted(found)

    def _converted(self, found: list[Any]) -> list[Any]:
        self.compiler.execute_sql = lambda *args, **kwargs: [found]
        return list(self.queryset._iterable_class(self.queryset))

    def _made(self, params: tuple[Any, ...], found: list[Any], make: Callable[[Any], Any]) -> list[Any]:
        """Comparing takes a fraction of making."""
        last = self.made.get(params)
        if last is None or last[0] != found:
            if len(self.made) >= MOST_MADE:
                self.made.clear()
            last = self.made[params] = found, [make(row) for row in self._converted(found)]
        return last[1]

    def _ask(self, params: tuple[Any, ...]) -> list[Any]:
        """All rows in one go: pages ask for few."""
        found = self._logged(params) if self.connection.queries_logged else self._straight(params)
        return [row[: self.compiler.col_count] for row in found] if self.compiler.has_extra_select else found

    def _logged(self, params: tuple[Any, ...]) -> list[Any]:
        """Through Django's cursor, which counts and times."""
        with self.connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            return list(cursor.fetchall())

    def _straight(self, params: tuple[Any, ...]) -> list[Any]:
        """Through the driver's own cursor, with all that Django's does first, and words that need no second reading."""
        connection = self.connection
        connection.close_if_health_check_failed()
        connection.ensure_connection()
        connection.validate_no_broken_transaction()
        with connection.wrap_database_errors:
            return self.ask_driver(connection.connection, params)

    def _stored(self, values: Sequence[Value]) -> list[Any]:
        """All values in their order, tuples unfolded, as the database's own driver takes them."""
        return [_as_stored(value, self.connection) for value in _unfolded(values)]


def _for_sqlite(sql: str) -> AskDriver:
    """Django turns each %s into a question mark at every call: a long look at every letter of a long text."""
    words = FORMAT_QMARK_REGEX.sub("?", sql).replace("%%", "%")
    return lambda driver, params: driver.execute(words, params).fetchall()


def _for_postgresql(sql: str) -> AskDriver:
    from base.planned import Planned  # with the driver, which is loaded where it serves alone

    return Planned(sql)


DRIVERS: dict[str, Callable[[str], AskDriver]] = {"sqlite": _for_sqlite, "postgresql": _for_postgresql}


def _remembering(converters: dict[int, Any]) -> dict[int, Any]:
    """The same converters, but a key that was read before is the same UUID again: making one takes longer than finding it."""
    return {
        column: ([_read_uuid if getattr(c, "__name__", "") == "convert_uuidfield_value" else c for c in each], expression)
        for column, (each, expression) in converters.items()
    }


def _read_uuid(value: str | None, expression: Any, connection: Any) -> UUID | None:
    return _uuid(value) if value is not None else None


@lru_cache(maxsize=10_000)
def _uuid(value: str) -> UUID:
    return UUID(value)


def _unfolded(values: Sequence[Value]) -> Iterator[Any]:
    for value in values:
        if isinstance(value, tuple):
            yield from value
        else:
            yield value


def _mark(value: Value, numbers: Iterator[int]) -> Any:
    """A value of the same kind that no query holds by itself. Raises KeyError for a kind that is not provided for."""
    if isinstance(value, tuple):
        return tuple(_mark(each, numbers) for each in value)
    marks: dict[type, Callable[[int], Any]] = {
        str: lambda number: f"\ue000{number}",
        int: lambda number: -2_000_000_000 - number,
        date: lambda number: date(1, 1, 1) + timedelta(days=number),
        datetime: lambda number: datetime(2, 1, 1, tzinfo=UTC) + timedelta(seconds=number),
        UUID: lambda number: UUID(int=number + 1),
    }
    return marks[type(value)](next(numbers))


def _as_stored(value: Any, connection: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value
