"""Difficulty as found: counted over first attempts, kept beside each item for its author and for the list of items."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db import transaction

from quizzes.models import AttemptItem, FoundDifficulty, Item, ItemVersion, QuizPage
from quizzes.reports.first import portions, read_first_attempts
from quizzes.reports.permissions import LEAST_ATTEMPTS

EASY, HARD = 0.85, 0.55  # of the mark earned: from here on easy, below here hard


def difficulty_of(facility: float) -> Item.Difficulty:
    """``facility``: the share of the mark that was earned, 0 … 1."""
    if facility >= EASY:
        return Item.Difficulty.EASY
    return Item.Difficulty.MEDIUM if facility >= HARD else Item.Difficulty.HARD


@transaction.atomic
def find_difficulties(*, at: datetime) -> int:
    """Counts every item anew; of how many something is known now. What is no longer known is forgotten."""
    earned: dict[int, list[float]] = defaultdict(list)
    for quiz_key in QuizPage.objects.exclude(policy=QuizPage.Policy.SURVEY).values_list("translation_key", flat=True).distinct():
        for version, mark in _marks(quiz_key):
            earned[version].append(mark)
    enough = [version for version, marks in earned.items() if len(marks) >= LEAST_ATTEMPTS]
    latest = dict(ItemVersion.objects.filter(pk__in=enough).order_by("number").values_list("item", "pk"))
    rows = [_row(item, version, earned[version], at) for item, version in latest.items()]
    FoundDifficulty.objects.exclude(item__in=latest).delete()
    FoundDifficulty.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["item"],
        update_fields=["version", "attempts", "facility", "difficulty", "counted_at"],
    )
    return len(rows)


def _marks(quiz_key: object) -> list[tuple[int, float]]:
    """What each version earned in each first attempt at a quiz."""
    taken = {attempt.pk: attempt for attempt in read_first_attempts(quiz_key)}  # type: ignore[arg-type]
    found = []
    for keys in portions(taken.values()):
        items = AttemptItem.objects.filter(attempt__in=keys).order_by()
        for attempt, number, version in items.values_list("attempt", "number", "version"):
            mark = taken[attempt].result["fractions"].get(str(number))
            if mark is not None:
                found.append((version, mark))
    return found


def _row(item: int, version: int, marks: list[float], at: datetime) -> FoundDifficulty:
    facility = min(1.0, max(0.0, sum(marks) / len(marks)))
    return FoundDifficulty(
        item_id=item,
        version_id=version,
        attempts=len(marks),
        facility=facility,
        difficulty=difficulty_of(facility),
        counted_at=at,
    )
