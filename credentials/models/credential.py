"""That something was earned, by whom, until when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from credentials.models.achievement import Achievement
from people.levels import Level

EXPIRING_DAYS = 60


class CredentialQuerySet(models.QuerySet["Credential"]):
    def current(self) -> Self:
        """Neither revoked nor superseded; it may have expired."""
        return self.filter(revoked_at__isnull=True, superseded_at__isnull=True)

    def valid(self, on: date) -> Self:
        return self.current().filter(issued_on__lte=on).filter(Q(expires_on__isnull=True) | Q(expires_on__gte=on))

    def held_by(self, user: Any) -> Self:
        return self.filter(holder=user)


class Credential(models.Model):
    """That an achievement was earned, by whom, until when. Everything printed on it is frozen at issue."""

    class State(models.TextChoices):
        VALID = "valid", _("Valid")
        EXPIRING = "expiring", _("Valid, expires soon")
        EXPIRED = "expired", _("Expired")
        REVOKED = "revoked", _("Revoked")
        SUPERSEDED = "superseded", _("Replaced by a newer one")

    code = models.CharField(_("code"), max_length=26, unique=True, editable=False)
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="credentials", verbose_name=_("holder"))
    achievement = models.ForeignKey(Achievement, models.PROTECT, related_name="credentials")
    achievement_key = models.SlugField(max_length=60)
    title = models.CharField(_("title"), max_length=150)
    criteria = models.TextField(blank=True)
    holder_name = models.CharField(_("name"), max_length=150)
    holder_rank = models.CharField(_("rank"), max_length=60, blank=True)
    holder_service_number = models.CharField(_("service number"), max_length=40)
    unit_name = models.CharField(_("unit"), max_length=200, blank=True)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices)
    language = models.CharField(_("language"), max_length=10)
    issuer = models.CharField(_("issued by"), max_length=150)
    issued_at = models.DateTimeField(_("issued at"))
    issued_on = models.DateField(_("issued"))
    expires_on = models.DateField(_("valid until"), null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    revocation_reason = models.TextField(blank=True)
    superseded_at = models.DateTimeField(null=True)
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="supersedes")

    objects = CredentialQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at"]
        verbose_name = _("credential")
        verbose_name_plural = _("credentials")
        constraints = [
            models.UniqueConstraint(
                fields=["holder", "achievement_key"],
                condition=Q(revoked_at__isnull=True, superseded_at__isnull=True),
                name="one_current_credential_an_achievement",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("issued_on")), name="expires_after_issue"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | (Q(revoked_by__isnull=False) & ~Q(revocation_reason="")),
                name="revoked_with_reason_and_actor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.holder_name}"

    def get_absolute_url(self) -> str:
        return reverse("credentials:credential", args=[self.code])

    def state(self, on: date) -> State:
        """The state on a day; revocation outranks replacement, replacement outranks expiry."""
        if self.revoked_at is not None:
            return self.State.REVOKED
        if self.superseded_at is not None:
            return self.State.SUPERSEDED
        if self.expires_on is None:
            return self.State.VALID
        if self.expires_on < on:
            return self.State.EXPIRED
        return self.State.EXPIRING if self.expires_on <= on + timedelta(days=EXPIRING_DAYS) else self.State.VALID

    @property
    def initials(self) -> str:
        """All that a stranger sees of the name."""
        return " ".join(f"{word[0]}." for word in self.holder_name.split() if word)

    @property
    def grouped_code(self) -> str:
        """The code in groups of four, easier to read aloud and to type."""
        return " ".join(self.code[i : i + 4] for i in range(0, len(self.code), 4))
