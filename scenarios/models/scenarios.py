"""The scenario as edited, its frozen editions, and the append-only record of each run."""

from __future__ import annotations

import uuid
from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from courses.models import ActivityPage, Family
from scenarios.blocks import EndingsBlock, FlagsBlock, MeterBoundsBlock, MetersBlock, ScenesBlock
from scenarios.forms import ScenarioPageForm
from scenarios.models.reviews import ReviewedPagePermissions, review_workflow
from scenarios.panels import FindingsPanel


class ScenarioPage(ActivityPage):
    """A branching exercise as its author edits it. What is played is an Edition, compiled when the page goes live."""

    class Mode(models.TextChoices):
        ASSESSED = "assessed", _("Assessed: nobody goes back, and every try is kept")
        PRACTICE = "practice", _("Practice: the player may go back to any scene")

    class Pace(models.IntegerChoices):  # of a player's clock
        OFF = 0, _("No time limit")
        NORMAL = 1, _("As on duty")
        SLOW = 10, _("Ten times as long")

    kind = "scenario"

    family = models.CharField(_("family"), max_length=10, choices=Family.choices, default=Family.PROTECT)
    mode = models.CharField(_("mode"), max_length=10, choices=Mode.choices, default=Mode.ASSESSED)
    role = models.TextField(_("your role"), help_text=_("Who the player is, and what the task is."))
    meters = StreamField(MetersBlock(), blank=True, verbose_name=_("meters"))
    flags = StreamField(FlagsBlock(), blank=True, verbose_name=_("flags"))
    start = models.SlugField(
        _("first scene"), max_length=60, blank=True, help_text=_("Key of the scene in which the scenario begins.")
    )
    scenes = StreamField(ScenesBlock(), blank=True, verbose_name=_("scenes"))
    endings = StreamField(EndingsBlock(), blank=True, verbose_name=_("endings"))
    unlawful_allowed = models.PositiveSmallIntegerField(_("unlawful choices allowed to pass"), default=0)
    meter_bounds = StreamField(MeterBoundsBlock(), blank=True, verbose_name=_("meters needed to pass"))

    parent_page_types = ["courses.ModulePage"]
    subpage_types: list[str] = []
    template = "scenarios/scenario.html"
    base_form_class = ScenarioPageForm
    content_panels = [
        FindingsPanel(),
        *Page.content_panels,
        *ActivityPage.activity_panels,
        FieldPanel("family"),
        FieldPanel("mode"),
        FieldPanel("role"),
        FieldPanel("meters"),
        FieldPanel("flags"),
        FieldPanel("start"),
        FieldPanel("scenes", classname="story-map-panel"),
        FieldPanel("endings", classname="story-map-hidden"),
        MultiFieldPanel([FieldPanel("unlawful_allowed"), FieldPanel("meter_bounds")], heading=_("To pass")),
    ]

    class Meta:
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from scenarios.reading import scenario_reading

        return super().get_context(request, *args, **kwargs) | {"reading": scenario_reading(self, request)}

    def get_workflow(self) -> Any:
        """The legal review of scenarios, wherever in the tree; without one, what the tree says."""
        return review_workflow() or super().get_workflow()

    def permissions_for_user(self, user: Any) -> ReviewedPagePermissions:
        return ReviewedPagePermissions(user, self)


class EditionQuerySet(models.QuerySet["Edition"]):
    def newest(self, scenario: ScenarioPage) -> Edition | None:
        return self.filter(scenario=scenario).order_by("-number").first()


class Edition(models.Model):
    """One immutable, validated document of a scenario: what is played, replayed, analysed and exported."""

    scenario = models.ForeignKey(ScenarioPage, models.PROTECT, related_name="editions", verbose_name=_("scenario"))
    number = models.PositiveIntegerField(_("number"))
    language = models.CharField(_("language"), max_length=10)
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    compiled_at = models.DateTimeField(_("compiled"))

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [models.UniqueConstraint(fields=["scenario", "number"], name="edition_number_once_a_scenario")]

    def __str__(self) -> str:
        return f"{self.scenario} {self.number} ({self.language})"


class ExpectedPlay(models.Model):
    """A play whose end its author counts on; every release plays it again and tells what became different."""

    scenario = models.ForeignKey(ScenarioPage, models.CASCADE, related_name="expected_plays", verbose_name=_("scenario"))
    name = models.CharField(_("name"), max_length=120)
    level = models.PositiveSmallIntegerField(_("level"))
    choices = models.JSONField(_("choices"))  # keys, in their order
    ending = models.CharField(_("ending"), max_length=60)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("expected play")
        verbose_name_plural = _("expected plays")

    def __str__(self) -> str:
        return self.name


