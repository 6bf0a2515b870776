"""Retention as code: what is kept about people, why, how long, and what happens then. docs/retention.md says the same.

Lower floors do not know higher ones: each floor writes its part in ``<app>/retention.py`` and registers it in
``AppConfig.ready``. ``people.retention.services`` applies the whole, ``people.erasure`` asks it what goes with a person, and
tests/people/retention fails for a model or a column of text that stands in no part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.db.models import Model, Q

WEEK, MONTH, QUARTER = 7, 30, 90
TWO_YEARS, FIVE_YEARS, TEN_YEARS = 730, 1826, 3652
ERASED = "—"  # where the database wants a word and none is left


class Kind(StrEnum):
    """What becomes of a row. BLANK keeps it as evidence and empties columns."""

    KEEP = "kept"
    BLANK = "emptied"
    DELETE = "deleted"


@dataclass(frozen=True)
class Action:
    """What happens to rows; ``values``: what the columns hold afterwards, for ``Kind.BLANK``."""

    kind: Kind = Kind.KEEP
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.kind}: {', '.join(self.values)}" if self.values else str(self.kind)


KEEP, DELETE = Action(), Action(Kind.DELETE)


def blank(**values: Any) -> Action:
    """Rows stay, as numbers; these columns lose what they say about a person."""
    return Action(Kind.BLANK, values)


@dataclass(frozen=True)
class Rule:
    """Some columns of one model.

    ``person``: the look-up from a row to whom it is about, empty where it is about nobody in particular. ``fields``: columns
    that hold personal data; ``texts``: those of them in which others may name a person; ``known_as``: those that hold a name
    or number of the person. ``harmless``: columns of text that say nothing about anybody. ``days`` run from the moment in
    ``since``, then ``action``; without days it is kept as long as the account. ``erased``: what an erasure of the person does.
    ``where``: the rule is about these rows alone, ``which`` says it
    in words. ``section``: where the person finds it in the own data (``people.own_data``), or ``left_out``: why not.
    """

    model: str
    reason: str
    person: str = ""
    fields: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    known_as: tuple[str, ...] = ()
    harmless: tuple[str, ...] = ()
    days: int | None = None
    since: str = ""
    action: Action = KEEP
    erased: Action = KEEP
    where: Q = field(default_factory=Q)
    which: str = ""
    section: str = ""
    left_out: str = ""

    @property
    def model_class(self) -> type[Model]:
        return apps.get_model(self.model)

    @property
    def named(self) -> frozenset[str]:
        """Every column that the rule speaks of."""
        return frozenset(name for name in (*self.fields, *self.harmless) if name)


_rules: dict[str, tuple[Rule, ...]] = {}
_impersonal: dict[str, frozenset[str]] = {}


def register(part: str, rules: Iterable[Rule], impersonal: Iterable[str] = ()) -> None:
    """Adds the part of a floor; registering it again replaces it. ``impersonal``: models that hold nothing about a person."""
    _rules[part] = tuple(rules)
    _impersonal[part] = frozenset(impersonal)


def parts() -> Mapping[str, tuple[Rule, ...]]:
    """The whole table, by part."""
    return _rules


def all_rules() -> Iterator[Rule]:
    """Every rule, the higher floors first as settings.INSTALLED_APPS has them: what hangs on a row goes before the row."""
    for part in _rules.values():
        yield from part


def impersonal_models() -> frozenset[str]:
    """Of every floor, as app.Model; any other model has a rule."""
    return frozenset().union(*_impersonal.values())
