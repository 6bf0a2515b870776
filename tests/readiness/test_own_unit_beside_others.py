"""An auditor who also commands a unit knows its people, and so takes them away from what is said of the units above it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from base.suppression import is_clear
from people.groups import AUDITORS
from people.models import Posting, Unit, User
from people.services import post_person
from people.tree.services import move_unit
from readiness.figures import Figures, together
from readiness.ground import STEP, Place
from readiness.page import readiness_page, reading_of
from readiness.permissions import own_paths, sight_of
from readiness.shown import Shown, said_to_outsiders
from tests.conftest import NOW, TODAY, Cast
from tests.factories.people import LONG_AGO, UserFactory
from tests.readiness.contingents import course_for, soldier

Tree = dict[str, Figures]
TOP = "0001"


@st.composite
def trees(draw: st.DrawFn) -> tuple[Tree, str]:
    """The people directly in each unit, by path, and which unit the reader commands."""
    paths = [TOP]
    for number in range(draw(st.integers(1, 6))):
        paths.append(f"{draw(st.sampled_from(paths))}{number:04}")
    count = st.one_of(st.just(0), st.integers(0, 8), st.integers(5, 40))
    figures = {path: Figures(*draw(st.lists(count, min_size=8, max_size=8))) for path in paths}
    return figures, draw(st.sampled_from(paths[1:]))


def said_of(shown: Shown, figures: Figures) -> dict[str, int]:
    """What of the figures may be said."""
    names = [*Figures._fields, "strength", "required", "ready", "gap", "soon"]
    return {name: getattr(figures, name) for name in names if getattr(shown, name) is not None}


@given(trees())
def test_nothing_follows_when_the_own_people_are_taken_away(drawn: tuple[Tree, str]) -> None:
    tree, own = drawn
    places = [Place(path, number, path, path, LONG_AGO, None, None) for number, path in enumerate(tree)]
    by_unit = {place.pk: tree[place.path] for place in places}
    others = {path: Figures() if path.startswith(own) else figures for path, figures in tree.items()}
    for path in (each for each in tree if not each.startswith(own)):
        said = said_to_outsiders(places, by_unit, path, (own,))
        parts = [said_of(said.direct, others[path])]
        for below in (each for each in said.totals if each != path):
            parts.append(said_of(said.totals[below], together(others[at] for at in others if at.startswith(below))))
        total = said_of(said.totals[path], together(others[at] for at in others if at.startswith(path)))
        for name, people in total.items():
            assert is_clear((people, people - sum(part.get(name, 0) for part in parts))), (path, name)
        assert all(is_clear(tuple(part.values())) for part in parts)


@pytest.fixture
def auditor(cast: Cast) -> User:
    """Acts as commander of Alpha."""
    user = UserFactory(name="Ingrid Falk")
    user.groups.add(Group.objects.get(name=AUDITORS))
    post_person(user=user, unit=cast.alpha, on=LONG_AGO, at=NOW, role=Posting.Role.ACTING_COMMANDER, is_main=False)
    return user


def strength_told(user: User, unit: Unit) -> int | None:
    today = timezone.localdate()
    sight = sight_of(user, unit.pk, on=today, today=today)
    assert sight
    return readiness_page(reading_of(sight, language="en", achievement_key="")).total.strength


def test_the_unit_beside_the_own_one_is_not_worked_out(cast: Cast, auditor: User) -> None:
    """Thirty in the battalion: 26 of Alpha are known, and so Bravo’s four would be."""
    course = course_for()
    for unit, people in [(cast.platoon, 23), (cast.bravo, 3)]:
        for _ in range(people):
            soldier(unit, "not-started", course)
    assert [strength_told(auditor, unit) for unit in (cast.battalion, cast.alpha)] == [None, 26]
    auditor.postings.all().delete()
    assert strength_told(auditor, cast.battalion) == 30


def test_on_a_past_day_the_own_unit_is_where_it_stood_then(cast: Cast, auditor: User) -> None:
    today = timezone.localdate()
    move_unit(unit=cast.alpha, parent=cast.contingent, on=TODAY, at=NOW, by=cast.administrator)
    yesterday = sight_of(auditor, cast.bravo.pk, on=TODAY - timedelta(days=1), today=today)
    now = sight_of(auditor, cast.bravo.pk, on=today, today=today)
    assert yesterday and now
    assert {len(path) // STEP for path in own_paths(now)} == {2}
    assert {len(path) // STEP for path in own_paths(yesterday)} == {3, 4}
