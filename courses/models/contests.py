"""A learner contests a result: what, why, when; and what the training officer answered. Kept, and never written over."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.enrolment import Enrolment

DAYS_TO_ANSWER = 14


class ContestQuerySet(models.QuerySet["Contest"]):
    def of(self, learner: Any) -> Self:
        return self.filter(enrolment__learner=learner)

    def open(self) -> Self:
        return self.filter(answered_at__isnull=True)

    def open_first(self) -> Self:
        """What waits for an answer, the oldest first; then what was answered, the latest first."""
        return self.alias(is_done=Q(answered_at__isnull=False)).order_by("is_done", "-answered_at", "made_at", "pk")


class Contest(models.Model):
    """One case. ``about``: the key of what is contested within the enrolment, such as an attempt; ``subject``: it in words."""

    class Outcome(models.TextChoices):
        STANDS = "stands", _("The result stands")
        CORRECTION = "correction", _("A correction is asked for")
        AGAIN = "again", _("It may be done again")

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="contests")
    about = models.CharField(max_length=60)
    subject = models.CharField(_("result"), max_length=250)
    reason = models.TextField(_("reason"))
    made_at = models.DateTimeField(_("contested"))
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(_("answered"), null=True)

    objects = ContestQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("contested result")
        verbose_name_plural = _("contested results")
        indexes = [models.Index(fields=["made_at"], name="contest_waiting", condition=Q(answered_at__isnull=True))]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "about"], condition=Q(answered_at__isnull=True), name="one_open_contest_a_result"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, outcome="", answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(outcome="") & ~Q(answer="")),
                name="contest_answered_by_somebody_with_words",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def answer_by(self) -> date:
        """The day by which an answer is promised."""
        return timezone.localdate(self.made_at) + timedelta(days=DAYS_TO_ANSWER)
