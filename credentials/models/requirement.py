"""Who must earn what by when, and the deployments that set the day."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from credentials.models.achievement import Achievement
from people.levels import Level
from people.models import Posting, Rank, Unit
from people.models.units import valid_on


class DeploymentQuerySet(models.QuerySet["Deployment"]):
    def known(self, on: date) -> Self:
        """Announced by the day, not withdrawn by then, and not over."""
        is_withdrawn = Q(withdrawn_on__isnull=False, withdrawn_on__lte=on)
        return self.filter(announced_on__lte=on, ends_on__gte=on).exclude(is_withdrawn)

    def overlapping(self, starts_on: date, ends_on: date) -> Self:
        """Tours that are not withdrawn and share a day with the period."""
        return self.filter(withdrawn_on__isnull=True, starts_on__lte=ends_on, ends_on__gte=starts_on)


class Deployment(models.Model):
    """A tour of a unit and all below it. A changed tour is withdrawn and announced anew, so that past figures stay true."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="deployments", verbose_name=_("unit"))
    mission = models.CharField(_("mission"), max_length=100)
    rotation = models.CharField(_("rotation"), max_length=60, blank=True)
    starts_on = models.DateField(_("tour begins"))
    ends_on = models.DateField(_("tour ends"))
    announced_on = models.DateField(_("announced"), default=timezone.localdate)
    withdrawn_on = models.DateField(_("withdrawn"), null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = DeploymentQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        verbose_name = _("deployment")
        verbose_name_plural = _("deployments")
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="deployment_days_in_order"),
        ]

    def __str__(self) -> str:
        return " · ".join(part for part in (self.mission, self.rotation, str(self.unit)) if part)


class RequirementQuerySet(models.QuerySet["Requirement"]):
    def valid(self, on: date) -> Self:
        return self.filter(valid_on(on))


class Requirement(models.Model):
    """That people of a unit, and of all units below it, must hold an achievement by a day. Never edited: ended, and made anew.

    ``due_on`` or ``days_before`` a deployment begins: one of them. ``levels`` (numbers of people.levels.Level),
    ``ranks`` and ``posts`` (Posting.Role) narrow it; an empty one narrows nothing. It binds from ``starts_on`` to ``ends_on``.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="requirements", verbose_name=_("unit"))
    achievement = models.ForeignKey(Achievement, models.PROTECT, related_name="requirements", verbose_name=_("achievement"))
    due_on = models.DateField(_("due"), null=True, blank=True)
    days_before = models.PositiveSmallIntegerField(_("days before the tour begins"), null=True, blank=True)
    levels = models.JSONField(_("levels"), default=list, blank=True)
    posts = models.JSONField(_("posts"), default=list, blank=True)
    ranks = models.ManyToManyField(Rank, blank=True, related_name="requirements", verbose_name=_("ranks"))
    accepts_external = models.BooleanField(_("certificates of others count"), default=False)
    starts_on = models.DateField(_("binds from"), default=timezone.localdate)
    ends_on = models.DateField(_("binds until"), null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = RequirementQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__isnull=False, days_before__isnull=True) | Q(due_on__isnull=True, days_before__isnull=False),
                name="requirement_due_by_day_or_deployment",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="requirement_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.achievement}"

    @property
    def scope(self) -> list[str]:
        """Whom it means, in words; empty: everybody."""
        levels = [str(Level(level).label) for level in self.levels]
        posts = [str(Posting.Role(post).label) for post in self.posts]
        return [*levels, *posts, *(rank.name for rank in self.ranks.all())]
