"""The one-time codes with which a person claims an account."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

TRIES = 5
DAYS_VALID = 14


class ClaimCodeQuerySet(models.QuerySet["ClaimCode"]):
    def usable(self, at: datetime) -> Self:
        """Codes that still open an account: not used, not withdrawn, not expired, tries left."""
        return self.filter(used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at, tries_left__gt=0)


class ClaimCode(models.Model):
    """A printed slip. Only a salted hash of the code is kept; a new slip withdraws the older ones."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="claim_codes", verbose_name=_("person"))
    code_hash = models.CharField(max_length=128)
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("issued by")
    )
    expires_at = models.DateTimeField(_("expires"))
    tries_left = models.PositiveSmallIntegerField(default=TRIES)
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = ClaimCodeQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(used_at__isnull=True, revoked_at__isnull=True), name="one_open_claim_code_a_person"
            )
        ]

    def state(self, at: datetime) -> str:
        """One of used, revoked, expired, blocked (no tries left), open."""
        if self.used_at:
            return "used"
        if self.revoked_at:
            return "revoked"
        if self.expires_at <= at:
            return "expired"
        return "open" if self.tries_left else "blocked"

    def __str__(self) -> str:
        return f"{self.user} {self.issued_at:%Y-%m-%d}"
