"""What a unit or an edition has of few people does not follow from what is told of all and of the others."""

from __future__ import annotations

from datetime import datetime

import pytest

from scenarios.insight.cohort import Cohort, editions_of
from scenarios.insight.figures import Figures, figures_of
from scenarios.insight.rules import rules_of
from scenarios.models import ScenarioPage
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import make_scenario, publish_again, small_story
from tests.scenarios.test_insight import play

pytestmark = pytest.mark.django_db
FIRST = [["warn", "call"]] * 20 + [["wave", "call"]] * 9 + [["fire", "call"]] * 8
SECOND = [["warn", "call"]] * 15 + [["wave", "call"]] * 6 + [["fire", "call"]] * 2


@pytest.fixture
def scenario(cast: Cast) -> ScenarioPage:
    return make_scenario(make_module(make_course()))


def times(figures: Figures) -> dict[str, int | None]:
    return {choice.key: choice.times for choice in figures.scenes[0].choices}


def test_a_unit_does_not_tell_what_the_others_have_of_few(scenario: ScenarioPage, cast: Cast, now: datetime) -> None:
    play(scenario, cast, now, FIRST)
    play(scenario, cast, now, SECOND, unit=cast.bravo)
    every = editions_of(scenario)
    assert times(figures_of(Cohort(every))) == {"warn": 35, "wave": 15, "fire": 10}
    for unit, warned in ((cast.alpha, 20), (cast.bravo, 15)):
        cohort = Cohort(every, unit=unit)
        assert cohort.may_be_told()
        assert times(figures_of(cohort)) == {"warn": warned, "wave": None, "fire": None}
        (row,) = rules_of(cohort, figures_of(cohort))
        shares = {column.quality: column.share for column in row.columns}
        assert (shares["unlawful"], shares["right"] is None) == (None, False)


def test_an_edition_does_not_tell_what_the_other_has_of_few(scenario: ScenarioPage, cast: Cast, now: datetime) -> None:
    play(scenario, cast, now, FIRST)
    publish_again(scenario, small_story() | {"title": "Checkpoint at night"})
    play(scenario, cast, now, SECOND)
    every = editions_of(scenario)
    assert len(every) == 2
    for edition in every:
        assert times(figures_of(Cohort(every, edition=edition)))["fire"] is None


def test_how_many_passed_follows_from_no_unit_either(scenario: ScenarioPage, cast: Cast, now: datetime) -> None:
    play(scenario, cast, now, [["warn", "call"]] * 10 + [["wave", "skip"]] * 10)
    play(scenario, cast, now, [["warn", "call"]] * 10 + [["wave", "skip"]] * 2, unit=cast.bravo)
    every = editions_of(scenario)
    assert figures_of(Cohort(every)).passed == 20
    assert figures_of(Cohort(every, unit=cast.alpha)).passed is None


def test_a_unit_of_which_nothing_is_small_tells_all(scenario: ScenarioPage, cast: Cast, now: datetime) -> None:
    play(scenario, cast, now, FIRST)
    play(scenario, cast, now, FIRST, unit=cast.bravo)
    figures = figures_of(Cohort(editions_of(scenario), unit=cast.alpha))
    assert times(figures) == {"warn": 20, "wave": 9, "fire": 8}
    assert (figures.finished, figures.passed) == (37, 20)
