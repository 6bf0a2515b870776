"""Who a person is: country, rank and account."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from people.levels import Level

COUNTRY_CODE = RegexValidator(r"^[A-Z]{2,3}\Z", _("Two or three capitals."))


class Country(models.Model):
    """A contributing country; its code is the prefix of its people's sign-in names."""

    code = models.CharField(_("code"), max_length=3, primary_key=True, validators=[COUNTRY_CODE])
    name = models.CharField(_("name"), max_length=100, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("country")
        verbose_name_plural = _("countries")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def codes(cls) -> frozenset[str]:
        """The codes of all countries."""
        return frozenset(cls.objects.order_by().values_list("pk", flat=True))


class Rank(models.Model):
    """A rank of one country and the level of training that it needs."""

    country = models.ForeignKey(Country, models.PROTECT, related_name="ranks", verbose_name=_("country"))
    name = models.CharField(_("name"), max_length=60)
    abbreviation = models.CharField(_("abbreviation"), max_length=12)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices, default=Level.EVERYONE)
    order = models.PositiveSmallIntegerField(_("order"), default=0, help_text=_("Lowest rank first."))

    class Meta:
        ordering = ["country", "order"]
        verbose_name = _("rank")
        verbose_name_plural = _("ranks")
        constraints = [models.UniqueConstraint(fields=["country", "abbreviation"], name="rank_once_a_country")]

    def __str__(self) -> str:
        return self.name


class UserQuerySet(models.QuerySet["User"]):
    def serving_in(self, units: Iterable[Any], on: date) -> Self:
        """People whose main posting on the day is in one of the units."""
        from people.models.units import Posting

        return self.filter(pk__in=Posting.objects.main().valid(on).filter(unit__in=units).values("user"))

    def commanded_by(self, user: User, on: date) -> Self:
        """People posted on the day somewhere below a unit that the user commands on that day."""
        from people.models.units import Unit

        return self.serving_in(Unit.objects.commanded_by(user, on), on)

    def visible_to(self, user: User, on: date) -> Self:
        """Whose record the user may read: the own; for commanders the own subtree; for administrators everybody."""
        from people.permissions import is_administrator

        if is_administrator(user):
            return self
        return self.filter(pk=user.pk) | self.commanded_by(user, on)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Makes accounts from sign-in names of the form COUNTRY-SERVICENUMBER."""

    @transaction.atomic
    def create_user(self, username: str, name: str, password: str | None = None, **extra: Any) -> User:
        """A new account; without a password it can only be claimed. Raises ValidationError, which Django's commands tell."""
        code, dash, service_number = username.strip().upper().partition("-")
        if not (re.fullmatch(COUNTRY_CODE.regex, code) and dash and service_number):
            raise ValidationError(_("A sign-in name is the country's code, a hyphen and the service number: QM-10423."))
        country, _created = Country.objects.get_or_create(code=code, defaults={"name": code})
        user = self.model(username=f"{code}-{service_number}", country=country, service_number=service_number, name=name, **extra)
        user.clean_fields(exclude=["password", "country", "rank"])
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, name: str, password: str | None = None, **extra: Any) -> User:
        return self.create_user(username, name, password, is_superuser=True, **extra)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person: a soldier, a trainer, an administrator. As little personal data as the work needs."""

    username = models.CharField(_("sign-in name"), max_length=40, unique=True)
    country = models.ForeignKey(Country, models.PROTECT, related_name="people", verbose_name=_("country"))
    service_number = models.CharField(
        _("service number"), max_length=32, validators=[RegexValidator(r"^[0-9A-Z./-]+\Z", _("Capitals, digits, . / -"))]
    )
    name = models.CharField(_("name"), max_length=150)
    rank = models.ForeignKey(Rank, models.PROTECT, null=True, blank=True, related_name="people", verbose_name=_("rank"))
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    is_active = models.BooleanField(_("active"), default=True)
    is_demonstration = models.BooleanField(_("invented for the demonstration"), default=False, editable=False)
    date_joined = models.DateTimeField(_("account made"), default=timezone.now, editable=False)
    closed_on = models.DateField(_("account closed"), null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(_("rank or account changed"), default=timezone.now, editable=False, db_index=True)
    claimed_at = models.DateTimeField(_("account claimed"), null=True, blank=True, editable=False)
    erased_at = models.DateTimeField(_("erased"), null=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "username"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(fields=["country", "service_number"], name="service_number_once_a_country"),
            models.CheckConstraint(
                condition=models.Q(username=Concat(F("country_id"), Value("-"), F("service_number"))),
                name="sign_in_name_follows_service_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.short_label} ({self.username})"

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.short_label

    @property
    def short_label(self) -> str:
        """Rank and name as the header shows them, e.g. “Cpl A. Diallo”."""
        *first, last = self.name.split() or [self.username]
        initials = " ".join(f"{word[0]}." for word in first[:1])
        return " ".join(part for part in (self.rank.abbreviation if self.rank else "", initials, last) if part)

    @property
    def rank_and_name(self) -> str:
        """In full, as a roster and a record name a person: “Cpl Amina Diallo”."""
        return f"{self.rank.abbreviation} {self.name}" if self.rank else self.name

    @property
    def level(self) -> Level:
        """The level of training that the rank needs."""
        return Level(self.rank.level) if self.rank else Level.EVERYONE

    @cached_property
    def group_names(self) -> frozenset[str]:
        return frozenset(self.groups.values_list("name", flat=True))
