"""A run counts for the unit in which the learner served on the day it began, whatever became of learner and unit since."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from people.models import Posting, Unit
from people.services import post_person
from people.tree.services import move_unit
from scenarios.insight.cohort import Cohort, editions_of
from scenarios.insight.figures import figures_of
from scenarios.insight.serving import Serving
from scenarios.models import ScenarioPage
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.people import LONG_AGO
from tests.factories.scenarios import make_scenario
from tests.scenarios.test_insight import play

pytestmark = pytest.mark.django_db
SIX = [["warn", "call"]] * 6


@pytest.fixture
def scenario(cast: Cast) -> ScenarioPage:
    return make_scenario(make_module(make_course()))


def people_of(scenario: ScenarioPage, unit: Unit) -> int:
    return figures_of(Cohort(editions_of(scenario), unit=unit)).people


def test_who_was_posted_elsewhere_later_still_counts_where_the_run_began(
    scenario: ScenarioPage, cast: Cast, now: datetime
) -> None:
    play(scenario, cast, now, SIX)
    for posting in Posting.objects.filter(user__name__startswith="Learner Number"):
        post_person(user=posting.user, unit=cast.bravo, on=now.date() + timedelta(days=1), at=timezone.now())
    assert people_of(scenario, cast.alpha) == 6
    assert people_of(scenario, cast.bravo) == 0
    play(scenario, cast, now + timedelta(days=2), SIX, unit=cast.bravo)
    assert people_of(scenario, cast.bravo) == 6
    assert people_of(scenario, cast.battalion) == 12


def test_what_a_unit_that_moved_did_before_stays_with_those_above_it_then(
    scenario: ScenarioPage, cast: Cast, now: datetime
) -> None:
    play(scenario, cast, now, SIX)
    move_unit(unit=cast.platoon, parent=cast.bravo, on=now.date() + timedelta(days=1), by=cast.administrator, at=timezone.now())
    play(scenario, cast, now + timedelta(days=2), SIX)
    assert people_of(scenario, cast.platoon) == 12
    assert people_of(scenario, cast.alpha) == 6
    assert people_of(scenario, cast.bravo) == 6


def test_the_units_of_a_day_are_read_from_the_top_down(cast: Cast) -> None:
    serving = Serving([cast.learner.pk])
    chain = (cast.contingent.pk, cast.battalion.pk, cast.alpha.pk, cast.platoon.pk)
    assert serving.chain(cast.learner.pk, date(2026, 11, 24)) == chain
    assert serving.chain(cast.learner.pk, LONG_AGO - timedelta(days=1)) == ()
    assert serving.chain(cast.administrator.pk, date(2026, 11, 24)) == ()


def test_a_unit_that_moved_is_told_only_where_both_its_places_may_be(scenario: ScenarioPage, cast: Cast, now: datetime) -> None:
    play(scenario, cast, now, SIX)
    play(scenario, cast, now, SIX, unit=cast.alpha)
    move_unit(unit=cast.platoon, parent=cast.bravo, on=now.date() + timedelta(days=1), by=cast.administrator, at=timezone.now())
    assert Cohort(editions_of(scenario), unit=cast.platoon).may_be_told()
    play(scenario, cast, now + timedelta(days=2), SIX[:3])
    assert not Cohort(editions_of(scenario), unit=cast.platoon).may_be_told()
