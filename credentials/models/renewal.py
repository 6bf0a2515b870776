"""How long what was earned lasts, and when a new edition of the training asks for it again."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from credentials.recertification import EXPIRING_DAYS, Rule


class RenewalRuleQuerySet(models.QuerySet["RenewalRule"]):
    def deciding(self, achievement_key: str, at: datetime) -> Self:
        """The versions made by the moment, the one that decides first."""
        return self.filter(achievement_key=achievement_key, created_at__lte=at).order_by("-version")


class RenewalRule(models.Model):
    """One version of the rule for an achievement in every language. Versions are appended, never changed.

    The one that decides is copied onto each credential at issue: a new version holds for what is issued from then on.
    """

    achievement_key = models.SlugField(_("achievement"), max_length=60)
    version = models.PositiveSmallIntegerField(_("version"), editable=False)
    validity_months = models.PositiveSmallIntegerField(
        _("valid for (months)"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Empty: it never expires.")
    )
    window_days = models.PositiveSmallIntegerField(
        _("renewal opens (days before)"),
        default=EXPIRING_DAYS,
        help_text=_("From then on it can be renewed, and the new one counts from the last day of the old one."),
    )
    grace_days = models.PositiveSmallIntegerField(
        _("grace (days after)"),
        default=0,
        help_text=_("Until then the refresher suffices, although the certificate is no longer valid."),
    )
    created_at = models.DateTimeField(_("made"), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("made by")
    )

    objects = RenewalRuleQuerySet.as_manager()

    class Meta:
        ordering = ["achievement_key", "-version"]
        verbose_name = _("rule for renewal")
        verbose_name_plural = _("rules for renewal")
        constraints = [models.UniqueConstraint(fields=["achievement_key", "version"], name="rule_version_once")]

    def __str__(self) -> str:
        return f"{self.achievement_key} {self.version}"

    def as_rule(self) -> Rule:
        return Rule(self.version, self.validity_months, self.window_days, self.grace_days)


class RenewalCall(models.Model):
    """That a new edition asks for renewal: what was valid when it was called for lasts until ``due_on`` at most."""

    achievement_key = models.SlugField(_("achievement"), max_length=60)
    reason = models.TextField(_("reason"))
    due_on = models.DateField(_("renewed until"))
    called_on = models.DateField(_("called for"))
    called_at = models.DateTimeField()
    called_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("called for by"))
    people = models.PositiveIntegerField(_("people"))  # how many it hit

    class Meta:
        ordering = ["-called_at"]
        verbose_name = _("call for renewal")
        verbose_name_plural = _("calls for renewal")
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("called_on")), name="renewal_call_days_in_order"),
            models.CheckConstraint(condition=~Q(reason=""), name="renewal_call_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.achievement_key} {self.called_on}"


def renewal_rule(achievement: Any, at: datetime) -> Rule:
    """The rule that decides on what is issued at the moment; without a version, the months of the achievement."""
    found = RenewalRule.objects.deciding(achievement.key, at).first()
    return found.as_rule() if found else Rule(validity_months=achievement.validity_months)
