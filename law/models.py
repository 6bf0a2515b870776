"""The law that is taught: instruments and, one by one, their rules."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import TranslatableMixin
from wagtail.search import index

FALLBACK = "en"  # what is not translated is shown in English


class TranslatedQuerySet(models.QuerySet[Any]):
    """Of things that exist once a language, told apart by their translation key."""

    def spoken_in(self, language: str) -> Self:
        """Each thing once: in the language where it exists, else in English."""
        own = models.Q(locale__language_code=language)
        if language == FALLBACK:
            return self.filter(own)
        translated = self.model._default_manager.filter(own).values("translation_key")
        return self.filter(own | models.Q(locale__language_code=FALLBACK) & ~models.Q(translation_key__in=translated))


class RuleQuerySet(TranslatedQuerySet):
    """Of rules; one that was superseded stays for what cites it, and stands in no list."""

    def in_use(self) -> Self:
        return self.filter(superseded_by=None)


class Topic(TranslatableMixin, models.Model):
    """What rules, lessons and items are sorted under."""

    key = models.SlugField(_("key"), max_length=60)
    name = models.CharField(_("name"), max_length=100)

    objects = TranslatedQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        ordering = ["name"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [models.UniqueConstraint(fields=["key", "locale"], name="topic_key_once_a_language")]

    def __str__(self) -> str:
        return self.name


class Instrument(index.Indexed, TranslatableMixin, models.Model):
    """A treaty, resolution, policy, declaration, judgment, or a body of custom."""

    class Kind(models.TextChoices):
        TREATY = "treaty", _("Treaty")
        CUSTOM = "custom", _("Customary law")
        RESOLUTION = "resolution", _("Resolution")
        UN_POLICY = "un-policy", _("UN policy")
        DECLARATION = "declaration", _("Declaration")
        PRINCIPLES = "principles", _("Principles and standards")
        JUDGMENT = "judgment", _("Judgment")

    key = models.SlugField(_("key"), max_length=60)
    short_title = models.CharField(_("short title"), max_length=60, help_text=_("As citations begin with it, e.g. AP I."))
    title = models.CharField(_("full title"), max_length=300)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    issuer = models.CharField(_("adopted by"), max_length=150, blank=True)
    url = models.URLField(_("official text"), blank=True, max_length=500)
    gist = models.TextField(_("in plain words"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = TranslatedQuerySet.as_manager()

    search_fields = [
        index.SearchField("title"),
        index.SearchField("short_title"),
        index.AutocompleteField("title"),
        index.AutocompleteField("short_title"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableMixin.Meta):
        ordering = ["order", "title"]
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        constraints = [models.UniqueConstraint(fields=["key", "locale"], name="instrument_key_once_a_language")]

    def __str__(self) -> str:
        return f"{self.short_title} · {self.title}"


class Rule(index.Indexed, TranslatableMixin, ClusterableModel):
    """One provision of an instrument, with its gist in our own plain words."""

    class Applies(models.TextChoices):
        """Where a rule applies. “Armed conflict” means both kinds."""

        IAC = "iac", _("International armed conflict")
        NIAC = "niac", _("Non-international armed conflict")
        ARMED_CONFLICT = "armed-conflict", _("Every armed conflict")
        ALWAYS = "always", _("Always, in peace and in war")
        UN_POLICY = "un-policy", _("UN policy: binds by order")

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="rules", verbose_name=_("instrument"))
    provision = models.CharField(_("provision"), max_length=60, help_text=_("e.g. Art 57(2)(c)"))
    citation = models.CharField(
        _("citation"), max_length=130, help_text=_("Short title and provision, as texts cite it: AP I Art 57(2)(c)")
    )
    slug = models.SlugField(_("address"), max_length=140)
    title = models.CharField(_("short title"), max_length=150)
    gist = models.TextField(_("in plain words"))
    applies = models.CharField(_("where it applies"), max_length=20, choices=Applies.choices)
    topics = ParentalManyToManyField(Topic, related_name="rules", blank=True, verbose_name=_("topics"))
    on_card = models.BooleanField(_("on the pocket card"), default=False)
    url = models.URLField(_("official text of the provision"), blank=True, max_length=500)
    review_note = models.TextField(_("for legal review"), blank=True, help_text=_("Never shown to learners."))
    order = models.PositiveIntegerField(_("order"), default=0)
    updated_at = models.DateTimeField(auto_now=True, db_index=True)  # what rendered lessons are keyed by
    superseded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="supersedes", verbose_name=_("superseded by")
    )

    objects = RuleQuerySet.as_manager()

    search_fields = [
        index.SearchField("citation"),
        index.SearchField("title"),
        index.SearchField("gist"),
        index.AutocompleteField("citation"),
        index.AutocompleteField("title"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableMixin.Meta):
        ordering = ["instrument__order", "order", "provision"]
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        constraints = [
            models.UniqueConstraint(fields=["citation", "locale"], name="citation_once_a_language"),
            models.UniqueConstraint(fields=["slug", "locale"], name="rule_address_once_a_language"),
        ]

    def __str__(self) -> str:
        return f"{self.citation} · {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("law:rule", args=[self.slug])

    @cached_property
    def applies_label(self) -> str:
        return self.get_applies_display()

    @property
    def official_url(self) -> str:
        return self.url or self.instrument.url


class GlossaryTerm(TranslatableMixin, ClusterableModel):
    """A word that the course uses, in plain language, with the rules that it comes from."""

    key = models.SlugField(_("key"), max_length=80)
    term = models.CharField(_("term"), max_length=100)
    says = models.TextField(_("in plain words"))
    rules = ParentalManyToManyField(Rule, related_name="+", blank=True, verbose_name=_("rules it comes from"))

    objects = TranslatedQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        ordering = ["term"]
        verbose_name = _("term of the glossary")
        verbose_name_plural = _("glossary")
        constraints = [models.UniqueConstraint(fields=["key", "locale"], name="term_key_once_a_language")]

    def __str__(self) -> str:
        return self.term
