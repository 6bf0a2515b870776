"""Ranks that people held before the present one, so that a past day is told by the ranks of that day."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models.users import Rank


class FormerRankQuerySet(models.QuerySet["FormerRank"]):
    def valid(self, on: date) -> Self:
        """Held on the day; at most one of a person. Whoever has none held the present rank already."""
        return self.filter(Q(starts_on__isnull=True) | Q(starts_on__lte=on), ends_on__gte=on)


class FormerRank(models.Model):
    """A rank that somebody held until a day, that day included; without a first day: ever since. Appended, never changed."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="former_ranks", verbose_name=_("person"))
    rank = models.ForeignKey(Rank, models.PROTECT, null=True, related_name="+", verbose_name=_("rank"))
    starts_on = models.DateField(_("from"), null=True)
    ends_on = models.DateField(_("until"))

    objects = FormerRankQuerySet.as_manager()

    class Meta:
        ordering = ["ends_on"]
        verbose_name = _("former rank")
        verbose_name_plural = _("former ranks")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(starts_on__lte=F("ends_on")), name="former_rank_days_in_order"
            ),
            models.UniqueConstraint(fields=["user", "ends_on"], name="one_rank_a_person_ends_on_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.rank or ''} ({self.ends_on})"
