"""Open answers that wait for a trainer's mark, or have it."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, OuterRef, Q, Subquery, When
from django.utils.translation import gettext_lazy as _

from quizzes.models.corrections import Correction


class MarkingQuerySet(models.QuerySet["Marking"]):
    def open(self) -> Self:
        """Those that wait for a mark; not where the question counts for nobody and the result was found without it, nor of an
        attempt in whose place a sheet of paper stands."""
        approved = Correction.objects.approved().of_versions().filter(version=OuterRef("item__version"))
        is_withdrawn = Case(When(key_after__isnull=True, then=True), default=False, output_field=models.BooleanField())
        last = approved.annotate(is_withdrawn=is_withdrawn).order_by("-decided_at", "-pk").values("is_withdrawn")
        counts = Q(item__attempt__passed=None) | Q(is_withdrawn=None) | Q(is_withdrawn=False)
        return self.alias(is_withdrawn=Subquery(last[:1])).filter(counts, marked_at=None, item__attempt__replaced_by=None)

    def assigned_to(self, marker: Any) -> Self:
        return self.filter(marker=marker)


class Marking(models.Model):
    """One open answer of a submitted attempt: whom it is assigned to, and once it is marked the points of each criterion."""

    item = models.OneToOneField("quizzes.AttemptItem", models.PROTECT, related_name="marking")
    marker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="markings", verbose_name=_("marker")
    )
    assigned_at = models.DateTimeField(_("assigned"))
    points = models.JSONField(_("points"), null=True)  # one for each criterion of the rubric, in its order
    comment = models.TextField(_("comment"), blank=True)
    marked_at = models.DateTimeField(_("marked"), null=True)

    objects = MarkingQuerySet.as_manager()

    class Meta:
        ordering = ["assigned_at", "pk"]
        verbose_name = _("marking of an open answer")
        verbose_name_plural = _("markings of open answers")
        constraints = [
            models.CheckConstraint(
                condition=Q(marked_at=None, points=None) | Q(marked_at__isnull=False, points__isnull=False, marker__isnull=False),
                name="marked_with_points_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.marked_at or '…'}"
