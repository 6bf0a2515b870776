"""The results of a class at one quiz, by name: for those who run or teach the class."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
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


COLUMNS = (
    *("enrolment__learner", "pk", "enrolment", "submitted_at", "percent", "passed", "result"),
    *("corrected__percent", "corrected__passed", "corrected__result"),
)


@dataclass(frozen=True, slots=True)
class Try:
    """One attempt, as far as a row asks; read without what only the engine needs, which is most of it. ``at``: handed in."""

    pk: int
    enrolment: int
    at: datetime | None
    percent: Decimal | None
    passed: bool | None
    result: dict[str, Any] | None
    corrected_percent: Decimal | None
    corrected_passed: bool | None
    corrected_result: dict[str, Any] | None

    @property
    def is_marked(self) -> bool:
        return self.percent is not None or self.corrected_percent is not None

    @property
    def mark(self) -> float:
        standing = self.percent if self.corrected_percent is None else self.corrected_percent
        return float(standing or 0)

    @property
    def has_passed(self) -> bool:
        return bool(self.passed if self.corrected_percent is None else self.corrected_passed)

    @property
    def short(self) -> tuple[str, ...]:
        """Names of the topics to study."""
        result = self.result if self.corrected_percent is None else self.corrected_result
        return tuple(topic["name"] for topic in (result or {}).get("topics", []) if topic["short"])


@dataclass(frozen=True)
class PersonRow:
    """One member. ``percent``, ``passed``, ``at`` and ``short`` (topics): of the best marked attempt of the latest period.

    ``waits``: an attempt handed in waits for a trainer's mark; where it is the only one, ``percent`` is None.
    """

    person: User
    attempts: int = 0
    percent: float | None = None
    passed: bool = False
    at: datetime | None = None
    short: tuple[str, ...] = ()
    waits: bool = False
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
        return sum(row.at is not None for row in self.rows)

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
    """Four queries. Whoever belongs to the class on the day, by name."""
    members = ClassMember.objects.filter(training_class=training_class).valid(on).by_name()
    people = list({member.user_id: member.user for member in members}.values())  # left and came back on one day: once
    own: dict[int, list[Try]] = defaultdict(list)
    counting = Attempt.objects.counting().filter(quiz_key=quiz.translation_key)
    rows = counting.filter(enrolment__learner__in=[person.pk for person in people])
    for learner, *values in rows.order_by("enrolment__started_at", "enrolment", "number").values_list(*COLUMNS):
        own[learner].append(Try(*values))
    under_way = _under_way(counting.in_bulk([each.pk for tries in own.values() for each in tries if each.at is None]), at)
    return ClassResults(training_class, quiz, [_row(person, own[person.pk], under_way) for person in people])


def _steps(attempts: list[int]) -> dict[int, tuple[int, datetime]]:
    """How many questions were answered in each open attempt, and when the last."""
    answers = Step.objects.filter(attempt__in=attempts, kind=Step.Kind.ANSWER).order_by().values("attempt")
    counted = answers.annotate(answered=Count("item", distinct=True), last_at=Max("at"))
    return {row["attempt"]: (row["answered"], row["last_at"]) for row in counted}


def _row(person: User, tries: list[Try], under_way: dict[int, UnderWay]) -> PersonRow:
    if not tries:
        return PersonRow(person)
    latest = [each for each in tries if each.enrolment == tries[-1].enrolment]
    done = [each for each in latest if each.at is not None]
    open_ = next((under_way[each.pk] for each in latest if each.at is None), None)
    if not done:
        return PersonRow(person, len(latest), under_way=open_)
    best = max(done, key=lambda each: (each.is_marked, each.has_passed, each.mark))
    return PersonRow(
        person=person,
        attempts=len(latest),
        percent=best.mark if best.is_marked else None,
        passed=best.has_passed,
        at=best.at,
        short=best.short if best.is_marked else (),
        waits=not all(each.is_marked for each in done),
        under_way=open_,
    )


def _under_way(attempts: dict[int, Attempt], at: datetime) -> dict[int, UnderWay]:
    steps, found = _steps(list(attempts)), {}
    for pk, attempt in attempts.items():
        answered, last_at = steps.get(pk, (0, None))
        state = "over" if attempt.is_over(at) else "paused" if attempt.paused_at else "running"
        found[pk] = UnderWay(attempt.started_at, answered, attempt.total, last_at, state)
    return found
