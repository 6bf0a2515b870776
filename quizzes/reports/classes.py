"""The results of a class at one quiz, by name: for those who run or teach the class."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from base.dates import in_words
from courses.models import ClassMember, TrainingClass
from people.models import User
from quizzes.models import Attempt, QuizPage, Step


@dataclass(frozen=True)
class UnderWay:
    """An attempt that was not handed in. ``last_at``: when the latest answer was saved; ``state``: running, paused or over."""

    started_at: datetime
    answered: int
    of: int
    last_at: datetime | None
    state: str

    @property
    def words(self) -> str:
        say = {"over": _("Time over, not handed in"), "paused": _("Paused"), "running": _("Under way")}[self.state]
        far = _("%(answered)d of %(of)d answered") % {"answered": self.answered, "of": self.of}
        last = [_("last at %(at)s") % {"at": in_words(localtime(self.last_at), "H:i")}] if self.last_at else []
        return " · ".join([say, far, *last])


@dataclass(frozen=True)
class PersonRow:
    """One member. ``percent``, ``passed``, ``at`` and ``short`` (topics): of the best attempt handed in, of the latest period."""

    person: User
    attempts: int = 0
    percent: float | None = None
    passed: bool = False
    at: datetime | None = None
    short: tuple[str, ...] = ()
    under_way: UnderWay | None = None

    @property
    def topics(self) -> str:
        return ", ".join(self.short)


@dataclass(frozen=True)
class ClassResults:
    """A row for every member, whether they have begun or not."""

    training_class: TrainingClass
    quiz: QuizPage
    rows: list[PersonRow] = field(default_factory=list)

    @property
    def handed_in(self) -> int:
        return sum(row.percent is not None for row in self.rows)

    @property
    def passed(self) -> int:
        return sum(row.passed for row in self.rows)

    @property
    def under_way(self) -> int:
        return sum(row.under_way is not None for row in self.rows)

    @property
    def is_survey(self) -> bool:
        return self.quiz.policy == QuizPage.Policy.SURVEY


def read_class_results(training_class: TrainingClass, quiz: QuizPage, on: date, at: datetime) -> ClassResults:
    """Three queries. Whoever belongs to the class on the day, by name."""
    members = ClassMember.objects.filter(training_class=training_class).valid(on).by_name()
    people = list({member.user_id: member.user for member in members}.values())  # left and came back on one day: once
    own: dict[int, list[Attempt]] = defaultdict(list)
    counting = Attempt.objects.counting().filter(quiz_key=quiz.translation_key)
    rows = counting.filter(enrolment__learner__in=[person.pk for person in people])
    for attempt in rows.select_related("enrolment", "corrected").order_by("enrolment__started_at", "enrolment", "number"):
        own[attempt.enrolment.learner_id].append(attempt)
    steps = _steps([attempt.pk for attempts in own.values() for attempt in attempts if attempt.submitted_at is None])
    return ClassResults(training_class, quiz, [_row(person, own[person.pk], steps, at) for person in people])


def _steps(attempts: list[int]) -> dict[int, tuple[int, datetime]]:
    """How many questions were answered in each open attempt, and when the last."""
    answers = Step.objects.filter(attempt__in=attempts, kind=Step.Kind.ANSWER).order_by().values("attempt")
    counted = answers.annotate(answered=Count("item", distinct=True), last_at=Max("at"))
    return {row["attempt"]: (row["answered"], row["last_at"]) for row in counted}


def _row(person: User, attempts: list[Attempt], steps: dict[int, tuple[int, datetime]], at: datetime) -> PersonRow:
    if not attempts:
        return PersonRow(person)
    latest = [attempt for attempt in attempts if attempt.enrolment_id == attempts[-1].enrolment_id]
    done = [attempt for attempt in latest if attempt.submitted_at is not None]
    open_ = next((attempt for attempt in latest if attempt.submitted_at is None), None)
    under_way = _under_way(open_, steps, at) if open_ else None
    if not done:
        return PersonRow(person, len(latest), under_way=under_way)
    best = max(done, key=lambda attempt: (bool(attempt.standing.passed), attempt.standing.percent or 0))
    result: dict[str, Any] = best.standing.result or {}
    return PersonRow(
        person=person,
        attempts=len(latest),
        percent=float(best.standing.percent or 0),
        passed=bool(best.standing.passed),
        at=best.submitted_at,
        short=tuple(topic["name"] for topic in result.get("topics", []) if topic["short"]),
        under_way=under_way,
    )


def _under_way(attempt: Attempt, steps: dict[int, tuple[int, datetime]], at: datetime) -> UnderWay:
    answered, last_at = steps.get(attempt.pk, (0, None))
    state = "over" if attempt.is_over(at) else "paused" if attempt.paused_at else "running"
    return UnderWay(attempt.started_at, answered, attempt.total, last_at, state)
