"""The audit log: who did what to which rows, by ids alone; sealed in batches, so that a later change is found."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any, Self

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


class IsListed(models.Func):
    """Whether the list under a key of the data holds a number. False for a plain count under the same key.

    SQLite has no ``contains`` for JSON, so each database is asked in its own words.
    """

    output_field = models.BooleanField()

    def __init__(self, number: int, key: str) -> None:
        super().__init__(models.F("data"), models.Value(f"$.{key}"), models.Value(key), models.Value(number))

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[str | int, ...]]:
        (data, _none), (path, where), _key, (number, value) = map(compiler.compile, self.source_expressions)
        inside = f"EXISTS (SELECT 1 FROM JSON_EACH({data}, {path}) WHERE JSON_EACH.value = {number})"  # noqa: S608 (compiled columns and placeholders)
        return f"(JSON_TYPE({data}, {path}) = 'array' AND {inside})", (*where, *where, *value)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[str | int, ...]]:
        (data, _none), _path, (key, name), (number, value) = map(compiler.compile, self.source_expressions)
        return f"(({data} -> {key}::text) @> JSONB_BUILD_ARRAY({number}::bigint))", (*name, *value)


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    def unsealed(self) -> Self:
        return self.filter(seal__isnull=True)

    def concerning(self, number: int, keys: Iterable[str], list_key: str = "") -> Self:
        """Those that hold the number of the row under one of the keys, or in the list under ``list_key``."""
        condition = reduce(or_, (models.Q(**{f"data__{key}": number}) for key in keys))
        return self.filter(condition | models.Q(IsListed(number, list_key)) if list_key else condition)


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
