"""Paper forms: drawn in advance, numbered, and entered from their answer sheets after the examination."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.levels import Level
from quizzes.paper.numbers import form_number


class PaperForm(models.Model):
    """One printed form. Its number leads to its draw; the rules that decide are frozen when it is printed.

    ``attempt``: made from its answer sheet, once it is entered. ``replaces``: the one on a device that failed, in whose place the
    sheet stands; ``replaces_because``: what happened. ``client_id``: of its place in the stack that the page asked for, so that
    a page sent twice draws one stack; None of what is older.
    """

    quiz = models.ForeignKey("quizzes.QuizPage", models.PROTECT, related_name="paper_forms", verbose_name=_("quiz"))
    quiz_key = models.UUIDField(editable=False)
    training_class = models.ForeignKey(
        "courses.TrainingClass", models.PROTECT, related_name="paper_forms", verbose_name=_("class")
    )
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices)
    seed = models.BigIntegerField()
    rules = models.JSONField()  # as Attempt.rules
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("printed by"))
    printed_at = models.DateTimeField(_("printed"))
    attempt = models.OneToOneField("quizzes.Attempt", models.PROTECT, null=True, related_name="paper_form")
    replaces = models.OneToOneField("quizzes.Attempt", models.PROTECT, null=True, related_name="replaced_by")
    replaces_because = models.CharField(_("what happened"), max_length=200, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("entered by")
    )
    entered_at = models.DateTimeField(_("entered"), null=True)
    client_id = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("paper form")
        verbose_name_plural = _("paper forms")
        constraints = [
            models.CheckConstraint(
                condition=Q(attempt__isnull=True, entered_by__isnull=True, entered_at__isnull=True)
                | Q(attempt__isnull=False, entered_by__isnull=False, entered_at__isnull=False),
                name="entered_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("paper:form", args=[self.pk])

    @property
    def number(self) -> str:
        """As it is printed, with a letter that catches typing errors: “00042-R”."""
        return form_number(self.pk)


class PaperItem(models.Model):
    """One drawn item of a form, as ``AttemptItem``."""

    form = models.ForeignKey(PaperForm, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    version = models.ForeignKey("quizzes.ItemVersion", models.PROTECT, related_name="+")
    option_order = models.JSONField()
    row = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["form", "number"]
        constraints = [
            models.UniqueConstraint(fields=["form", "number"], name="slot_once_a_form"),
            models.UniqueConstraint(fields=["form", "version"], name="version_once_a_form"),
        ]

    def __str__(self) -> str:
        return f"{self.form_id}/{self.number}"
