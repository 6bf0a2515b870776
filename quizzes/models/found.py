"""How hard items turned out to be."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quizzes.models.items import Item


class FoundDifficulty(models.Model):
    """Of the latest version of an item that enough people met: what their first attempts earned of its mark.

    Counted anew by ``find_difficulties``; what its author expects is ``Item.difficulty``.
    """

    item = models.OneToOneField("quizzes.Item", models.CASCADE, related_name="found", verbose_name=_("item"))
    version = models.ForeignKey("quizzes.ItemVersion", models.CASCADE, related_name="+", verbose_name=_("version"))
    attempts = models.PositiveIntegerField(_("first attempts"))
    facility = models.FloatField(_("facility"))  # 0 … 1
    difficulty = models.CharField(_("difficulty as found"), max_length=10, choices=Item.Difficulty.choices)
    counted_at = models.DateTimeField(_("counted"))

    class Meta:
        verbose_name = _("difficulty as found")
        verbose_name_plural = _("difficulties as found")
        constraints = [
            models.CheckConstraint(condition=Q(facility__gte=0, facility__lte=1), name="facility_is_a_share"),
        ]

    def __str__(self) -> str:
        return f"{self.get_difficulty_display()} ({round(100 * self.facility)} %)"
