"""Who commands whom on a day follows from dated places and postings; compared with a plain model of both."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from people.models import Placement, Posting, Unit, User
from people.services import place_unit, post_person
from tests.conftest import Cast
from tests.factories.people import UnitFactory, UserFactory

START = date(2026, 1, 1)
MOVE = date(2026, 5, 1)
BEFORE, AFTER = MOVE - timedelta(days=1), MOVE


def move(unit: Unit, parent: Unit, on: date) -> None:
    """Closes the unit's place and opens another, as a move does."""
    Placement.objects.filter(unit=unit, ends_on__isnull=True).update(ends_on=on - timedelta(days=1))
    place_unit(unit=unit, parent=parent, on=on)


def test_a_commander_sees_the_own_subtree_and_oneself(cast: Cast) -> None:
    assert set(User.objects.visible_to(cast.commander, AFTER)) == {cast.commander, cast.learner, cast.comrade}
    assert set(User.objects.visible_to(cast.other_commander, AFTER)) == {cast.other_commander}
    assert set(User.objects.visible_to(cast.learner, AFTER)) == {cast.learner}
    assert set(Unit.objects.visible_to(cast.commander, AFTER)) == {cast.alpha, cast.platoon}


def test_a_moved_platoon_changes_commanders_on_the_day_and_not_before(cast: Cast) -> None:
    move(cast.platoon, cast.bravo, MOVE)
    assert cast.learner in User.objects.commanded_by(cast.commander, BEFORE)
    assert cast.learner not in User.objects.commanded_by(cast.commander, AFTER)
    assert cast.learner not in User.objects.commanded_by(cast.other_commander, BEFORE)
    assert cast.learner in User.objects.commanded_by(cast.other_commander, AFTER)


def test_an_acting_commander_commands_for_the_days_of_it(cast: Cast) -> None:
    until = MOVE + timedelta(days=13)
    post_person(
        user=cast.comrade,
        unit=cast.bravo,
        on=MOVE,
        role=Posting.Role.ACTING_COMMANDER,
        is_main=False,
        until=until,
        at=timezone.now(),
    )
    seen = [cast.other_commander in User.objects.commanded_by(cast.comrade, day) for day in (BEFORE, MOVE, until)]
    assert seen == [False, True, True]
    assert not User.objects.commanded_by(cast.comrade, until + timedelta(days=1)).exists()


def test_a_person_counts_where_the_main_posting_is(cast: Cast) -> None:
    post_person(user=cast.learner, unit=cast.bravo, on=MOVE, is_main=False, at=timezone.now())
    assert cast.learner not in User.objects.serving_in([cast.bravo], AFTER)
    post_person(user=cast.learner, unit=cast.bravo, on=MOVE, at=timezone.now())
    assert cast.learner in User.objects.serving_in([cast.bravo], AFTER)
    assert cast.learner in User.objects.serving_in([cast.platoon], BEFORE)


def test_a_unit_beside_with_a_similar_path_is_not_below(cast: Cast) -> None:
    crowd = [UnitFactory() for _ in range(12)]
    for unit in crowd:
        place_unit(unit=unit, parent=cast.battalion, on=START)
    assert set(Unit.objects.under([crowd[0]], AFTER)) == {crowd[0]}
    assert set(Unit.objects.under([cast.battalion], AFTER)) >= {*crowd, cast.platoon}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    parents=st.lists(st.integers(0, 4), min_size=4, max_size=4),
    moves=st.lists(st.tuples(st.integers(1, 4), st.integers(0, 4), st.integers(1, 60)), max_size=3),
    who=st.tuples(st.integers(0, 4), st.integers(0, 4)),
    day=st.integers(0, 70),
)
def test_the_tree_answers_as_a_plain_model_does(
    db: None, parents: list[int], moves: list[tuple[int, int, int]], who: tuple[int, int], day: int
) -> None:
    chief, soldier = who
    units = UnitFactory.create_batch(5)
    above: list[dict[int, int | None]] = [{0: None}]
    place_unit(unit=units[0], parent=None, on=START)
    for number, parent in enumerate(parents, start=1):
        above.append({0: parent % number})
        place_unit(unit=units[number], parent=units[parent % number], on=START)
    leaves = [n for n in range(1, 5) if all(p[0] != n for p in above)]
    for number, parent, on in sorted(moves, key=lambda m: m[2]):
        if number in leaves and parent not in leaves and max(above[number]) < on:
            above[number][on] = parent
            move(units[number], units[parent], START + timedelta(days=on))
    commander, private = UserFactory(), UserFactory()
    post_person(user=commander, unit=units[chief], on=START, role=Posting.Role.COMMANDER, at=timezone.now())
    post_person(user=private, unit=units[soldier], on=START, at=timezone.now())
    on = START + timedelta(days=day)
    assert (private in User.objects.commanded_by(commander, on)) == is_below(above, soldier, chief, day)


def is_below(above: list[dict[int, int | None]], unit: int | None, top: int, day: int) -> bool:
    """The plain model: climb from the unit, each step as of the day."""
    while unit is not None:
        if unit == top:
            return True
        unit = above[unit][max(d for d in above[unit] if d <= day)]
    return False
