"""The tree: course → module → activities. A child names its parent; a parent never names its children."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from base.models import ServedPage
from courses.blocks import NOTE_PARTS, LessonBody
from courses.models.families import FamiliesField
from credentials.recertification import Way
from people.levels import Level


class CoursePage(ServedPage):
    """A course: its modules, and what completing it earns."""

    section = "courses"

    summary = models.TextField(_("summary"), blank=True)
    achievement = models.ForeignKey(
        "credentials.Achievement",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("achievement"),
        help_text=_("Issued as a credential when the course is complete."),
    )
    is_refresher = models.BooleanField(
        _("refresher"),
        default=False,
        help_text=_("The shorter way to renew the achievement: it counts from the opening of renewal to the end of grace."),
    )

    required_families = FamiliesField(
        verbose_name=_("scenarios needed of each family"),
        help_text=_("One passed assessed scenario of each. It counts for those who begin from now on."),
    )

    parent_page_types = ["base.HomePage"]
    template = "courses/course.html"
    content_panels = [
        *Page.content_panels,
        *(FieldPanel(name) for name in ("summary", "achievement", "is_refresher", "required_families")),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary")]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def earns(self, way: Way | None) -> bool:
        """Whether the course is on the way that is open: the full course always suffices."""
        return way == Way.REFRESHER or (way == Way.FULL and not self.is_refresher)

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from courses.outline import course_outline

        return super().get_context(request, *args, **kwargs) | {"outline": course_outline(self, request.user)}


class ModulePage(ServedPage):
    """A module of a course: a number, what it teaches, and its activities as child pages."""

    section = "courses"

    number = models.PositiveSmallIntegerField(_("number"))
    summary = models.TextField(_("summary"), blank=True)
    objectives = StreamField([("objective", blocks.CharBlock(label=_("Objective")))], blank=True, verbose_name=_("objectives"))
    card = StreamField(
        [("line", blocks.CharBlock(label=_("Line")))],
        blank=True,
        verbose_name=_("card"),
        help_text=_("What a soldier keeps in the pocket: a few short orders, shown and printed with the module."),
    )
    instructor_note = StreamField(
        NOTE_PARTS,
        blank=True,
        verbose_name=_("instructor’s note"),
        help_text=_("Timing, exercises and hard questions. Shown to those who teach a class, never to learners."),
    )

    parent_page_types = ["courses.CoursePage"]
    template = "courses/module.html"
    content_panels = [
        *Page.content_panels,
        *(FieldPanel(name) for name in ("number", "summary", "objectives", "card", "instructor_note")),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary")]

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from courses.outline import module_reading

        return super().get_context(request, *args, **kwargs) | {"reading": module_reading(self, request.user)}


class ActivityPage(ServedPage):
    """What a learner can finish: a lesson, a scenario, a quiz, or a kind made later. One line in the ledger each."""

    class Opens(models.TextChoices):
        ANYTIME = "anytime", _("At any time")
        AFTER_MODULE = "after-module", _("After what stands before it in the module")
        AFTER_COURSE = "after-course", _("After what stands before it in the course")

    section = "courses"
    kind: ClassVar[str] = "activity"

    summary = models.CharField(_("summary"), max_length=300, blank=True, help_text=_("One sentence for the outline."))
    minimum_level = models.PositiveSmallIntegerField(
        _("lowest level that needs it"), choices=Level.choices, default=Level.EVERYONE
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    is_required = models.BooleanField(_("needed to complete the course"), default=True)
    opens = models.CharField(_("opens"), max_length=20, choices=Opens.choices, default=Opens.ANYTIME)

    parent_page_types = ["courses.ModulePage"]
    subpage_types: list[str] = []
    is_creatable = False
    activity_panels = [
        MultiFieldPanel(
            [FieldPanel(name) for name in ("summary", "minimum_level", "minutes", "is_required", "opens")],
            heading=_("In the outline"),
        )
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary")]

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")

    @property
    def kind_of_activity(self) -> str:
        """lesson, scenario, quiz …, also when only this base row was fetched."""
        return getattr(self.cached_content_type.model_class(), "kind", self.kind)

    @property
    def kind_in_words(self) -> str:
        """The kind as a learner reads it: “Lesson”."""
        return str(capfirst((self.cached_content_type.model_class() or type(self))._meta.verbose_name))


class LessonPage(ActivityPage):
    """A lesson: objectives, then a body of few, well-made parts."""

    kind = "lesson"
    rendered_text = ("objectives", "body")

    objectives = StreamField([("objective", blocks.CharBlock(label=_("Objective")))], blank=True, verbose_name=_("objectives"))
    body = StreamField(LessonBody(), verbose_name=_("lesson"))
    further_rules = ParentalManyToManyField(
        "law.Rule",
        blank=True,
        related_name="+",
        verbose_name=_("further rules"),
        help_text=_("Listed at the foot beside those cited in the text."),
    )
    misconceptions = StreamField(
        [("misconception", blocks.CharBlock(label=_("Misconception")))], blank=True, verbose_name=_("misconceptions it answers")
    )
    review_notes = StreamField(
        [("note", blocks.CharBlock(label=_("Open point")))],
        blank=True,
        verbose_name=_("for legal review"),
        help_text=_("Never shown to learners."),
    )

    parent_page_types = ["courses.ModulePage"]
    subpage_types: list[str] = []
    template = "courses/lesson.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("objectives"),
        FieldPanel("body"),
        FieldPanel("further_rules"),
        *ActivityPage.activity_panels,
        FieldPanel("misconceptions"),
        FieldPanel("review_notes"),
    ]
    search_fields = [*ActivityPage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from courses.reading import lesson_reading

        return super().get_context(request, *args, **kwargs) | {"reading": lesson_reading(self, request)}
