"""Answers that arrived after their attempt was closed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class LateAnswer(models.Model):
    """One answer that came too late to be a step: kept beside the record, and counted nowhere. Only ever appended.

    When it was given, the device alone could say; ``at`` is when it arrived.
    """

    attempt = models.ForeignKey("quizzes.Attempt", models.PROTECT, related_name="late_answers")
    item = models.ForeignKey("quizzes.AttemptItem", models.PROTECT, related_name="late_answers")
    client_id = models.UUIDField()
    response = models.JSONField(null=True)  # as that of a step
    at = models.DateTimeField(_("arrived"))

    class Meta:
        ordering = ["attempt", "at", "pk"]
        verbose_name = _("late answer")
        verbose_name_plural = _("late answers")
        constraints = [models.UniqueConstraint(fields=["attempt", "client_id"], name="late_answer_sent_once")]

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.item_id}"
