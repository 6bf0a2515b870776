"""Attempts: what was drawn, under which rules, and every answer as an appended step."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quizzes.clock import Clock

if TYPE_CHECKING:
    from quizzes.models.corrections import CorrectedResult

GRACE = timedelta(seconds=10)  # for answers given in time and delivered late


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def of(self, learner: Any) -> Self:
        return self.filter(enrolment__learner=learner)

    def open(self) -> Self:
        return self.filter(submitted_at__isnull=True)

    def counting(self) -> Self:
        """Those that use one of the attempts up: not those whose device failed, in whose place a sheet of paper stands."""
        return self.filter(replaced_by=None)

    def submitted(self) -> Self:
        """Handed in, with a result: no answer waits for a trainer's mark."""
        return self.filter(submitted_at__isnull=False, percent__isnull=False)


class Attempt(models.Model):
    """One try at a quiz. ``rules`` is frozen at the start: {policy, pass_mark, time_limit, attempts_allowed, wait_hours, rereads,
    valid_days, critical_topics: [keys], blueprint: [{bank, topic, level, difficulty, count, minimum, name}], extra_percent,
    sitting: of which it is part}.

    ``result``, written once at submission: {score, maximum, percent, topics: [{key, name, right, of, short}],
    critical_missed: [topic keys], sections_missed: [{name, right, of, minimum}], fractions: {slot number: number},
    withdrawn: [slot numbers], pending: [slot numbers]}. It is what was found first; what stands after corrections: ``standing``.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey("courses.Enrolment", models.PROTECT, related_name="attempts")
    quiz = models.ForeignKey("quizzes.QuizPage", models.PROTECT, related_name="attempts")
    quiz_key = models.UUIDField(editable=False)
    number = models.PositiveSmallIntegerField(_("number"))
    seed = models.BigIntegerField()
    rules = models.JSONField()
    started_at = models.DateTimeField(_("started"))
    deadline = models.DateTimeField(null=True)  # this and the next follow from the steps that moved the time
    paused_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True)
    percent = models.DecimalField(_("per cent"), max_digits=5, decimal_places=2, null=True)
    passed = models.BooleanField(_("passed"), null=True)
    result = models.JSONField(null=True)
    corrected = models.ForeignKey("quizzes.CorrectedResult", models.PROTECT, null=True, related_name="+", editable=False)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at"]
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        indexes = [models.Index(fields=["quiz_key", "submitted_at"], name="attempts_by_quiz")]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "quiz_key", "number"], name="attempt_number_once"),
            models.UniqueConstraint(
                fields=["enrolment", "quiz_key"], condition=Q(submitted_at__isnull=True), name="one_open_attempt_a_quiz"
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True) | Q(result__isnull=False), name="submitted_with_result"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment.learner} · {self.quiz} · {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("quizzes:attempt", args=[self.public_id])

    @property
    def policy(self) -> str:
        return str(self.rules["policy"])

    @property
    def pass_mark(self) -> int | None:
        """In per cent; None where nothing decides."""
        return None if self.policy == "survey" else int(self.rules["pass_mark"])

    @property
    def total(self) -> int:
        """How many questions were drawn."""
        return sum(row["count"] for row in self.rules["blueprint"])

    @property
    def clock(self) -> Clock:
        return Clock(self.deadline, self.paused_at)

    @property
    def standing(self) -> Attempt | CorrectedResult:
        """What holds ``percent``, ``passed`` and ``result`` as they stand: the latest corrected result, else the first."""
        return self.corrected or self

    @property
    def pending(self) -> int:
        """How many answers of the attempt, once it is handed in, still wait for a trainer's mark."""
        return len((self.result or {}).get("pending", []))

    def is_valid(self, at: datetime) -> bool:
        """A pass still counts: its days, if its rules gave it a number of them, are not over."""
        days = self.rules.get("valid_days")
        return self.submitted_at is not None and (days is None or at < self.submitted_at + timedelta(days=days))

    def is_over(self, at: datetime) -> bool:
        """The time limit has passed; never during a pause."""
        return self.clock.is_over(at)

    def is_too_late(self, at: datetime) -> bool:
        """Not even an answer that was under way is taken."""
        return self.paused_at is None and self.deadline is not None and at > self.deadline + GRACE

    def is_paused(self, at: datetime) -> bool:
        """No answer is taken now, but for one that was under way when the pause began."""
        return self.paused_at is not None and at > self.paused_at + GRACE


class AttemptItem(models.Model):
    """One drawn item, in its place, with the order in which its options are shown."""

    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    version = models.ForeignKey("quizzes.ItemVersion", models.PROTECT, related_name="+")
    option_order = models.JSONField()  # option ids
    row = models.PositiveSmallIntegerField(null=True)  # of the blueprint, from 0, for which it was drawn

    class Meta:
        ordering = ["attempt", "number"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "number"], name="slot_once_an_attempt"),
            models.UniqueConstraint(fields=["attempt", "version"], name="version_once_an_attempt"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}/{self.number}"


class Step(models.Model):
    """One thing that happened in an attempt. Only ever appended; the record is its own audit log."""

    class Kind(models.TextChoices):
        ANSWER = "answer", _("Answer")
        SUBMIT = "submit", _("Submit")
        PAUSE = "pause", _("Pause")
        RESUME = "resume", _("Resume")
        EXTEND = "extend", _("Extend")
        REREAD = "reread", _("Read again")
        SHOW = "show", _("Answers shown")

    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="steps")
    sequence = models.PositiveIntegerField()
    client_id = models.UUIDField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    item = models.ForeignKey(AttemptItem, models.PROTECT, null=True, related_name="steps")
    response = models.JSONField(null=True)  # {"chosen": [option ids]}
    # Of a step that moved the time: {minutes, reason}; of one that tells of reading: {lesson}; of answers shown: {items: [keys]}
    detail = models.JSONField(null=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["attempt", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "sequence"], name="step_sequence_once"),
            models.UniqueConstraint(fields=["attempt", "client_id"], name="step_sent_once"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}/{self.sequence} {self.kind}"
