"""What was counted of every unit on a day: so that the top of a large tree need not count everybody again."""

from __future__ import annotations

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from people.models import Unit


class DailyFigure(models.Model):
    """The people posted directly to one unit on one day, by state for one achievement; what stands below has its own rows.

    ``terms`` is the digest of what was asked of the unit. ``total_…``: the unit with all that stood below it on that day.
    A figure is derived: it may be thrown away and counted again.
    """

    on = models.DateField(_("day"))
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="daily_figures", verbose_name=_("unit"))
    achievement_key = models.SlugField(_("achievement"), max_length=60)
    strength = models.PositiveIntegerField(_("strength"))
    qualified = models.PositiveIntegerField()
    expiring = models.PositiveIntegerField()
    lapsing = models.PositiveIntegerField()
    in_progress = models.PositiveIntegerField()
    overdue = models.PositiveIntegerField()
    not_started = models.PositiveIntegerField()
    not_required = models.PositiveIntegerField()
    excused = models.PositiveIntegerField()
    total_required = models.PositiveIntegerField()
    total_ready = models.PositiveIntegerField()
    terms = models.CharField(max_length=16)
    made_at = models.DateTimeField(_("counted at"))

    class Meta:
        verbose_name = _("figure of a day")
        verbose_name_plural = _("figures of a day")
        constraints = [
            models.UniqueConstraint(fields=["on", "achievement_key", "unit"], name="one_figure_a_day_unit_and_achievement"),
            models.CheckConstraint(
                condition=models.Q(
                    strength=F("qualified")
                    + F("expiring")
                    + F("lapsing")
                    + F("in_progress")
                    + F("overdue")
                    + F("not_started")
                    + F("not_required")
                ),
                name="states_make_the_strength",
            ),
            models.CheckConstraint(condition=models.Q(total_ready__lte=F("total_required")), name="ready_among_required"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.on} · {self.achievement_key}"
