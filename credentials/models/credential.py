"""That something was earned, by whom, until when."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from credentials.models.achievement import Achievement
from credentials.models.renewal import RenewalCall
from credentials.recertification import EXPIRING_DAYS, Event, Happened, Rule, Standing, standing
from credentials.recertification import State as CredentialState
from people.levels import Level


def day_after(on: date) -> datetime:
    """The first moment of the next day at the place of the site: what happened before it was known on the day."""
    return timezone.make_aware(datetime.combine(on + timedelta(days=1), time.min))


def called_by(on: date) -> Q:
    """The condition that a call for renewal was known on the day."""
    return Q(renewal_called_on__isnull=False, renewal_called_on__lte=on)


class CredentialQuerySet(models.QuerySet["Credential"]):
    """The same as ``recertification.standing`` for many rows: on a past day, nobody knew what happened later."""

    def current(self, on: date | None = None) -> Self:
        """Neither revoked nor superseded by the end of the day, without a day by now; it may have expired."""
        if on is None:
            return self.filter(revoked_at__isnull=True, superseded_at__isnull=True)
        after = day_after(on)
        return self.filter(
            Q(revoked_at__isnull=True) | Q(revoked_at__gte=after),
            Q(superseded_at__isnull=True) | Q(superseded_at__gte=after),
            issued_on__lte=on,
        )

    def lasting(self, on: date, until: Any) -> Self:
        """Current on the day and, as far as was known on it, valid until another day (or an expression for one)."""
        expires_later = Q(expires_on__isnull=True) | Q(expires_on__gte=until)
        is_called_earlier = called_by(on) & Q(renewal_due_on__lt=until)
        return self.current(on).filter(expires_later).exclude(is_called_earlier)

    def valid(self, on: date) -> Self:
        return self.lasting(on, on)

    def with_last_day(self, on: date) -> Any:
        """Each with ``last_day``, the last valid day as known on the day; None for what never expires."""
        is_cut = called_by(on) & (Q(expires_on__isnull=True) | Q(renewal_due_on__lt=F("expires_on")))
        return self.annotate(last_day=Case(When(is_cut, then=F("renewal_due_on")), default=F("expires_on")))

    def held_by(self, user: Any) -> Self:
        return self.filter(holder=user)


class Credential(models.Model):
    """That an achievement was earned, by whom, until when. Everything printed on it is frozen at issue."""

    State: ClassVar[type[CredentialState]] = CredentialState

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
    sheet_edition = models.PositiveSmallIntegerField(default=1, editable=False)  # look and words of the printed sheet
    issued_at = models.DateTimeField(_("issued at"))
    issued_on = models.DateField(_("issued"))
    expires_on = models.DateField(_("valid until"), null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    revocation_reason = models.TextField(blank=True)
    superseded_at = models.DateTimeField(null=True)
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="supersedes")
    rule_version = models.PositiveSmallIntegerField(default=0)
    validity_months = models.PositiveSmallIntegerField(null=True)
    window_days = models.PositiveSmallIntegerField(default=EXPIRING_DAYS)
    grace_days = models.PositiveSmallIntegerField(default=0)
    renewal_call = models.ForeignKey(RenewalCall, models.PROTECT, null=True, related_name="credentials")
    renewal_called_on = models.DateField(null=True)
    renewal_due_on = models.DateField(null=True)

    objects = CredentialQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at"]
        verbose_name = _("credential")
        verbose_name_plural = _("credentials")
        indexes = [
            models.Index(fields=["issued_at"], name="credential_by_issue"),
            models.Index(fields=["achievement_key", "issued_at"], name="credential_by_key_and_issue"),
            models.Index(fields=["renewal_called_on"], name="credential_by_call", condition=Q(renewal_called_on__isnull=False)),
            models.Index(fields=["revoked_at"], name="credential_by_revocation", condition=Q(revoked_at__isnull=False)),
            models.Index(fields=["superseded_at"], name="credential_by_replacement", condition=Q(superseded_at__isnull=False)),
        ]
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
            models.CheckConstraint(
                condition=Q(renewal_call__isnull=True, renewal_called_on__isnull=True, renewal_due_on__isnull=True)
                | Q(renewal_call__isnull=False, renewal_called_on__isnull=False, renewal_due_on__gte=F("renewal_called_on")),
                name="called_for_renewal_with_its_days",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.holder_name}"

    def get_absolute_url(self) -> str:
        return reverse("credentials:credential", args=[self.code])

    def standing(self, on: date) -> Standing:
        """The state on a day with its days: the one definition, asked by every page."""
        rule = Rule(self.rule_version, self.validity_months, self.window_days, self.grace_days)
        return standing(rule, self.events, on)

    def state(self, on: date) -> CredentialState:
        return self.standing(on).state

    @property
    def events(self) -> list[Event]:
        """What happened to it, by day."""
        events = [Event(Happened.ISSUED, self.issued_on, self.expires_on)]
        if self.superseded_at is not None:
            events.append(Event(Happened.SUPERSEDED, timezone.localdate(self.superseded_at)))
        if self.revoked_at is not None:
            events.append(Event(Happened.REVOKED, timezone.localdate(self.revoked_at)))
        if self.renewal_called_on is not None:
            events.append(Event(Happened.CALLED, self.renewal_called_on, self.renewal_due_on))
        return events

    @property
    def initials(self) -> str:
        """All that a stranger sees of the name."""
        return " ".join(f"{word[0]}." for word in self.holder_name.split() if word)

    @property
    def grouped_code(self) -> str:
        """The code in groups of four, easier to read aloud and to type."""
        return " ".join(self.code[i : i + 4] for i in range(0, len(self.code), 4))
