"""From a quiz's blueprint and its banks to the plain rows and candidates of a draw."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count

from base.prepared import Prepared
from quizzes.drawing import Candidate, Row, Shortage, shortages
from quizzes.models import AttemptItem, BlueprintRow, Item, ItemBank

CANDIDATE = ("pk", "translation_key", "bank", "topic__key", "level", "difficulty")


def blueprint_rows(blueprint: Iterable[BlueprintRow]) -> list[Row]:
    """A row draws from its bank and from those below it. One query beside the rows themselves."""
    paths = dict(_banks())
    return [
        Row(
            banks=frozenset(bank for bank, path in paths.items() if path.startswith(paths[row.bank_id])),
            topic=row.topic.key if row.topic else None,
            count=row.count,
            level=row.level,
            difficulty=row.difficulty,
        )
        for row in blueprint
    ]


def candidates(rows: list[Row], *, locale: int, level: int, learner: Any = None) -> list[Candidate]:
    """Every ready item that some row may draw for the level, with how often the learner has met it. Two queries."""
    banks = frozenset[int]().union(*(row.banks for row in rows))
    seen = times_seen(learner, banks) if learner is not None else {}
    return [
        Candidate(pk, str(key), bank, topic, seen.get(str(key), 0), lowest, difficulty)
        for pk, key, bank, topic, lowest, difficulty in _ready(tuple(banks), locale)
        if lowest <= level
    ]


def times_seen(learner: Any, banks: Iterable[int]) -> dict[str, int]:
    """In how many attempts the learner met each item, by the key that an item shares with its translations."""
    return {str(key): times for key, times in _met(learner.pk, tuple(banks))}


# A house has as many banks as it has modules and courses, so that few lengths of these tuples are ever compiled.
_banks: Prepared[Any] = Prepared(lambda: ItemBank.objects.order_by().values_list("pk", "path"))
_ready: Prepared[Any] = Prepared(
    lambda banks, locale: (
        Item.objects.ready()  # type: ignore[attr-defined]
        .filter(bank__in=banks, locale=locale)
        .order_by("pk")
        .values_list(*CANDIDATE)
    )
)
_met: Prepared[Any] = Prepared(
    lambda learner, banks: (
        AttemptItem.objects.filter(attempt__enrolment__learner=learner, version__item__bank__in=banks)
        .order_by()
        .values_list("version__item__translation_key")
        .annotate(times=Count("pk"))
    )
)


def shortages_of(blueprint: list[BlueprintRow], *, locale: int, level: int) -> list[tuple[BlueprintRow, Shortage]]:
    """The rows that the banks cannot fill today for the language and level."""
    rows = blueprint_rows(blueprint)
    pool = candidates(rows, locale=locale, level=level)
    return [(blueprint[shortage.row], shortage) for shortage in shortages(rows, pool)]
