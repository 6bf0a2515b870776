"""Banks of items; an item is an identity whose used content is frozen in numbered versions."""

from __future__ import annotations

from textwrap import shorten
from typing import Any, Self

from django.contrib import admin
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from taggit.models import TaggedItemBase
from treebeard.mp_tree import MP_Node
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, TranslatableMixin, WorkflowMixin
from wagtail.search import index

from people.levels import Level
from quizzes.blocks import (
    AnswersBlock,
    CriteriaBlock,
    NumbersBlock,
    OptionsBlock,
    PairsBlock,
    RegionsBlock,
    StepsBlock,
    UnitsBlock,
)

LONGEST_NAME = 80  # characters of the stem by which an item is called


class ItemBank(MP_Node):
    """A bank of items; banks stand in a tree."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=150)
    module = models.ForeignKey(
        "courses.ModulePage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("module"),
        help_text=_("Holds for the banks below as well, unless they name another."),
    )

    class Meta:
        verbose_name = _("item bank")
        verbose_name_plural = _("item banks")

    def __str__(self) -> str:
        return self.name

    @admin.display(description=_("bank"))
    def name_in_tree(self) -> str:
        """For lists that show the tree."""
        return "\u2003" * (self.depth - 1) + ("└ " if self.depth > 1 else "") + self.name


class ItemQuerySet(models.QuerySet["Item"]):
    def ready(self) -> Self:
        """Only these enter an examination: reviewed, and for a question on a situation its set, which must be whole."""
        is_ready = models.Q(status=Item.Status.READY, live=True)
        parts = Item.objects.filter(situation=models.OuterRef("pk"))
        is_whole = models.Exists(parts.filter(is_ready)) & ~models.Exists(parts.exclude(is_ready))
        return self.filter(is_ready, situation=None).filter(~models.Q(kind=Item.Kind.SITUATION_SET) | is_whole)


class Item(WorkflowMixin, LockableMixin, DraftStateMixin, RevisionMixin, TranslatableMixin, index.Indexed, ClusterableModel):
    """A question as its author edits it. Attempts point at frozen versions, never at this row."""

    class Kind(models.TextChoices):
        SINGLE = "single", _("Single choice")
        MULTIPLE = "multiple", _("Multiple response")
        TRUE_FALSE = "true-false", _("True or false")
        MATCHING = "matching", _("Matching")
        NUMERICAL = "numerical", _("Number")
        SHORT_ANSWER = "short-answer", _("Short answer")
        ORDERING = "ordering", _("Ordering")
        HOTSPOT = "hotspot", _("Select on image")
        SITUATION_SET = "situation-set", _("Situation with several questions")
        OPEN_ANSWER = "open-answer", _("Open answer, marked by a trainer")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in-review", _("In review")
        READY = "ready", _("Ready")
        RETIRED = "retired", _("Retired")

    class Difficulty(models.TextChoices):
        EASY = "easy", _("Easy")
        MEDIUM = "medium", _("Medium")
        HARD = "hard", _("Hard")

    bank = models.ForeignKey(ItemBank, models.PROTECT, related_name="items", verbose_name=_("bank"))
    key = models.SlugField(_("key"), max_length=80)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.SINGLE)
    stem = models.TextField(_("stem"), help_text=_("The situation and the question."))
    options = StreamField(OptionsBlock(), blank=True, verbose_name=_("options"))
    answers = StreamField(AnswersBlock(), blank=True, verbose_name=_("accepted answers"))
    match_case = models.BooleanField(_("capital letters count"), default=False)
    numbers = StreamField(NumbersBlock(), blank=True, verbose_name=_("numbers"), help_text=_("The first that fits counts."))
    units = StreamField(UnitsBlock(), blank=True, verbose_name=_("units"))
    unit_needed = models.BooleanField(_("without a unit the answer is wrong"), default=False)
    pairs = StreamField(PairsBlock(), blank=True, verbose_name=_("pairs"))
    steps = StreamField(StepsBlock(), blank=True, verbose_name=_("steps"), help_text=_("In the right order."))
    image = models.ForeignKey(
        "wagtailimages.Image", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("image")
    )
    image_alternative = models.CharField(
        _("what the image shows"), max_length=300, blank=True, help_text=_("For whoever cannot see it; without the answer.")
    )
    image_credit = models.CharField(_("credit of the image"), max_length=150, blank=True)
    regions = StreamField(RegionsBlock(), blank=True, verbose_name=_("places on the image"))
    criteria = StreamField(CriteriaBlock(), blank=True, verbose_name=_("rubric"))
    model_answer = models.TextField(_("model answer"), blank=True, help_text=_("For whoever marks, and after practice."))
    situation = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        limit_choices_to={"kind": "situation-set"},
        verbose_name=_("belongs to the situation"),
        help_text=_("It is then asked only together with the other questions on it."),
    )
    situation_order = models.PositiveSmallIntegerField(_("place in the situation"), default=0)
    is_all_or_nothing = models.BooleanField(_("partly right earns nothing"), default=False)
    keeps_order = models.BooleanField(_("options stay in this order"), default=False)
    topic = models.ForeignKey("law.Topic", models.PROTECT, related_name="+", verbose_name=_("topic"))
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices, default=Level.EVERYONE)
    is_critical = models.BooleanField(_("critical"), default=False, help_text=_("Must be right to pass."))
    difficulty = models.CharField(_("expected difficulty"), max_length=10, choices=Difficulty.choices, default=Difficulty.MEDIUM)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    misconception = models.CharField(_("misconception it targets"), max_length=300, blank=True)
    rules = ParentalManyToManyField("law.Rule", blank=True, related_name="+", verbose_name=_("rules cited"))

    tags = ClusterTaggableManager(through="quizzes.ItemTag", blank=True, verbose_name=_("tags"))

    objects = models.Manager.from_queryset(ItemQuerySet)()

    search_fields = [
        index.SearchField("stem"),
        index.AutocompleteField("stem"),
        index.FilterField("status"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableMixin.Meta):
        ordering = ["bank", "key"]
        verbose_name = _("item")
        verbose_name_plural = _("items")
        constraints = [models.UniqueConstraint(fields=["bank", "key", "locale"], name="item_key_once_a_bank")]

    def __str__(self) -> str:
        return shorten(self.stem, LONGEST_NAME, placeholder="…")

    def copy_for_translation(self, locale: Any, exclude_fields: list[str] | None = None) -> Any:
        """A translation is another text: it begins as a draft, whatever was approved in the first language."""
        return super().copy_for_translation(locale, exclude_fields=[*(exclude_fields or []), "status"])


class ItemTag(TaggedItemBase):
    """A free word on an item."""

    content_object = ParentalKey(Item, on_delete=models.CASCADE, related_name="tagged_items")


class ItemVersion(models.Model):
    """The frozen content of an item, made when it is first used. ``content`` may be shown; ``answer_key`` only as policy allows.

    Both have the shape that the item's kind gives them (``freeze`` in ``quizzes.kinds``), e.g. for choices ``content``: {stem,
    options: [{id, text}]}, ``answer_key``: {fractions: {option id: number}, rationales: {option id: text}}. Every key has
    rules: [{citation, title, gist, applies, slug, url}].
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="versions", verbose_name=_("item"))
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    topic = models.ForeignKey("law.Topic", models.PROTECT, related_name="+")
    is_critical = models.BooleanField()
    content = models.JSONField()
    answer_key = models.JSONField()
    sha256 = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("item version")
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="version_number_once_an_item"),
            models.UniqueConstraint(fields=["item", "sha256"], name="version_content_once_an_item"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}.{self.number}"

    @property
    def options(self) -> list[dict[str, Any]]:
        """The options that may be shown, id and text; empty for a kind that has none."""
        return list(self.content.get("options", []))