class ChangedPlay(models.Model):
    """A play to count on that came to another end when an edition was released; an empty ending: to none. Only ever appended."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="changed_plays", verbose_name=_("edition"))
    name = models.CharField(_("name"), max_length=120)
    message = models.TextField(_("what changed"))
    level = models.PositiveSmallIntegerField(_("level"))
    choices = models.JSONField(_("choices"))  # keys, in their order
    before = models.CharField(_("ending before"), max_length=60)
    after = models.CharField(_("ending now"), max_length=60, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("changed play")
        verbose_name_plural = _("changed plays")

    def __str__(self) -> str:
        return self.message


class Examination(models.Model):
    """The long look at one content of a scenario: asked for, then filled in by a task."""

    scenario = models.ForeignKey(ScenarioPage, models.CASCADE, related_name="examinations", verbose_name=_("scenario"))
    sha256 = models.CharField(max_length=64)
    document = models.JSONField()
    asked_at = models.DateTimeField(_("asked"))
    finished_at = models.DateTimeField(_("finished"), null=True)
    report = models.JSONField(null=True)

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = _("examination")
        verbose_name_plural = _("examinations")
        constraints = [models.UniqueConstraint(fields=["scenario", "sha256"], name="content_examined_once")]

    def __str__(self) -> str:
        return f"{self.scenario} {self.asked_at:%Y-%m-%d %H:%M}"


class CompilationReport(models.Model):
    """What was wrong when a scenario went live and kept its older edition; for its author."""

    scenario = models.ForeignKey(ScenarioPage, models.CASCADE, related_name="reports", verbose_name=_("scenario"))
    at = models.DateTimeField(_("at"))
    findings = models.JSONField(_("findings"))  # list of {code, severity, where, message}

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.scenario} {self.at:%Y-%m-%d %H:%M}"


class RunQuerySet(models.QuerySet["Run"]):
    def of(self, learner: Any) -> Self:
        return self.filter(enrolment__learner=learner)

    def open(self) -> Self:
        return self.filter(finished_at__isnull=True)


class Run(models.Model):
    """One play of one edition. It replays on that edition for ever."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey("courses.Enrolment", models.PROTECT, related_name="runs")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="runs")
    pace = models.PositiveSmallIntegerField(_("time limit"), choices=ScenarioPage.Pace.choices, default=ScenarioPage.Pace.NORMAL)
    started_at = models.DateTimeField(_("started"))
    clock_from = models.DateTimeField(null=True)  # when the present scene was first shown, where a time limit runs
    finished_at = models.DateTimeField(_("finished"), null=True)
    begun_after = models.ForeignKey("scenarios.Decision", models.PROTECT, null=True, related_name="+")  # of an earlier run
    ending = models.CharField(max_length=60, blank=True)
    passed = models.BooleanField(null=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at"]
        verbose_name = _("run")
        verbose_name_plural = _("runs")

    def __str__(self) -> str:
        return f"{self.enrolment.learner} · {self.edition}"

    def get_absolute_url(self) -> str:
        return reverse("scenarios:run", args=[self.public_id])


class Decision(models.Model):
    """One choice of a run, with the state after it; or a step back in practice. Only ever appended.

    A step back is ``rewound``: it makes no choice, and takes back the decision ``back_to`` and all after it.
    """

    run = models.ForeignKey(Run, models.PROTECT, related_name="decisions")
    sequence = models.PositiveIntegerField()
    client_id = models.UUIDField()
    scene = models.CharField(max_length=60)
    choice = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField()
    seconds_taken = models.PositiveIntegerField(null=True)
    timed_out = models.BooleanField(default=False)
    rewound = models.BooleanField(default=False)
    back_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    state_after = models.JSONField()

    class Meta:
        ordering = ["run", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["run", "sequence"], name="decision_sequence_once"),
            models.UniqueConstraint(fields=["run", "client_id"], name="decision_sent_once"),
            models.CheckConstraint(
                condition=models.Q(rewound=False, back_to=None) & ~models.Q(choice="")
                | models.Q(rewound=True, choice="", back_to__isnull=False),
                name="decision_or_step_back",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.sequence} {self.scene} → {self.choice}"
