"""No figure tells of one to four people: not in a cell, not by taking cells from sums, and not by filtering twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from base.suppression import LEAST, open_parts
from people.models import Posting
from scenarios.insight.cohort import Cohort
from scenarios.insight.hiding import ENTRY, STOPPED, Told, periods, told_ways, widened
from scenarios.insight.sankey import sankey_of
from scenarios.models import Edition, ScenarioPage
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import make_scenario
from tests.scenarios.test_insight import MANY, WAYS, figures, play

pytestmark = pytest.mark.django_db
START = date(2026, 3, 1)


@pytest.fixture
def scenario(cast: Cast) -> ScenarioPage:
    return make_scenario(make_module(make_course()))


# --- Within one answer ---------------------------------------------------------------------------


def test_scenes_that_fewer_than_five_came_to_are_hidden(scenario: ScenarioPage, cast: Cast, now: datetime) -> None:
    play(scenario, cast, now, [["warn", "call"], *(["warn"] for _ in range(4))])
    found = figures()
    assert "search" not in [scene.key for scene in found.scenes]
    assert found.flows == []  # those into the hidden scene too, and with them what they drew


def test_no_bar_is_drawn_where_few_came(scenario: ScenarioPage, cast: Cast, now: datetime) -> None:
    play(scenario, cast, now, [*MANY, ["wave", "skip"], ["fire", "skip"]])
    found = figures()
    bars = sankey_of(found.story, found.flows).bars
    assert bars
    assert all(bar.times >= LEAST for bar in bars)


def test_a_choice_of_few_is_hidden_with_the_next_so_that_no_sum_tells_it(
    scenario: ScenarioPage, cast: Cast, now: datetime
) -> None:
    play(scenario, cast, now, [*([["warn", "call"]] * 10), *([["wave", "call"]] * 6), ["fire", "call"], ["fire", "call"]])
    first = figures().scenes[0]
    assert {choice.key: choice.times for choice in first.choices} == {"warn": 10, "wave": None, "fire": None}
    assert {choice.key: choice.share is None for choice in first.choices} == {"warn": False, "wave": True, "fire": True}


@pytest.mark.parametrize("ways", [[*MANY, ["warn"]], [*(["warn", "call"] for _ in range(9)), ["warn"]]])
def test_endings_finished_and_stopped_are_told_for_five_or_not_at_all(
    scenario: ScenarioPage, cast: Cast, now: datetime, ways: list[list[str]]
) -> None:
    play(scenario, cast, now, ways)
    found = figures()
    numbers = [found.runs - found.finished if found.finished is not None else 0, *found.endings.values()]
    numbers += [number for scene in found.scenes for number in (scene.left, scene.timed_out) if number is not None]
    assert all(number == 0 or number >= LEAST for number in numbers)


def test_how_many_passed_is_not_told_where_it_tells_of_few(scenario: ScenarioPage, cast: Cast, now: datetime) -> None:
    play(scenario, cast, now, [*(["warn", "call"] for _ in range(12)), *(["fire", "skip"] for _ in range(2))])
    assert figures().passed is None


NODES = ["a", "b", "c", "d"]
ways = st.dictionaries(
    st.tuples(st.sampled_from(NODES), st.sampled_from([*NODES, STOPPED])), st.integers(0, 12), min_size=1, max_size=12
)


@given(people=ways)
def test_nothing_small_follows_from_either_whole_of_a_scene(people: dict[Any, int]) -> None:
    people |= {(ENTRY, "a"): 20}
    told = told_ways(people, closed=set(), silent=set(), choices=set())
    assert all(count == 0 or count >= LEAST for way, count in people.items() if told.is_open(way))
    for node in NODES:
        for side in (0, 1):
            assert node in told.silent or is_hidden_well(told, node, side)


def is_hidden_well(told: Told, node: str, side: int) -> bool:
    hidden = [count for way, count in told.people.items() if way[side] == node and not told.is_open(way) and count]
    return not hidden or (len(hidden) > 1 and sum(hidden) >= LEAST and max(hidden) >= LEAST)


def test_a_whole_that_is_made_of_few_alone_is_not_told() -> None:
    assert open_parts({"a": 2, "b": 1}) is None
    assert open_parts({"a": 9, "b": 0}) == {"a", "b"}
    assert open_parts({"a": 9, "b": 6, "c": 1}) == {"a"}


# --- By filtering twice --------------------------------------------------------------------------


def test_a_unit_is_not_told_where_the_others_would_be_few(
    scenario: ScenarioPage, cast: Cast, now: datetime, client_of: Callable[..., Client]
) -> None:
    play(scenario, cast, now, [*MANY, ["warn", "call"]])
    every = (Edition.objects.get(),)
    assert Cohort(every, unit=cast.alpha).may_be_told()
    moved = Posting.objects.filter(user__name="Learner Number30")
    moved.update(unit=cast.bravo)
    assert not Cohort(every, unit=cast.alpha).may_be_told()
    text = client_of(cast.trainer).get(f"/admin/scenarios/{scenario.pk}/insight/?unit={cast.alpha.pk}").content.decode()
    assert '<svg class="sankey"' not in text


def test_days_are_counted_in_periods_of_five_people() -> None:
    days = [(START + timedelta(days=number), number) for number in range(12)]
    firsts = periods(days)
    assert firsts == [START, START + timedelta(days=5)]  # the last two days belong to the second
    day = START + timedelta(days=7)
    assert widened(day, None, firsts) == (START + timedelta(days=5), None)
    assert widened(None, START + timedelta(days=1), firsts) == (None, START + timedelta(days=4))
    assert widened(None, day, firsts) == (None, None)


@given(
    days=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 40)), max_size=60),
    ask=st.tuples(st.integers(0, 30), st.integers(0, 30)),
)
def test_two_periods_differ_by_five_people_or_by_none(days: list[tuple[int, int]], ask: tuple[int, int]) -> None:
    played = [(START + timedelta(days=day), learner) for day, learner in days]
    firsts = periods(played)
    found = []
    for day in ask:
        _begins, ends = widened(None, START + timedelta(days=day), firsts)
        found.append({each for each in played if ends is None or each[0] <= ends})
    if any(len({learner for _day, learner in each}) < LEAST for each in found):
        return  # not told by themselves
    between = found[0] ^ found[1]
    assert not between or len({learner for _day, learner in between}) >= LEAST


# --- What is asked for wrongly -------------------------------------------------------------------


@pytest.mark.parametrize("wrong", ["since=yesterday", "until=2026-02-30", "unit=x", "edition=0"])
def test_a_filter_that_cannot_be_read_shows_nobodys_figures(
    scenario: ScenarioPage, cast: Cast, now: datetime, client_of: Callable[..., Client], wrong: str
) -> None:
    play(scenario, cast, now, WAYS)
    address = f"/admin/scenarios/{scenario.pk}/insight/"
    client = client_of(cast.trainer)
    assert '<svg class="sankey"' in client.get(address).content.decode()
    text = client.get(f"{address}?unit={cast.alpha.pk}&{wrong}").content.decode()
    assert '<svg class="sankey"' not in text
    assert "errorlist" in text
