"""People, units and postings for tests."""

from __future__ import annotations

from datetime import date
from functools import cache

import factory
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from factory.django import DjangoModelFactory

from people.models import Country, Posting, Rank, Unit, User
from people.services import post_person

PASSWORD = "a quiet river at dawn"
LONG_AGO = date(2026, 1, 1)


class CountryFactory(DjangoModelFactory):
    class Meta:
        model = Country
        django_get_or_create = ("code",)

    code = "QM"
    name = "Meridia"


class RankFactory(DjangoModelFactory):
    class Meta:
        model = Rank
        django_get_or_create = ("country", "abbreviation")

    country = factory.SubFactory(CountryFactory)
    name = "Private"
    abbreviation = "Pte"
    level = 1


@cache
def hashed(password: str) -> str:
    """Once: it takes as long as writing the account."""
    return make_password(password)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    country = factory.SubFactory(CountryFactory)
    service_number = factory.Sequence(lambda n: str(10_000 + n))
    username = factory.LazyAttribute(lambda u: f"{u.country.code}-{u.service_number}")
    name = factory.Sequence(lambda n: f"Amina Diallo {n}")
    rank = factory.SubFactory(RankFactory, country=factory.SelfAttribute("..country"))

    password = factory.LazyFunction(lambda: hashed(PASSWORD))


class UnitFactory(DjangoModelFactory):
    class Meta:
        model = Unit

    country = factory.SubFactory(CountryFactory)
    name = factory.Sequence(lambda n: f"Company {n}")
    short_name = factory.Sequence(lambda n: f"C{n}")
    kind = Unit.Kind.COMPANY


def training_officer(
    unit: Unit, *, is_main: bool = False, since: date = LONG_AGO, until: date | None = None, **facts: object
) -> User:
    """Looks after the training of the unit and all below it; counted there only with a main posting."""
    user: User = UserFactory(**({"name": "Omar Sy"} | facts))
    post_person(
        user=user, unit=unit, on=since, role=Posting.Role.TRAINING_OFFICER, is_main=is_main, until=until, at=timezone.now()
    )
    return user
