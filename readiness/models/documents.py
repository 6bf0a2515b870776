"""Documents that a commander issued: frozen when issued, withdrawn and replaced, never edited."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import Unit


class IssuedDocumentQuerySet(models.QuerySet["IssuedDocument"]):
    def visible_to(self, paths_units: models.QuerySet[Unit]) -> Self:
        """Those of the units whose names the reader may see today."""
        return self.filter(unit__in=paths_units)


class IssuedDocument(models.Model):
    """One document as it left this house: what it says, and the very bytes of its files.

    ``content``: the frozen facts and tables (`readiness.documents.content`); ``people``: codes of the certificates on its
    annexed list, by which a stranger checks one person. ``digest``: SHA-256 of the PDF. ``client_id``: of the form that
    asked for it, so that a form sent twice issues once.
    """

    class Kind(models.TextChoices):
        CERTIFICATION = "certification", _("Certification of completion of training")
        REPORT = "report", _("Training report")
        GAPS = "gaps", _("Gap list")

    kind = models.CharField(max_length=15, choices=Kind.choices)
    code = models.CharField(max_length=26, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="issued_documents")
    achievement_key = models.SlugField(max_length=60)
    title = models.CharField(max_length=150)  # of the achievement, as it was
    issuer = models.CharField(max_length=150)
    language = models.CharField(max_length=10)
    on = models.DateField()
    strength = models.PositiveIntegerField()
    certified = models.PositiveIntegerField()
    content = models.JSONField()
    people = models.JSONField(default=list)
    pdf = models.BinaryField()
    workbook = models.BinaryField()
    digest = models.CharField(max_length=64)
    client_id = models.UUIDField(null=True, unique=True, editable=False)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawal_reason = models.TextField(blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")

    objects = IssuedDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "-pk"]
        verbose_name = _("issued document")
        verbose_name_plural = _("issued documents")
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawal_reason="")),
                name="document_withdrawn_with_reason_and_actor",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.on}"

    @property
    def grouped_code(self) -> str:
        return " ".join(self.code[i : i + 4] for i in range(0, len(self.code), 4))


class NamedPerson(models.Model):
    """Which line of a document speaks of which account. A new service number, or another holder of the old one, changes nothing.

    ``table`` and ``line`` count from 0 in the content of the document.
    """

    document = models.ForeignKey(IssuedDocument, models.PROTECT, related_name="named")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    table = models.PositiveSmallIntegerField()
    line = models.PositiveIntegerField()

    class Meta:
        ordering = ["-document", "table", "line"]
        constraints = [models.UniqueConstraint(fields=["document", "table", "line"], name="one_person_a_line")]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.table}, {self.line}"
