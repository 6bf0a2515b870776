"""The page of a quiz before and between attempts: what it asks, what it allows, what was reached."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from base.routing import page_path
from courses.models import Enrolment
from courses.outline import ActivityRow, course_of, missing_for
from quizzes.clock import own_time
from quizzes.models import Attempt, BlueprintRow, QuizPage
from quizzes.permissions import Allowance, Reason, allowance, is_author
from quizzes.rereading import lessons_to_reread
from quizzes.study import Lesson
from quizzes.timing import extra_percent


@dataclass(frozen=True)
class QuizReading:
    """What a quiz's page shows beside its own fields. ``minima``: rows of the blueprint with one;
    ``own_minutes``: what the time limit makes with the extra time of the reader, None where there is none."""

    count: int
    section: str
    section_url: str
    at: datetime
    critical: list[str] = field(default_factory=list)
    minima: list[BlueprintRow] = field(default_factory=list)
    own_minutes: int | None = None
    allowance: Allowance | None = None
    refusal: Reason | None = None
    missing: list[ActivityRow] = field(default_factory=list)
    reread: list[Lesson] = field(default_factory=list)
    open: Attempt | None = None
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def is_time_over(self) -> bool:
        return self.open is not None and self.open.is_over(self.at)

    @property
    def can_start(self) -> bool:
        return self.open is None and self.refusal is None

    @property
    def reason(self) -> str:
        return reason_in_words(self.refusal) if self.refusal else ""


def quiz_reading(quiz: QuizPage, request: HttpRequest) -> QuizReading:
    """A fixed number of queries; for strangers three."""
    learner, at = request.user, timezone.now()
    section = Page.objects.filter(path=quiz.path[: -quiz.steplen]).first()
    blueprint = list(quiz.blueprint.all())
    count = sum(row.count for row in blueprint)
    url = page_path(section.url_path, quiz.locale.language_code) if section else ""
    ground: dict[str, Any] = {"count": count, "section": section.title if section else "", "section_url": url, "at": at}
    ground["critical"] = [topic.name for topic in quiz.critical_topics.all()] if quiz.policy != quiz.Policy.SURVEY else []
    ground["minima"] = minima_of(quiz, blueprint)
    if not learner.is_authenticated:
        return QuizReading(**ground)
    ground["own_minutes"] = own_minutes(quiz, learner)
    attempts = own_attempts(quiz, learner)
    allowed = allowance(quiz, attempts, at)
    missing = missing_for(quiz, learner, timezone.localdate(at)) if allowed.refusal is None else []
    reread = lessons_to_reread(quiz, attempts) if allowed.refusal in (None, Reason.WAIT) else []
    refusal = allowed.refusal or (Reason.REREAD if reread else Reason.LOCKED if missing else None)
    return QuizReading(
        **ground,
        allowance=allowed,
        refusal=refusal or (Reason.AUTHOR if is_author(learner, quiz) else None),
        missing=missing,
        reread=reread,
        open=next((attempt for attempt in attempts if attempt.submitted_at is None), None),
        attempts=[attempt for attempt in attempts if attempt.submitted_at is not None],
    )


def minima_of(quiz: QuizPage, blueprint: list[BlueprintRow]) -> list[BlueprintRow]:
    """The rows of which so many must be right to pass. Two queries where there are any."""
    rows = [row for row in blueprint if row.minimum and quiz.policy != quiz.Policy.SURVEY]
    prefetch_related_objects(rows, "topic", "bank")
    return rows


def own_minutes(quiz: QuizPage, learner: Any) -> int | None:
    """Whole minutes. No query without a time limit, else one."""
    extra = extra_percent(learner) if quiz.time_limit else 0
    return own_time(quiz.time_limit, extra) // timedelta(minutes=1) if quiz.time_limit and extra else None


def own_attempts(quiz: QuizPage, learner: Any) -> list[Attempt]:
    """The learner's attempts of the latest enrolment, latest first, whatever the language of the page."""
    course = course_of(quiz)
    enrolment = Enrolment.objects.of(learner).filter(course_key=course.translation_key).latest_first().first()
    if enrolment is None:
        return []
    attempts = Attempt.objects.counting().filter(enrolment=enrolment, quiz_key=quiz.translation_key)
    return list(attempts.select_related("corrected").order_by("-number"))


def reason_in_words(reason: Reason) -> str:
    """Why the quiz cannot be started now, and what to do."""
    return {
        Reason.LOCKED: _("This quiz opens when you have finished what stands before it."),
        Reason.AUTHOR: _("You wrote questions of this quiz, so it cannot certify you. Ask the training officer for another one."),
        Reason.PASSED: _("You have passed this quiz."),
        Reason.PENDING: _("A trainer is still marking your last attempt. You find the result here."),
        Reason.USED_UP: _("You have used all attempts. Speak to your trainer."),
        Reason.WAIT: _("You can try again after the waiting time. Read the lessons again until then."),
        Reason.REREAD: _("Read these lessons again before you try again."),
        Reason.TOO_FEW_ITEMS: _("This quiz cannot start now: it has too few questions. The fault was reported to the trainers."),
        Reason.SUPERVISED: _("This examination is sat under supervision. Your invigilator opens it and puts a code on the wall."),
    }[reason]
