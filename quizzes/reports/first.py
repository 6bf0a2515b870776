"""The first attempts at a quiz, in whatever language: what every figure is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, zip_longest
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from quizzes.models import Attempt, Step
from quizzes.statistics import Pause

MOST = 5_000  # the latest so many speak for a quiz; more would cost time and say the same
AT_ONCE = 1_000  # primary keys in one query


@dataclass(frozen=True, slots=True)
class Taken:
    """One attempt as it stands after corrections. ``result``: the shape of ``Attempt.result``; ``is_on_paper``: it was entered
    from a sheet, so that its moments say nothing of the time it took."""

    pk: int
    language: str
    started_at: datetime
    submitted_at: datetime
    percent: float
    passed: bool
    result: dict[str, Any]
    is_on_paper: bool = False


COLUMNS = ("pk", "quiz__locale__language_code", "started_at", "submitted_at", "paper_form", "percent", "passed", "result")
CORRECTED = ("corrected__percent", "corrected__passed", "corrected__result")


def first_attempts(quiz_key: UUID) -> QuerySet[Attempt]:
    """Handed in, and the first that its learner ever began, over all periods of certification.

    Where the device failed, the sheet that stands in its place is the first.
    """
    counting = Attempt.objects.counting()
    earlier = counting.filter(
        quiz_key=OuterRef("quiz_key"), enrolment__learner=OuterRef("enrolment__learner"), started_at__lt=OuterRef("started_at")
    )
    can_be_first = Q(number=1) | Q(paper_form__replaces__isnull=False)
    return counting.submitted().filter(can_be_first, ~Exists(earlier), quiz_key=quiz_key)


def read_first_attempts(quiz_key: UUID) -> list[Taken]:
    """The latest first. One query."""
    rows = first_attempts(quiz_key).order_by("-submitted_at", "-pk").values_list(*COLUMNS, *CORRECTED)[:MOST]
    return [_taken(*row) for row in rows]


def _taken(pk: int, language: str, started_at: Any, submitted_at: Any, paper: int | None, *standing: Any) -> Taken:
    """``standing``: per cent, passed and result as found first, then as corrected."""
    percent, passed, result = standing[3:] if standing[3] is not None else standing[:3]
    return Taken(pk, language, started_at, submitted_at, float(percent or 0), bool(passed), result, paper is not None)


def portions(taken: Iterable[Taken]) -> Iterator[list[int]]:
    """Primary keys of attempts, as many as a query takes."""
    keys = iter([attempt.pk for attempt in taken])
    while portion := list(islice(keys, AT_ONCE)):
        yield portion


def pauses_in(taken: Iterable[Taken]) -> dict[int, list[Pause]]:
    """When the clock of an attempt stood still, by its primary key; only of those in which it did. A query for each thousand."""
    stops: dict[int, list[datetime]] = defaultdict(list)
    for keys in portions(taken):
        steps = Step.objects.filter(attempt__in=keys, kind__in=(Step.Kind.PAUSE, Step.Kind.RESUME))
        for attempt, at in steps.order_by("attempt", "sequence").values_list("attempt", "at"):
            stops[attempt].append(at)
    ends = {attempt.pk: attempt.submitted_at for attempt in taken if attempt.pk in stops}
    return {attempt: pauses_of(moments, ends[attempt]) for attempt, moments in stops.items()}


def pauses_of(stops: list[datetime], end: datetime) -> list[Pause]:
    """The clock is stopped and started in turn; one that was not started again stood still to the end."""
    return list(zip_longest(stops[::2], stops[1::2], fillvalue=end))
