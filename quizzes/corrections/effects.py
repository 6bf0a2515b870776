"""What a correction changes: for every attempt that drew the version, the result that stands and the one that would."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any

from quizzes.grading import Ruling, grade_all
from quizzes.marking import Result
from quizzes.models import Attempt, Correction, ItemVersion, QuizPage

BATCH = 500  # attempts marked at once
DECIDING = ("percent", "fractions", "withdrawn", "critical_missed", "sections_missed")


@dataclass(frozen=True)
class Effect:
    """One attempt whose result would change. ``loses``: it is the one on which the ledger line of the quiz rests."""

    attempt: Attempt
    after: Result
    loses: bool = False

    @property
    def learner(self) -> Any:
        return self.attempt.enrolment.learner

    @property
    def percent_before(self) -> Decimal | None:
        return self.attempt.standing.percent

    @property
    def passed_before(self) -> bool:
        return bool(self.attempt.standing.passed)

    @property
    def is_flipped(self) -> bool:
        return self.after.passed != self.passed_before


def attempts_with(version: ItemVersion) -> Any:
    """Every attempt that drew the version, is marked at all, and in whose place no sheet stands."""
    drawn = Attempt.objects.counting().filter(items__version=version)
    return drawn.exclude(rules__policy=QuizPage.Policy.SURVEY).order_by("pk")


def concerned(correction: Correction) -> Any:
    """The attempts about which it is: those that drew the version, or the one whose answer it amends."""
    drawn = attempts_with(correction.version)
    return drawn if correction.item_id is None else drawn.filter(items=correction.item_id)


def effects_of(correction: Correction) -> list[Effect]:
    """Every handed-in attempt whose result would change, in the order in which they were begun.

    One in which nothing would be left to mark keeps its result: nobody fails on an empty sheet.
    """
    submitted = concerned(correction).submitted().filter(passed__isnull=False)  # those that wait are marked by it
    keys = list(submitted.values_list("pk", flat=True))
    is_amended = correction.item_id is not None
    changed = {} if is_amended else {correction.version_id: Ruling(correction.key_after)}
    amended = {correction.item_id: correction.key_after} if correction.item_id is not None else {}
    found: list[Effect] = []
    for start in range(0, len(keys), BATCH):
        rows = Attempt.objects.filter(pk__in=keys[start : start + BATCH]).order_by("pk")
        rows = rows.select_related("corrected", "quiz", "enrolment__learner__rank", "enrolment__credential")
        results = grade_all(rows, changed, amended)
        found += [Effect(row, results[row.pk]) for row in rows if results[row.pk].maximum and differs(row, results[row.pk])]
    return _with_losses(found)


def differs(attempt: Attempt, after: Result) -> bool:
    """Whether it is another result than the one that stands."""
    stands = {"withdrawn": [], "sections_missed": [], **(attempt.standing.result or {})}
    result = after.as_json()
    return any(stands[name] != result[name] for name in DECIDING) or after.passed != attempt.standing.passed


def _with_losses(effects: list[Effect]) -> list[Effect]:
    """Marks those that would fail now and have no other passed attempt of the same quiz and enrolment. One query."""
    falling = [effect for effect in effects if effect.is_flipped and not effect.after.passed]
    if not falling:
        return effects
    after = {effect.attempt.pk: effect.after.passed for effect in effects}
    others = Attempt.objects.counting().filter(enrolment__in={e.attempt.enrolment_id for e in falling}).submitted()
    passed = {
        (row.enrolment_id, row.quiz_key)
        for row in others.select_related("corrected")
        if after.get(row.pk, bool(row.standing.passed))
    }
    lost = {e.attempt.pk for e in falling if (e.attempt.enrolment_id, e.attempt.quiz_key) not in passed}
    return [Effect(e.attempt, e.after, e.attempt.pk in lost) for e in effects]


def fingerprint(effects: Iterable[Effect]) -> str:
    """Changes whenever somebody is added to the list or would come out otherwise."""
    lines = [f"{e.attempt.pk}:{e.percent_before}:{e.passed_before}:{e.after.percent}:{e.after.passed}" for e in effects]
    return sha256("\n".join(lines).encode()).hexdigest()
