"""Whatever posts somebody held, holds and will hold in one country, no list that he or she may read holds anything of another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.classes.permissions import visible_classes
from courses.models import TrainingClass
from credentials.external.permissions import visible_externals
from credentials.models import Credential, ExternalCertificate
from credentials.permissions import printable_units, visible_credentials
from people.models import Posting, Unit, User
from people.permissions import managed_people, slip_holders, units_with_people
from people.services import place_unit, post_person
from tests.conftest import Cast
from tests.factories.classes import make_class
from tests.factories.courses import make_achievement, make_course
from tests.factories.people import LONG_AGO, CountryFactory, RankFactory, UnitFactory, UserFactory
from tests.factories.stage import credential_of

ROLES = [role for role in Posting.Role if role != Posting.Role.MEMBER]
DAYS = st.integers(-40, 40)


@dataclass(frozen=True)
class Abroad:
    """Another country’s contingent with a company, a soldier in it, and all that is kept about him."""

    units: set[int]
    people: set[int]
    credentials: set[int]
    externals: set[int]
    classes: set[int]


@pytest.fixture
def abroad(cast: Cast) -> Abroad:
    country = CountryFactory(code="QX", name="Xanadu")
    rank = RankFactory(country=country, name="Soldier", abbreviation="Sdt")
    contingent, company = (UnitFactory(country=country, name=name) for name in ("Xanadu contingent", "Company of Xanadu"))
    place_unit(unit=contingent, parent=None, on=LONG_AGO)
    place_unit(unit=company, parent=contingent, on=LONG_AGO)
    soldier = UserFactory(country=country, rank=rank, name="Soldier of Xanadu")
    post_person(user=soldier, unit=company, on=LONG_AGO, at=timezone.now())
    achievement, now = make_achievement(), timezone.now()
    for holder in (soldier, cast.learner, cast.comrade):
        credential_of(holder, achievement, now)
        ExternalCertificate.objects.create(
            holder=holder,
            achievement_key=achievement.key,
            title="Basic safety",
            provider="Others",
            earned_on=LONG_AGO,
            recorded_by=cast.administrator,
            recorded_at=now,
        )
    course = make_course()
    for unit in (company, cast.alpha, cast.bravo):
        make_class(course, cast.administrator, at=now, unit=unit)
    return Abroad(
        units={contingent.pk, company.pk},
        people={soldier.pk},
        credentials=set(Credential.objects.filter(holder=soldier).values_list("pk", flat=True)),
        externals=set(ExternalCertificate.objects.filter(holder=soldier).values_list("pk", flat=True)),
        classes=set(TrainingClass.objects.filter(unit=company).values_list("pk", flat=True)),
    )


LISTS: dict[str, Callable[[User, date], Any]] = {
    "units": lambda user, on: Unit.objects.visible_to(user, on) | Unit.objects.trained_by(user, on),
    "units with people": units_with_people,
    "units to print for": printable_units,
    "people": User.objects.visible_to,
    "people whose status is set": managed_people,
    "people who get slips": lambda user, on: slip_holders(user, timezone.now()),
    "credentials": visible_credentials,
    "externals": visible_externals,
    "classes": visible_classes,
}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    posts=st.lists(st.tuples(st.sampled_from(ROLES), st.integers(0, 4), DAYS, st.integers(0, 60)), max_size=4),
    asked=DAYS,
)
def test_no_list_holds_anything_of_another_country(
    cast: Cast, abroad: Abroad, posts: list[tuple[Posting.Role, int, int, int]], asked: int
) -> None:
    today = timezone.localdate()
    on = today + timedelta(days=asked)
    units = [cast.contingent, cast.battalion, cast.alpha, cast.bravo, cast.platoon]
    viewer = UserFactory()
    for role, unit, start, length in posts:
        begins = today + timedelta(days=start)
        Posting.objects.create(
            user=viewer, unit=units[unit], role=role, is_main=False, starts_on=begins, ends_on=begins + timedelta(days=length)
        )
    forbidden = {
        "units": abroad.units,
        "units with people": abroad.units,
        "units to print for": abroad.units,
        "people": abroad.people,
        "people whose status is set": abroad.people,
        "people who get slips": abroad.people,
        "credentials": abroad.credentials,
        "externals": abroad.externals,
        "classes": abroad.classes,
    }
    for name, visible in LISTS.items():
        seen = set(visible(viewer, on).values_list("pk", flat=True))
        assert not seen & forbidden[name], name
        if not any(begins_before_and_lasts(post, asked) for post in posts) and name != "people who get slips":
            assert seen <= {viewer.pk}, f"{name} without any post on the day"


def begins_before_and_lasts(post: tuple[Posting.Role, int, int, int], asked: int) -> bool:
    _role, _unit, start, length = post
    return start <= asked <= start + length


def test_a_post_opens_what_is_its_own(cast: Cast, abroad: Abroad) -> None:
    """So that the lists above are not empty for another reason."""
    today = timezone.localdate()
    for role in (Posting.Role.COMMANDER, Posting.Role.TRAINING_OFFICER):
        viewer = UserFactory()
        Posting.objects.create(user=viewer, unit=cast.alpha, role=role, is_main=False, starts_on=LONG_AGO)
        opened = {name for name, visible in LISTS.items() if visible(viewer, today).exclude(pk=viewer.pk).exists()}
        assert {"units", "units with people"} <= opened
        assert ("credentials" in opened) == (role == Posting.Role.COMMANDER)
        assert ("classes" in opened) == (role == Posting.Role.TRAINING_OFFICER)
