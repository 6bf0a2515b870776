"""Figures over several editions and languages: scenes and choices with the same key are one, and each edition judges its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale

from scenarios.insight.cohort import Cohort, editions_of
from scenarios.insight.figures import figures_of
from scenarios.insight.rules import rules_of
from scenarios.models import Decision, Edition, ScenarioPage
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import choice, make_scenario, publish_again, scene, small_story
from tests.scenarios.test_insight import play

pytestmark = pytest.mark.django_db


@pytest.fixture
def scenario(cast: Cast) -> ScenarioPage:
    return make_scenario(make_module(make_course()))


def second() -> dict[str, Any]:
    """“Wave” is gone, “Ask” leads to a new scene, warning is only acceptable now, and the first scene has another title."""
    story = small_story()
    arrival = story["scenes"][0]
    arrival["title"] = "The barrier"
    arrival["choices"][1] = choice("ask", "talk")
    arrival["choices"][0].update(quality="acceptable", better="ask", rules=arrival["choices"][2]["rules"])
    arrival["choices"][2].update(better="ask")
    story["scenes"].append(scene("talk", [choice("end", "quiet-night")]))
    return story


@pytest.fixture
def played(scenario: ScenarioPage, cast: Cast, now: datetime) -> ScenarioPage:
    """Two editions, each played by twelve people."""
    play(scenario, cast, now, [["warn", "call"]] * 7 + [["wave", "skip"]] * 5)
    publish_again(scenario, second())
    play(scenario, cast, now + timedelta(days=1), [["warn", "call"]] * 6 + [["ask", "end"]] * 6)
    return scenario


def test_what_has_the_same_key_is_counted_together_as_the_newest_words_it(played: ScenarioPage) -> None:
    found = figures_of(Cohort(editions_of(played)))
    assert (found.people, found.runs, found.finished) == (24, 24, 24)
    first = found.scenes[0]
    assert first.title == "The barrier"
    assert {each.key: each.times for each in first.choices} == {"warn": 13, "ask": 6, "fire": 0, "wave": 5}
    assert {each.key: each.decisions for each in found.scenes} == {"arrival": 24, "search": 18, "talk": 6}
    assert sum(flow.times for flow in found.flows) == Decision.objects.count()


def test_an_edition_by_itself_has_its_own_choices_and_numbers(played: ScenarioPage) -> None:
    first = Edition.objects.get(number=1)
    found = figures_of(Cohort(editions_of(played), edition=first))
    assert found.runs == 12
    assert {each.key: each.times for each in found.scenes[0].choices} == {"warn": 7, "wave": 5, "fire": 0}


def test_a_first_choice_is_judged_by_the_edition_in_which_it_was_made(played: ScenarioPage) -> None:
    cohort = Cohort(editions_of(played))
    rows = {row.citation: row for row in rules_of(cohort, figures_of(cohort))}
    shares = {each.quality: each.share.times if each.share else None for each in rows["BPUFF 10"].columns}
    assert shares["acceptable"] == 6  # those who warned on the second edition; seven did so on the first, where it was right


# --- Languages -----------------------------------------------------------------------------------


@pytest.fixture
def in_two_languages(scenario: ScenarioPage, cast: Cast, now: datetime) -> ScenarioPage:
    """Nine people in English, six in French."""
    french, _is_new = Locale.objects.get_or_create(language_code="fr")
    course = scenario.get_parent().get_parent().specific
    course.copy_for_translation(french, copy_parents=True)
    scenario.get_parent().specific.copy_for_translation(french)
    other: ScenarioPage = scenario.copy_for_translation(french)
    other.save_revision().publish()
    play(scenario, cast, now, [["warn", "call"]] * 9)
    play(other, cast, now, [["warn", "call"]] * 6)
    return scenario


def shown(client: Client, page: ScenarioPage, query: str = "") -> str:
    return client.get(f"/admin/scenarios/{page.pk}/insight/{query}").content.decode()


def test_a_language_is_looked_at_by_itself_or_all_together(
    in_two_languages: ScenarioPage, cast: Cast, client_of: Callable[..., Client]
) -> None:
    client = client_of(cast.trainer)
    assert "2 editions together: 15 people, 15 runs." in shown(client, in_two_languages)
    assert "1 edition: 9 people, 9 runs." in shown(client, in_two_languages, "?language=en")
    assert "1 edition: 6 people, 6 runs." in shown(client, in_two_languages, "?language=fr")


def test_an_edition_of_another_language_than_asked_for_is_refused(
    in_two_languages: ScenarioPage, cast: Cast, client_of: Callable[..., Client]
) -> None:
    english = Edition.objects.get(language="en")
    text = shown(client_of(cast.trainer), in_two_languages, f"?edition={english.pk}&language=fr")
    assert "This edition is in another language." in text
    assert '<svg class="sankey"' not in text


# --- What is not told ----------------------------------------------------------------------------


def test_an_edition_is_not_told_where_the_others_would_be_few(scenario: ScenarioPage, cast: Cast, now: datetime) -> None:
    play(scenario, cast, now, [["warn", "call"]] * 9)
    publish_again(scenario, second())
    play(scenario, cast, now, [["ask", "end"]] * 3)
    every = editions_of(scenario)
    newest, oldest = every
    assert not Cohort(every, edition=oldest).may_be_told()
    assert not Cohort(every, edition=newest).may_be_told()
    assert Cohort(every).may_be_told()


def test_a_unit_on_an_edition_is_told_only_where_no_unit_has_few_on_any(played: ScenarioPage, cast: Cast, now: datetime) -> None:
    every = editions_of(played)
    assert Cohort(every, edition=every[0], unit=cast.alpha).may_be_told()
    play(played, cast, now, [["warn", "call"]] * 4, unit=cast.bravo)
    assert not Cohort(every, edition=every[0], unit=cast.alpha).may_be_told()
