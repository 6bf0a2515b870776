"""The audit log: who did what to which rows, by ids alone; sealed in batches, so that a later change is found."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditSeal(models.Model):
    """A batch of entries with their hash; each seal hashes the batch and the seal before."""

    number = models.AutoField(primary_key=True)
    entries_sealed = models.PositiveIntegerField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["previous"], name="one_seal_after_another")]

    def __str__(self) -> str:
        return f"Seal {self.number}"


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    def unsealed(self) -> Self:
        return self.filter(seal__isnull=True)


class AuditEntry(models.Model):
    """One deed. Numbers of rows, never names: the log outlives whom it is about. The database refuses to change or delete one.

    ``actor``: the number of an account, no foreign key, so that nothing that happens to the account touches the log; None
    for the server itself. ``data``: {kind of row: its number, or a plain count, day or word}.
    """

    at = models.DateTimeField(_("moment"))
    event = models.CharField(_("event"), max_length=40)
    actor = models.PositiveBigIntegerField(_("account"), null=True)
    data = models.JSONField(default=dict)
    seal = models.ForeignKey(AuditSeal, models.PROTECT, null=True, related_name="entries")

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("entry of the audit log")
        verbose_name_plural = _("entries of the audit log")
        indexes = [
            models.Index(fields=["at"], name="audit_by_moment"),
            models.Index(fields=["seal"], name="audit_unsealed", condition=models.Q(seal__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.pk}"
