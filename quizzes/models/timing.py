"""Who gets more time than others in every timed quiz."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_EXTRA = 300  # per cent


class ExtraTimeQuerySet(models.QuerySet["ExtraTime"]):
    def latest_of(self, people: Iterable[Any]) -> dict[int, ExtraTime]:
        """By primary key of the person: what counts for each today. One query."""
        return {row.person_id: row for row in self.filter(person__in=list(people)).order_by("pk")}


class ExtraTime(models.Model):
    """Extra time of a person, in per cent of a time limit; the latest line counts, nought takes it back.

    No reason is kept: it would say something about health.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="extra_time", verbose_name=_("person"))
    percent = models.PositiveSmallIntegerField(_("extra time (per cent)"), validators=[MaxValueValidator(MOST_EXTRA)])
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded"))

    objects = ExtraTimeQuerySet.as_manager()

    class Meta:
        verbose_name = _("extra time")
        constraints = [
            models.CheckConstraint(condition=models.Q(percent__lte=MOST_EXTRA), name="extra_time_within_reason"),
            models.CheckConstraint(condition=~models.Q(person=models.F("recorded_by")), name="extra_time_by_somebody_else"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.percent} %"
