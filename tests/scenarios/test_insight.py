"""Trainers see which ways people take: figures equal plain counts, under five people nothing is shown, and never a name."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from courses.services import enrol_learner
from people.models import Unit
from people.services import post_person
from scenarios.analysis.plays import Share
from scenarios.insight.cohort import Cohort
from scenarios.insight.figures import Figures, figures_of
from scenarios.insight.heat import HeatMap, heat_map
from scenarios.insight.rules import rules_of
from scenarios.insight.views import places_of
from scenarios.models import Edition, ScenarioPage
from scenarios.services import decide, start_run
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.people import LONG_AGO, UserFactory
from tests.factories.scenarios import make_scenario, publish_again, small_story

pytestmark = pytest.mark.django_db
WAYS = [["warn", "call"], ["warn", "call"], ["warn", "thank"], ["wave", "skip"], ["fire", "call"], ["wave"]]
MANY = WAYS * 5  # so that five people or more went each way


@pytest.fixture
def scenario(cast: Cast) -> ScenarioPage:
    return make_scenario(make_module(make_course()))


def play(scenario: ScenarioPage, cast: Cast, at: datetime, ways: list[list[str]], unit: Unit | None = None) -> None:
    """One learner for each way, of Alpha’s platoon unless another unit is named."""
    course = scenario.get_parent().get_parent().specific
    for number, way in enumerate(ways):
        learner = UserFactory(name=f"Learner Number{number}")
        post_person(user=learner, unit=unit or cast.platoon, on=LONG_AGO, at=timezone.now())
        run = start_run(enrolment=enrol_learner(learner=learner, course=course, at=at), scenario=scenario, at=at)
        for sequence, choice in enumerate(way, 1):
            then = at + timedelta(seconds=10 * sequence)
            decide(run=run, sequence=sequence, choice=choice, client_id=uuid.uuid4(), at=then)


def figures() -> Figures:
    """Over the only edition there is."""
    return figures_of(Cohort((Edition.objects.get(),)))


def counted(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def test_the_figures_are_plain_counts(scenario: ScenarioPage, cast: Cast, now: datetime) -> None:
    play(scenario, cast, now, MANY)
    found = figures()
    assert (found.people, found.runs, found.finished, found.passed) == (30, 30, 25, 15)
    sql = "select scene, choice, count(*) from scenarios_decision where not rewound group by scene, choice order by scene, choice"
    shown = sorted((scene.key, c.key, c.times) for scene in found.scenes for c in scene.choices if c.times)
    assert shown == counted(sql)
    assert sum(flow.times for flow in found.flows) == counted("select count(*) from scenarios_decision")[0][0]
    first = found.scenes[0]
    assert (first.median_seconds, first.choices[0].share) == (10, 0.5)
    assert next(scene for scene in found.scenes if scene.key == "search").left == 5


def test_a_unit_and_days_narrow_the_cohort(scenario: ScenarioPage, cast: Cast, now: datetime) -> None:
    play(scenario, cast, now, WAYS)
    every = (Edition.objects.get(),)
    assert figures_of(Cohort(every, unit=cast.alpha)).people == 6
    assert figures_of(Cohort(every, unit=cast.bravo)).people == 0
    assert figures_of(Cohort(every, since=now.date() + timedelta(days=1))).runs == 0


def test_rules_count_first_choices_with_their_interval_and_by_chance(scenario: ScenarioPage, cast: Cast, now: datetime) -> None:
    play(scenario, cast, now, MANY)
    cohort = Cohort((Edition.objects.get(),))
    (row,) = rules_of(cohort, figures_of(cohort))
    assert (row.citation, row.people) == ("BPUFF 10", 30)
    shares = {column.quality: (column.share.times, column.share.of) if column.share else None for column in row.columns}
    assert shares == {"right": (35, 55), "acceptable": (0, 55), "wrong": (15, 55), "unlawful": (5, 55)}
    right = row.columns[0]
    assert right.share
    assert right.share.interval[0] < right.share.value < right.share.interval[1]
    assert 0.4 < right.by_chance < 0.7
    assert right.at_first == right.share.value


def test_the_interval_is_that_of_wilson() -> None:
    low, high = Share(8, 10).interval
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)  # Newcombe 1998, table I, method 3


@pytest.fixture
def trainer(cast: Cast, client_of: Callable[..., Client]) -> Client:
    return client_of(cast.trainer)


def test_under_five_people_the_page_shows_nothing(scenario: ScenarioPage, cast: Cast, trainer: Client, now: datetime) -> None:
    play(scenario, cast, now, WAYS[:4])
    text = trainer.get(f"/admin/scenarios/{scenario.pk}/insight/").content.decode()
    assert "at least 5 people" in text
    assert '<svg class="sankey"' not in text


def test_the_page_draws_ways_and_rules_and_names_nobody(
    scenario: ScenarioPage, cast: Cast, trainer: Client, now: datetime
) -> None:
    play(scenario, cast, now, MANY)
    text = trainer.get(f"/admin/scenarios/{scenario.pk}/insight/?unit={cast.alpha.pk}").content.decode()
    assert '<svg class="sankey"' in text
    assert "BPUFF 10" in text
    assert "Learner Number" not in text


def test_commanders_do_not_come_to_the_page(scenario: ScenarioPage, cast: Cast, client_of: Callable[..., Client]) -> None:
    answer = client_of(cast.commander).get(f"/admin/scenarios/{scenario.pk}/insight/")
    assert answer.status_code == 302


# --- On the author's map -------------------------------------------------------------------------


def heat_of(scenario: ScenarioPage) -> HeatMap:
    return heat_map(figures(), places_of(scenario))


def test_the_map_stands_as_its_author_put_it(scenario: ScenarioPage, cast: Cast, now: datetime) -> None:
    play(scenario, cast, now, WAYS)
    for number, block in enumerate(scenario.scenes):
        block.value["x"], block.value["y"] = 1000 + 300 * number, 500
    nodes = {node.title: node for node in heat_of(scenario).nodes}
    assert nodes["Search"].x - nodes["Arrival"].x == 300
    assert nodes["Search"].y == nodes["Arrival"].y


def test_it_says_shares_times_and_where_people_stopped(scenario: ScenarioPage, cast: Cast, now: datetime) -> None:
    play(scenario, cast, now, MANY)
    heat = heat_of(scenario)
    nodes = {node.title: node for node in heat.nodes}
    assert nodes["Arrival"].words == ["30 people · 10 s", "time up 0 · stopped 0"]
    assert nodes["Search"].words == ["25 people · 10 s", "time up 0 · stopped 5"]
    assert (nodes["Arrival"].strength, nodes["Sorting"].strength) == (5, 0)
    assert [way.share for way in heat.ways if way.text in {"Warn", "Wave", "Fire"}] == [50, 33, 17]
    assert nodes["Quiet night"].words == ["15 runs ended here"]


def test_parts_that_fewer_than_five_came_to_stay_cold(scenario: ScenarioPage, cast: Cast, now: datetime) -> None:
    play(scenario, cast, now, [["warn", "call"], *(["warn"] for _ in range(4))])
    heat = heat_of(scenario)
    search = next(node for node in heat.nodes if node.title == "Search")
    assert (search.strength, search.words) == (0, [])
    assert all(way.share is None for way in heat.ways if way.text in {"Call", "Skip", "Thank"})
    assert all(node.words == [] for node in heat.nodes if node.is_ending)


def test_who_began_and_decided_nothing_stopped_in_the_first_scene(scenario: ScenarioPage, cast: Cast, now: datetime) -> None:
    play(scenario, cast, now, [*MANY, *([] for _ in range(5))])
    assert figures().scenes[0].left == 5


def test_the_page_draws_the_map_of_the_chosen_edition(scenario: ScenarioPage, cast: Cast, trainer: Client, now: datetime) -> None:
    play(scenario, cast, now, WAYS)
    first = Edition.objects.get()
    publish_again(scenario, small_story() | {"title": "Anew"})
    address = f"/admin/scenarios/{scenario.pk}/insight/"
    assert '<svg class="story-heat"' in trainer.get(f"{address}?edition={first.pk}").content.decode()
    assert '<svg class="story-heat"' not in trainer.get(f"{address}?edition={first.pk + 1}").content.decode()
    assert '<svg class="story-heat"' in trainer.get(address).content.decode()  # all editions together
