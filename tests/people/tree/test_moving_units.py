"""A unit moves with everything below it on its day; the days before stay as they were."""

from __future__ import annotations

import logging
from datetime import date, timedelta

import pytest
from django.utils import timezone

from people.models import Placement, Unit, User
from people.postings import Refused
from people.services import place_unit, post_person
from people.tree.services import add_unit, dissolve_unit, move_unit, rename_unit
from tests.conftest import NOW, Cast
from tests.factories.people import UnitFactory

MOVE = date(2026, 5, 1)
DAY = timedelta(days=1)


def parent_of(unit: Unit, on: date) -> Unit | None:
    above = Placement.objects.valid(on).get(unit=unit).get_parent()
    return above.unit if above else None


def is_sound() -> bool:
    return not any(Placement.find_problems())


def test_a_company_moves_with_everything_below_it_on_its_day(cast: Cast) -> None:
    move_unit(unit=cast.alpha, parent=cast.contingent, on=MOVE, by=cast.administrator, at=timezone.now())
    for on, parent in ((MOVE - DAY, cast.battalion), (MOVE, cast.contingent)):
        assert parent_of(cast.alpha, on) == parent
        assert parent_of(cast.platoon, on) == cast.alpha
    assert cast.platoon not in Unit.objects.under([cast.battalion], MOVE)
    assert is_sound()


def test_a_commander_gains_and_loses_the_moved_people_on_the_day(cast: Cast) -> None:
    move_unit(unit=cast.platoon, parent=cast.bravo, on=MOVE, by=cast.administrator, at=timezone.now())
    for on, old, new in ((MOVE - DAY, True, False), (MOVE, False, True)):
        assert (cast.learner in User.objects.commanded_by(cast.commander, on)) == old
        assert (cast.learner in User.objects.commanded_by(cast.other_commander, on)) == new


def test_a_unit_moves_to_the_top_and_back(cast: Cast) -> None:
    move_unit(unit=cast.alpha, parent=None, on=MOVE, by=cast.administrator, at=timezone.now())
    assert parent_of(cast.alpha, MOVE) is None
    move_unit(unit=cast.alpha, parent=cast.battalion, on=MOVE + DAY, by=cast.administrator, at=timezone.now())
    assert parent_of(cast.platoon, MOVE + DAY) == cast.alpha
    assert is_sound()


def test_a_second_move_on_the_same_day_takes_the_place_of_the_first(cast: Cast) -> None:
    move_unit(unit=cast.alpha, parent=cast.bravo, on=MOVE, by=cast.administrator, at=timezone.now())
    move_unit(unit=cast.alpha, parent=cast.battalion, on=MOVE, by=cast.administrator, at=timezone.now())
    assert parent_of(cast.alpha, MOVE) == cast.battalion
    assert cast.alpha.placements.count() == cast.platoon.placements.count() == 2
    assert is_sound()


def test_a_platoon_placed_on_the_day_of_the_move_moves_with_its_company(cast: Cast) -> None:
    new = UnitFactory(name="2nd Platoon")
    place_unit(unit=new, parent=cast.alpha, on=MOVE)
    move_unit(unit=cast.alpha, parent=cast.contingent, on=MOVE, by=cast.administrator, at=timezone.now())
    assert parent_of(new, MOVE) == cast.alpha
    assert not Placement.objects.valid(MOVE - DAY).filter(unit=new).exists()
    assert is_sound()


def test_moves_that_cannot_be_are_refused_and_change_nothing(cast: Cast) -> None:
    lost = UnitFactory()
    move_unit(unit=cast.bravo, parent=cast.contingent, on=MOVE, by=cast.administrator, at=timezone.now())
    rows = list(Placement.objects.values())
    for unit, parent, on in (
        (cast.alpha, cast.alpha, MOVE),  # under itself
        (cast.alpha, cast.platoon, MOVE),  # under what is below it
        (cast.alpha, cast.battalion, MOVE),  # where it stands
        (cast.alpha, lost, MOVE),  # under a unit that is not in the tree
        (lost, cast.alpha, MOVE),  # from nowhere
        (cast.alpha, cast.contingent, date(2025, 1, 1)),  # before there was a tree
        (cast.bravo, cast.contingent, MOVE - DAY),  # before a later move of its own
        (cast.alpha, cast.bravo, MOVE - DAY),  # under a unit that moves later
        (cast.battalion, None, MOVE - DAY),  # before a later move of what is below it
    ):
        with pytest.raises(Refused):
            move_unit(unit=unit, parent=parent, on=on, by=cast.administrator, at=timezone.now())
    assert list(Placement.objects.values()) == rows


def test_a_unit_cannot_be_added_below_one_that_moves_later(cast: Cast) -> None:
    move_unit(unit=cast.bravo, parent=cast.contingent, on=MOVE, by=cast.administrator, at=timezone.now())
    with pytest.raises(Refused):
        place_unit(unit=UnitFactory(), parent=cast.bravo, on=MOVE - DAY)


def test_a_unit_is_added_and_renamed(cast: Cast) -> None:
    made = add_unit(
        country=cast.alpha.country,
        name="Charlie Company",
        short_name="C Coy",
        kind=Unit.Kind.COMPANY,
        parent=cast.battalion,
        on=MOVE,
        by=cast.administrator,
        at=timezone.now(),
    )
    assert parent_of(made, MOVE) == cast.battalion
    rename_unit(unit=made, name="Charlie Group", short_name="C Gp", kind=made.kind, by=cast.administrator, at=NOW)
    assert Unit.objects.get(pk=made.pk).name == "Charlie Group"


def test_a_unit_dissolves_only_when_it_is_empty(cast: Cast) -> None:
    with pytest.raises(Refused):
        dissolve_unit(unit=cast.alpha, on=MOVE, by=cast.administrator, at=timezone.now())  # a platoon stands below
    with pytest.raises(Refused):
        dissolve_unit(unit=cast.platoon, on=MOVE, by=cast.administrator, at=timezone.now())  # people are posted there
    for user in (cast.learner, cast.comrade):
        post_person(user=user, unit=cast.bravo, on=MOVE, at=timezone.now())
    dissolve_unit(unit=cast.platoon, on=MOVE, by=cast.administrator, at=timezone.now())
    assert Placement.objects.valid(MOVE - DAY).filter(unit=cast.platoon).exists()
    assert not Placement.objects.valid(MOVE).filter(unit=cast.platoon).exists()
    assert cast.learner in User.objects.serving_in([cast.platoon], MOVE - DAY)  # the past still names who served there


def test_a_move_is_logged_by_ids(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "bluehelm.people"):
        move_unit(unit=cast.alpha, parent=cast.contingent, on=MOVE, by=cast.administrator, at=timezone.now())
    assert caplog.records[-1].data == {  # type: ignore[attr-defined]
        "unit": cast.alpha.pk,
        "on": "2026-05-01",
        "by": cast.administrator.pk,
        "parent": cast.contingent.pk,
        "units": 2,
    }


def test_a_move_of_a_large_subtree_asks_a_fixed_number_of_queries(cast: Cast, django_assert_max_num_queries: object) -> None:
    for _ in range(30):
        place_unit(unit=UnitFactory(), parent=cast.alpha, on=MOVE - DAY)
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        move_unit(unit=cast.alpha, parent=cast.contingent, on=MOVE, by=cast.administrator, at=timezone.now())
    assert is_sound()
