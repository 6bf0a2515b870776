"""Sittings: one examination of many, under the eyes of an invigilator, with a code on the wall."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

CODE_LENGTH = 6  # 30 bits: it is valid for hours, and tries are limited
LASTS = timedelta(days=1)  # longer than any examination, pauses included; then it ends by itself


class SittingQuerySet(models.QuerySet["Sitting"]):
    def open(self) -> Self:
        return self.filter(closed_at__isnull=True)


class Sitting(models.Model):
    """An invigilated examination of a class. The code opens it to the members of the class until it is closed, a day at most.

    ``closed_by``: None of one that ended by itself.
    """

    training_class = models.ForeignKey("courses.TrainingClass", models.PROTECT, related_name="sittings", verbose_name=_("class"))
    quiz = models.ForeignKey("quizzes.QuizPage", models.PROTECT, related_name="sittings", verbose_name=_("quiz"))
    quiz_key = models.UUIDField(editable=False)
    code = models.CharField(_("code"), max_length=CODE_LENGTH, editable=False)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("opened by"))
    opened_at = models.DateTimeField(_("opened"))
    paused_at = models.DateTimeField(_("paused"), null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("closed by")
    )
    closed_at = models.DateTimeField(_("closed"), null=True)
    note = models.TextField(_("what happened"), blank=True)

    objects = SittingQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        verbose_name = _("sitting")
        verbose_name_plural = _("sittings")
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=Q(closed_at__isnull=True), name="code_once_an_open_sitting"),
            models.UniqueConstraint(
                fields=["training_class", "quiz_key"],
                condition=Q(closed_at__isnull=True),
                name="one_open_sitting_a_class_and_quiz",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True) | Q(closed_at__gte=F("opened_at")),
                name="sitting_closed_after_it_was_opened",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz} · {self.training_class}"

    def get_absolute_url(self) -> str:
        return reverse("sittings:sitting", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def takes_in(self, at: datetime) -> bool:
        """The code still opens it."""
        return self.is_open and at < self.opened_at + LASTS

    @property
    def grouped_code(self) -> str:
        """As it stands on the wall: easier to read from the last row."""
        return f"{self.code[:3]} {self.code[3:]}"


class Seat(models.Model):
    """One learner in a sitting: let in by the code; with the attempt, once it is begun."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="seats")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="seats", verbose_name=_("learner"))
    attempt = models.OneToOneField("quizzes.Attempt", models.PROTECT, null=True, related_name="seat")
    admitted_at = models.DateTimeField(_("let in"))

    class Meta:
        ordering = ["sitting", "admitted_at"]
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints = [models.UniqueConstraint(fields=["sitting", "learner"], name="one_seat_a_learner")]

    def __str__(self) -> str:
        return f"{self.sitting_id}: {self.learner_id}"


class SittingEvent(models.Model):
    """What an invigilator did about the time, for all or for one; only ever appended. ``minutes``: given, where time was.

    ``client_id``: made with the form, so that sending it twice gives its minutes once; None of what is older.
    """

    class Kind(models.TextChoices):
        PAUSE = "pause", _("Paused")
        RESUME = "resume", _("Went on")
        EXTEND = "extend", _("More time")

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    minutes = models.PositiveSmallIntegerField(null=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    people = models.PositiveSmallIntegerField()
    client_id = models.UUIDField(null=True, editable=False)
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("event of a sitting")
        verbose_name_plural = _("events of sittings")
        constraints = [models.UniqueConstraint(fields=["sitting", "client_id"], name="event_sent_once")]

    def __str__(self) -> str:
        return f"{self.sitting_id} {self.kind} {self.at:%H:%M}"
