"""Training that was done elsewhere, as a training officer recorded it and a second person approved it."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from credentials.models.credential import day_after
from credentials.models.printing import private_files


class ExternalCertificateQuerySet(models.QuerySet["ExternalCertificate"]):
    def approved(self, on: date) -> Self:
        """Approved by the end of the day and not withdrawn by then."""
        after = day_after(on)
        is_withdrawn = Q(withdrawn_at__isnull=False, withdrawn_at__lt=after)
        return self.filter(is_approved=True, decided_at__lt=after).exclude(is_withdrawn)

    def lasting(self, on: date, until: Any) -> Self:
        """Approved on the day, and valid until another day (or an expression for one)."""
        return self.approved(on).filter(Q(expires_on__isnull=True) | Q(expires_on__gte=until), earned_on__lte=on)

    def valid(self, on: date) -> Self:
        return self.lasting(on, on)

    def waiting(self) -> Self:
        return self.filter(is_approved__isnull=True)


class ExternalCertificate(models.Model):
    """A certificate of somebody else, such as UN e-learning. It is never one of ours: it has no code and no sheet here.

    Whether it counts, the requirement says (``Requirement.accepts_external``).
    """

    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="external_certificates")
    achievement_key = models.SlugField(max_length=60)
    title = models.CharField(_("title on the certificate"), max_length=150)
    provider = models.CharField(_("issued by"), max_length=150)
    number = models.CharField(_("number on the certificate"), max_length=60, blank=True)
    earned_on = models.DateField(_("issued on"))
    expires_on = models.DateField(_("valid until"), null=True, blank=True)
    scan = models.FileField(_("scan"), storage=private_files, upload_to="scans/")
    scan_type = models.CharField(max_length=20)
    scan_digest = models.CharField(max_length=64)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    is_approved = models.BooleanField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    refusal_reason = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawal_reason = models.TextField(blank=True)

    objects = ExternalCertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        verbose_name = _("external certificate")
        verbose_name_plural = _("external certificates")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_approved__isnull=True, decided_by__isnull=True, decided_at__isnull=True)
                | Q(is_approved__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
                name="external_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | (~Q(decided_by=F("recorded_by")) & ~Q(decided_by=F("holder")) & ~Q(recorded_by=F("holder"))),
                name="external_decided_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("earned_on")), name="external_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.provider}"

    def state(self, on: date) -> str:
        """waiting, refused, withdrawn, expired or approved."""
        if self.is_approved is None:
            return "waiting"
        if not self.is_approved:
            return "refused"
        if self.withdrawn_at is not None:
            return "withdrawn"
        return "expired" if self.expires_on is not None and self.expires_on < on else "approved"
