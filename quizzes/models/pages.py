"""The quiz as its author sets it: from which banks it draws, and by which rules it decides."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page

from courses.models import ActivityPage
from people.levels import Level
from quizzes.models.items import Item
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
    rereads = models.BooleanField(
        _("lessons are read again before another attempt"),
        default=False,
        help_text=_("Those on the topics that fell short, as far as lessons of the course cite their rules."),
    )
    valid_days = models.PositiveSmallIntegerField(
        _("days for which a pass counts"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Afterwards the quiz can be taken again. Empty: as long as the certificate it leads to."),
    )
    critical_topics = ParentalManyToManyField(
        "law.Topic",
        blank=True,
        related_name="+",
        verbose_name=_("critical topics"),
        help_text=_("Every question on them must be right to pass, whatever the pass mark."),
    )

    is_supervised = models.BooleanField(
        _("sat only under supervision"),
        default=False,
        help_text=_("Starts only in an open sitting, with the code on the wall."),
    )

    parent_page_types = ["courses.ModulePage", "courses.CoursePage"]
    subpage_types: list[str] = []
    template = "quizzes/quiz.html"
    base_form_class = QuizPageForm
    content_panels = [
        *Page.content_panels,
        *ActivityPage.activity_panels,
        InlinePanel("blueprint", heading=_("Questions drawn"), label=_("Draw"), min_num=1),
        MultiFieldPanel(
            [FieldPanel(n) for n in ("policy", "pass_mark", "critical_topics", "time_limit", "valid_days")], heading=_("Rules")
        ),
        MultiFieldPanel(
            [FieldPanel(n) for n in ("attempts_allowed", "wait_hours", "rereads", "is_supervised")], heading=_("Attempts")
        ),
    ]

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from quizzes.reading import quiz_reading

        return super().get_context(request, *args, **kwargs) | {"reading": quiz_reading(self, request)}


class BlueprintRow(Orderable):
    """How many items to draw from a bank, of one topic, level and difficulty or of any; ``minimum``: so many must be right."""

    quiz = ParentalKey(QuizPage, on_delete=models.CASCADE, related_name="blueprint")
    bank = models.ForeignKey("quizzes.ItemBank", models.PROTECT, related_name="+", verbose_name=_("bank"))
    topic = models.ForeignKey("law.Topic", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("topic"))
    level = models.PositiveSmallIntegerField(
        _("level"), choices=Level.choices, null=True, blank=True, help_text=_("Empty: every level up to the learner’s.")
    )
    difficulty = models.CharField(_("difficulty"), max_length=10, choices=Item.Difficulty.choices, blank=True)
    count = models.PositiveSmallIntegerField(_("items"), default=1, validators=[MinValueValidator(1)])
    minimum = models.PositiveSmallIntegerField(
        _("of these right at least"), null=True, blank=True, help_text=_("To pass, beside the pass mark. Empty: no minimum.")
    )

    panels = [FieldPanel(name) for name in ("bank", "topic", "level", "difficulty", "count", "minimum")]

    class Meta(Orderable.Meta):
        verbose_name = _("draw")
        constraints = [models.CheckConstraint(condition=Q(minimum__lte=models.F("count")), name="minimum_within_the_draw")]

    def __str__(self) -> str:
        return f"{self.count} × {self.name}"

    def clean(self) -> None:
        if self.minimum is not None and self.count is not None and self.minimum > self.count:
            raise ValidationError({"minimum": _("Not more than are drawn.")})

    @property
    def name(self) -> str:
        """What it draws from, as its author and its learner read it."""
        return f"{self.topic or self.bank}"
