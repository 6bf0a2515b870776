"""What is asked of whom: inherited down the tree, narrowed by level, rank and post, due by a day or before a tour."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from credentials.demands import Demand, bearing_on, bound_by, demands_on
from credentials.models import Achievement, Deployment, Requirement
from people.models import Posting, Unit
from people.services import place_unit, post_person
from people.status.services import appoint_acting_commander
from tests.conftest import TODAY, Cast
from tests.factories.courses import make_achievement
from tests.factories.people import LONG_AGO, RankFactory

DAY = timedelta(days=1)
DUE = TODAY + 90 * DAY


def require(unit: Unit, key: str = "core", ranks: Any = (), **fields: Any) -> Requirement:
    fields.setdefault("due_on", None if "days_before" in fields else DUE)
    achievement = Achievement.objects.filter(key=key).first() or make_achievement(key=key)
    requirement = Requirement.objects.create(unit=unit, achievement=achievement, starts_on=LONG_AGO, **fields)
    requirement.ranks.set(ranks)
    return requirement


def tour(unit: Unit, begins: int, days: int = 180, **fields: Any) -> Deployment:
    starts_on = TODAY + timedelta(days=begins)
    values = {"mission": "UNAK", "starts_on": starts_on, "ends_on": starts_on + timedelta(days=days), "announced_on": LONG_AGO}
    return Deployment.objects.create(unit=unit, **(values | fields))


def asked(demands: list[Demand]) -> list[tuple[str, date | None]]:
    return [(demand.achievement_key, demand.due_on) for demand in demands]


def test_a_requirement_reaches_everybody_below_its_unit_and_nobody_beside_it(cast: Cast) -> None:
    require(cast.alpha)
    assert asked(demands_on(cast.learner, TODAY)) == [("core", DUE)]
    assert demands_on(cast.other_commander, TODAY) == []


def test_of_two_that_ask_for_the_same_the_earlier_day_counts(cast: Cast) -> None:
    require(cast.contingent)
    require(cast.platoon, due_on=DUE - timedelta(days=10))
    assert asked(demands_on(cast.learner, TODAY)) == [("core", DUE - timedelta(days=10))]
    assert asked(demands_on(cast.commander, TODAY)) == [("core", DUE)]


def test_it_binds_from_its_first_to_its_last_day(cast: Cast) -> None:
    requirement = require(cast.contingent, ends_on=TODAY)
    assert demands_on(cast.learner, TODAY)
    assert demands_on(cast.learner, TODAY + timedelta(days=1)) == []
    requirement.starts_on = TODAY
    requirement.save()
    assert demands_on(cast.learner, TODAY - timedelta(days=1)) == []


@pytest.mark.parametrize("scope", ["levels", "ranks", "posts"])
def test_a_narrowed_requirement_binds_those_it_means(cast: Cast, scope: str) -> None:
    fields: dict[str, Any] = {"levels": {"levels": [2, 3]}, "posts": {"posts": ["commander"]}}.get(scope, {})
    requirement = require(cast.contingent, ranks=[cast.commander.rank] if scope == "ranks" else [], **fields)
    meant = {person for person in vars(cast).values() if hasattr(person, "username") and demands_on(person, TODAY)}
    assert meant == {cast.commander, cast.other_commander}
    postings = Posting.objects.main().valid(TODAY).filter(bound_by(requirement, TODAY))
    assert {posting.user for posting in postings} == meant


def test_somebody_without_a_rank_counts_as_everyone(cast: Cast) -> None:
    requirement = require(cast.contingent, levels=[1])
    assert cast.learner.rank is None or cast.learner.level == 1
    type(cast.learner).objects.filter(pk=cast.learner.pk).update(rank=None)
    assert demands_on(cast.learner, TODAY)
    assert Posting.objects.filter(bound_by(requirement, TODAY), user=cast.learner).exists()


def test_another_rank_is_not_meant(cast: Cast) -> None:
    require(cast.contingent, ranks=[RankFactory(name="Major", abbreviation="Maj", level=3)])
    assert demands_on(cast.commander, TODAY) == []


def test_days_before_the_tour_give_the_day_and_the_nearest_tour_counts(cast: Cast) -> None:
    require(cast.contingent, days_before=14)
    assert asked(demands_on(cast.learner, TODAY)) == [("core", None)]
    tour(cast.contingent, begins=100)
    nearer = tour(cast.alpha, begins=60)
    assert asked(demands_on(cast.learner, TODAY)) == [("core", nearer.starts_on - timedelta(days=14))]
    assert demands_on(cast.learner, TODAY)[0].horizon_on == nearer.ends_on + timedelta(days=30)


def test_without_a_tour_the_horizon_is_sixty_days(cast: Cast) -> None:
    require(cast.contingent)
    assert demands_on(cast.learner, TODAY)[0].horizon_on == TODAY + timedelta(days=60)


def test_a_tour_withdrawn_or_over_or_not_yet_announced_sets_no_day(cast: Cast) -> None:
    tour(cast.contingent, begins=30, withdrawn_on=TODAY)
    tour(cast.contingent, begins=-200, days=100)
    tour(cast.contingent, begins=30, announced_on=TODAY + timedelta(days=1))
    assert bearing_on(["0001"], TODAY).deployments == []


def test_a_subtree_is_read_with_what_stands_above_and_below_it(cast: Cast) -> None:
    for unit in (cast.contingent, cast.alpha, cast.bravo, cast.platoon):
        require(unit)
    path = cast.alpha.placements.get().path
    assert {r.unit for r in bearing_on([path], TODAY).requirements} == {cast.contingent, cast.alpha, cast.platoon}


def test_a_transfer_changes_what_is_asked_on_its_day(cast: Cast) -> None:
    require(cast.alpha, days_before=14)
    leaving = tour(cast.alpha, begins=60)
    require(cast.bravo, due_on=DUE)
    post_person(user=cast.learner, unit=cast.bravo, on=TODAY, at=timezone.now())
    assert asked(demands_on(cast.learner, TODAY - DAY)) == [("core", leaving.starts_on - 14 * DAY)]
    assert asked(demands_on(cast.learner, TODAY)) == [("core", DUE)]


def test_a_company_that_moves_takes_its_people_under_another_tour_on_its_day(cast: Cast) -> None:
    require(cast.contingent, days_before=0)
    first, second = tour(cast.battalion, begins=60), tour(cast.bravo, begins=90)
    cast.alpha.placements.update(ends_on=TODAY - DAY)
    cast.platoon.placements.update(ends_on=TODAY - DAY)
    for unit, parent in [(cast.alpha, cast.bravo), (cast.platoon, cast.alpha)]:
        place_unit(unit=unit, parent=parent, on=TODAY)
    assert asked(demands_on(cast.learner, TODAY - DAY)) == [("core", first.starts_on)]
    assert asked(demands_on(cast.learner, TODAY)) == [("core", second.starts_on)]


def test_a_tour_counts_from_its_announcement_to_its_last_day(cast: Cast) -> None:
    require(cast.alpha, days_before=0)
    made = tour(cast.alpha, begins=5, days=10, announced_on=TODAY)
    days = [TODAY - DAY, TODAY, made.ends_on, made.ends_on + DAY]
    assert [demands_on(cast.learner, day)[0].tour_starts_on for day in days] == [None, made.starts_on, made.starts_on, None]


def test_what_is_asked_of_commanders_is_asked_of_whoever_acts_for_one_while_it_lasts(cast: Cast) -> None:
    requirement = require(cast.alpha, posts=["commander", "acting-commander"])
    ends_on = TODAY + 9 * DAY
    appoint_acting_commander(
        user=cast.comrade, unit=cast.alpha, starts_on=TODAY, ends_on=ends_on, by=cast.administrator, at=timezone.now()
    )
    for day, is_meant in [(TODAY - DAY, False), (TODAY, True), (ends_on, True), (ends_on + DAY, False)]:
        assert bool(demands_on(cast.comrade, day)) == is_meant
        meant = Posting.objects.main().valid(day).filter(bound_by(requirement, day))
        assert meant.filter(user=cast.comrade).exists() == is_meant


def test_acting_elsewhere_brings_what_is_asked_of_that_post_and_not_what_is_asked_of_the_unit(cast: Cast) -> None:
    require(cast.bravo, "everybody")
    require(cast.bravo, "command", posts=["acting-commander"])
    ends_on = TODAY + 9 * DAY
    appoint_acting_commander(
        user=cast.comrade, unit=cast.bravo, starts_on=TODAY, ends_on=ends_on, by=cast.administrator, at=timezone.now()
    )
    assert asked(demands_on(cast.comrade, TODAY)) == [("command", DUE)]


def test_acting_elsewhere_asks_until_the_tour_of_either_place_is_over(cast: Cast) -> None:
    require(cast.bravo, posts=["acting-commander"], days_before=10)
    own, there = tour(cast.alpha, begins=20, days=30), tour(cast.bravo, begins=40, days=200)
    appoint_acting_commander(
        user=cast.comrade, unit=cast.bravo, starts_on=TODAY, ends_on=TODAY, by=cast.administrator, at=timezone.now()
    )
    demand = demands_on(cast.comrade, TODAY)[0]
    assert demand.due_on == there.starts_on - 10 * DAY
    assert demand.needed_until == there.ends_on + 30 * DAY > own.ends_on + 30 * DAY


def test_a_requirement_binds_whoever_acts_in_its_unit_from_another(cast: Cast) -> None:
    requirement = require(cast.bravo, posts=["acting-commander"])
    appoint_acting_commander(
        user=cast.comrade, unit=cast.bravo, starts_on=TODAY, ends_on=TODAY, by=cast.administrator, at=timezone.now()
    )
    bound = Posting.objects.main().valid(TODAY).filter(bound_by(requirement, TODAY))
    assert [posting.user for posting in bound] == [cast.comrade]
