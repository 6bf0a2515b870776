"""What an entry of the audit log says, in the language of its reader.

The log itself keeps plain English words and numbers, since they are sealed. Each floor registers the words of its own deeds and
of the rows that they name, in ``AppConfig.ready``::

    words.register(events=EVENTS, rows={"quiz": _("Quiz")})
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from people.models import AuditEntry

Words = Mapping[Any, str | Promise]
Names = Callable[[Collection[int]], Mapping[int, str]]
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
LONGEST_LIST = 20  # numbers that are named one by one; the file has them all


class Place(IntEnum):
    """Where a part stands in an entry; parts of one place in the order in which their floor names them."""

    WHOSE = 1
    AMONG_WHOM = 2
    WHAT = 3
    HOW = 4
    WHERE = 5
    WHEN = 6


_events: dict[str, str | Promise] = {}
_rows: dict[str, str | Promise] = {}
_values: dict[str, Words] = {}
_names: dict[str, Names] = {}
_places: dict[str, tuple[Place, int]] = {}


def register(
    *,
    events: Words,
    rows: Words,
    values: Mapping[str, Words] | None = None,
    names: Mapping[str, Names] | None = None,
    places: Mapping[Place, Sequence[str]] | None = None,
) -> None:
    """``events``: {what an entry calls the deed: it in words}; ``rows``: {key of the data: what its value is}; ``values``:
    {key: {value: it in words}}; ``names``: {key: names of the rows with these numbers}, for what is no person; ``places``: the
    keys that stand before the rest.
    """
    _events.update(events)
    _rows.update(rows)
    _values.update(values or {})
    _names.update(names or {})
    for place, keys in (places or {}).items():
        for key in keys:
            _places[key] = (place, len(_places))


@dataclass(frozen=True)
class Part:
    """``words``: what it is; ``value``: which one, or how many."""

    words: str
    value: str


@dataclass(frozen=True)
class Told:
    """An entry as its reader understands it."""

    entry: AuditEntry
    event: str
    parts: list[Part]


def event_in_words(event: str) -> str:
    return str(_events.get(event, event))


def events_like(typed: str) -> list[str]:
    """The events whose words hold what was typed, in the language of the reader."""
    return [event for event, words in _events.items() if typed.casefold() in str(words).casefold()]


def told(entries: Iterable[AuditEntry]) -> list[Told]:
    """One query at most for each kind of row that has a name."""
    rows = list(entries)
    named = {key: find(found) for key, find in _names.items() if (found := _numbers(rows, key))}
    return [
        Told(row, event_in_words(row.event), [_part(key, row.data[key], named) for key in in_order(row.data)]) for row in rows
    ]


def in_order(data: Iterable[str]) -> list[str]:
    """By its place, and the rest by its name: a database need not keep the order in which it was written."""
    return sorted(data, key=lambda key: (*_places.get(key, (len(Place) + 1, 0)), key))


def _numbers(rows: list[AuditEntry], key: str) -> set[int]:
    found = (row.data.get(key) for row in rows)
    return {number for each in found for number in (each if isinstance(each, list) else [each]) if isinstance(number, int)}


def _part(key: str, value: Any, named: Mapping[str, Mapping[int, str]]) -> Part:
    if isinstance(value, list):
        shown = [_one(key, each, named) for each in value[:LONGEST_LIST]]
        more = [_("%(count)s more") % {"count": len(value) - LONGEST_LIST}] if len(value) > LONGEST_LIST else []
        return Part(str(_rows.get(key, key)), _(", ").join([*shown, *more]) or "–")
    return Part(str(_rows.get(key, key)), _one(key, value, named))


def _one(key: str, value: Any, named: Mapping[str, Mapping[int, str]]) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if value in _values.get(key, {}):
        return str(_values[key][value])
    if isinstance(value, str) and DAY.fullmatch(value):
        return date_format(date.fromisoformat(value), "j N Y")
    name = named.get(key, {}).get(value)
    return f"{value} ({name})" if name else str(value)
