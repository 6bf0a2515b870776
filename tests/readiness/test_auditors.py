"""Auditors: the figures of every unit, nothing that tells of fewer than five people, and never a name."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from courses.models import CoursePage
from people.groups import AUDITORS
from people.models import Posting, User
from people.services import post_person
from tests.conftest import Cast
from tests.factories.people import LONG_AGO, UserFactory
from tests.readiness.contingents import course_for, page_of, soldier, unit_page

ClientOf = Callable[[User | None], Client]


@pytest.fixture
def course(cast: Cast) -> CoursePage:
    """Bravo: ten qualified and seven in progress. The platoon: twelve qualified and two in progress."""
    course = course_for()
    for unit, state, people in [
        (cast.bravo, "qualified", 10),
        (cast.bravo, "in-progress", 7),
        (cast.platoon, "qualified", 12),
        (cast.platoon, "in-progress", 2),
        (cast.battalion, "qualified", 8),
    ]:
        for _ in range(people):
            soldier(unit, state, course)
    return course


@pytest.fixture
def auditor(cast: Cast) -> User:
    user = UserFactory(name="Ingrid Falk")
    user.groups.add(Group.objects.get(name=AUDITORS))
    return user


def test_they_enter_at_the_top_and_open_every_unit(cast: Cast, course: CoursePage, auditor: User, client_of: ClientOf) -> None:
    client = client_of(auditor)
    assert client.get("/readiness/")["Location"] == f"/readiness/units/{cast.contingent.pk}/"
    for unit in (cast.contingent, cast.battalion, cast.alpha, cast.bravo, cast.platoon):
        assert client.get(f"/readiness/units/{unit.pk}/").status_code == 200


@pytest.mark.parametrize("path", ["names/", "names.csv", "names.xlsx", "obstacles/"])
def test_no_name_and_no_file_is_there_for_them(
    cast: Cast, course: CoursePage, auditor: User, client_of: ClientOf, path: str
) -> None:
    client = client_of(auditor)
    for unit in (cast.contingent, cast.alpha, cast.platoon):
        assert client.get(f"/readiness/units/{unit.pk}/{path}").status_code == 404


def test_no_page_of_theirs_names_anybody(cast: Cast, course: CoursePage, auditor: User, client_of: ClientOf) -> None:
    client = client_of(auditor)
    for unit in (cast.contingent, cast.battalion, cast.alpha, cast.bravo, cast.platoon):
        text = unit_page(client, unit)
        assert not [user.name for user in User.objects.exclude(pk=auditor.pk) if user.name in text]
        assert "/names" not in text


def test_counts_under_five_are_left_out_and_cannot_be_worked_out(cast: Cast, course: CoursePage) -> None:
    """The platoon’s four who are not ready would follow from Alpha, and Alpha from the battalion."""
    battalion = page_of(cast.battalion, is_own=False)
    alpha, bravo = (line.figures for line in battalion.sub_units)
    assert (battalion.total.strength, battalion.total.ready, battalion.total.gap) == (43, 30, 13)
    assert (battalion.total.in_progress, battalion.total.not_started) == (None, None) or battalion.total.not_started == 4
    assert [line.strength for line in (alpha, bravo, battalion.direct)].count(None) != 1
    assert [line.gap for line in (alpha, bravo, battalion.direct)].count(None) != 1
    platoon = page_of(cast.platoon, is_own=False).total
    assert platoon.gap in (None,) or platoon.gap >= 5
    assert battalion.is_partial


def test_the_page_says_that_something_is_left_out(cast: Cast, course: CoursePage, auditor: User, client_of: ClientOf) -> None:
    text = unit_page(client_of(auditor), cast.alpha)
    assert "Figures that would tell of fewer than five people are not shown." in text
    shown = [int(number) for number in re.findall(r'<td class="num">(\d+)</td>', text)]
    assert not [number for number in shown if 0 < number < 5]


def test_in_the_own_subtree_they_see_what_a_commander_sees(
    cast: Cast, course: CoursePage, auditor: User, client_of: ClientOf
) -> None:
    post_person(user=auditor, unit=cast.alpha, on=LONG_AGO, role=Posting.Role.ACTING_COMMANDER, is_main=False, at=timezone.now())
    client = client_of(auditor)
    assert client.get(f"/readiness/units/{cast.platoon.pk}/names/").status_code == 200
    assert client.get(f"/readiness/units/{cast.bravo.pk}/names/").status_code == 404
    assert "not shown" not in unit_page(client, cast.alpha)


def test_a_commander_gets_every_count(cast: Cast, course: CoursePage, client_of: ClientOf) -> None:
    page = page_of(cast.platoon)
    assert (page.total.in_progress, page.total.not_started) == (2, 2)
    assert not page.is_partial
