"""Nominal rolls on their way into the record."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models.units import Unit
from people.models.users import Country

PATIENCE = timedelta(minutes=10)  # 10,000 rows take less than one


class RollMapping(models.Model):
    """Which column means what in files with these headings; the last choice counts."""

    country = models.ForeignKey(Country, models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64)
    columns = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["country", "fingerprint"], name="roll_columns_once_a_form")]

    def __str__(self) -> str:
        return f"{self.country_id} {self.fingerprint[:8]}"


class RollImportQuerySet(models.QuerySet["RollImport"]):
    def open(self) -> Self:
        return self.exclude(state__in=[RollImport.State.APPLIED, RollImport.State.DISCARDED])

    def over(self) -> Self:
        return self.filter(state__in=[RollImport.State.APPLIED, RollImport.State.DISCARDED])

    def visible_to(self, user: Any) -> Self:
        """A roll under way belongs to whoever sent it."""
        return self.filter(sent_by=user)


class RollImport(models.Model):
    """One roll. Names and numbers stay in it only until it is applied or discarded; then the counts alone remain."""

    class State(models.TextChoices):
        MAPPING = "mapping", _("Columns to be named")
        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Checked")
        APPLYING = "applying", _("Being taken over")
        APPLIED = "applied", _("Taken over")
        DISCARDED = "discarded", _("Discarded")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="rolls", verbose_name=_("unit"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("sent by"))
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    file_name = models.CharField(_("file"), max_length=150)
    takes_effect_on = models.DateField(_("takes effect"))
    is_complete = models.BooleanField(_("the whole unit is on it"), default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.MAPPING)
    header = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    lines = models.JSONField(default=list)
    digest = models.CharField(max_length=64, blank=True)
    counts = models.JSONField(default=dict)
    done = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField(default=timezone.now)  # when the check or the taking over that counts was asked for
    has_failed = models.BooleanField(default=False)  # it stopped by a fault of the machine
    was_overtaken = models.BooleanField(default=False)  # the record changed between the check and the taking over
    applied_at = models.DateTimeField(null=True)

    objects = RollImportQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at"]
        verbose_name = _("nominal roll")
        verbose_name_plural = _("nominal rolls")

    def __str__(self) -> str:
        return f"{self.file_name}: {self.unit}"

    @property
    def faulty(self) -> int:
        return int(self.counts.get("faulty", 0))

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.State.CHECKING, self.State.APPLYING)

    def is_stuck(self, at: datetime) -> bool:
        """Whether the work failed, or gave no sign of life for so long that whoever did it must be gone."""
        return self.is_under_way and (self.has_failed or at - self.begun_at > PATIENCE)
