"""The quiz as its author sets it: from which banks it draws, and by which rules it decides."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page

from courses.models import ActivityPage
from quizzes.page_form import QuizPageForm


class QuizPage(ActivityPage):
    """A quiz or examination; its rules are copied onto each attempt at the start."""

    class Policy(models.TextChoices):
        PRACTICE = "practice", _("Practice: answers and reasons at once")
        CERTIFICATION = "certification", _("Certification: result and topics, no keys")
        SURVEY = "survey", _("Survey: no marks")

    kind = "quiz"

    policy = models.CharField(_("policy"), max_length=20, choices=Policy.choices, default=Policy.CERTIFICATION)
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark (per cent)"), default=80, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    time_limit = models.PositiveSmallIntegerField(_("time limit (minutes)"), null=True, blank=True)
    attempts_allowed = models.PositiveSmallIntegerField(_("attempts allowed"), null=True, blank=True)
    wait_hours = models.PositiveSmallIntegerField(_("hours between attempts"), default=0)

    parent_page_types = ["courses.ModulePage", "courses.CoursePage"]
    subpage_types: list[str] = []
    template = "quizzes/quiz.html"
    base_form_class = QuizPageForm
    content_panels = [
        *Page.content_panels,
        *ActivityPage.activity_panels,
        InlinePanel("blueprint", heading=_("Questions drawn"), label=_("Draw"), min_num=1),
        MultiFieldPanel(
            [FieldPanel(n) for n in ("policy", "pass_mark", "time_limit", "attempts_allowed", "wait_hours")], heading=_("Rules")
        ),
    ]

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from quizzes.reading import quiz_reading

        return super().get_context(request, *args, **kwargs) | {"reading": quiz_reading(self, request)}


class BlueprintRow(Orderable):
    """How many items to draw from a bank, of one topic or of any."""

    quiz = ParentalKey(QuizPage, on_delete=models.CASCADE, related_name="blueprint")
    bank = models.ForeignKey("quizzes.ItemBank", models.PROTECT, related_name="+", verbose_name=_("bank"))
    topic = models.ForeignKey("law.Topic", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("topic"))
    count = models.PositiveSmallIntegerField(_("items"), default=1, validators=[MinValueValidator(1)])

    panels = [FieldPanel("bank"), FieldPanel("topic"), FieldPanel("count")]

    class Meta(Orderable.Meta):
        verbose_name = _("draw")

    def __str__(self) -> str:
        return f"{self.count} × {self.bank}"
