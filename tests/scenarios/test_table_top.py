"""A class without devices: cards that tell nothing beforehand, and the instructor's sheet with outcomes, rules and answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from scenarios.models import ScenarioPage
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import make_scenario, small_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def scenario(cast: Cast) -> ScenarioPage:
    story = small_story()
    story["scenes"][0].update(seconds=30, timeout_choice="wave")
    return make_scenario(make_module(make_course()), story)


@pytest.fixture
def client(cast: Cast, client_of: Callable[..., Client]) -> Client:
    return client_of(cast.trainer)


def printed(client: Client, scenario: ScenarioPage, sheet: str = "") -> str:
    answer = client.get(f"/admin/scenarios/{scenario.pk}/table-top/{sheet}")
    return BeautifulSoup(answer.content, "html.parser").select_one("article").get_text(" ", strip=True)  # type: ignore[union-attr]


def test_the_cards_show_scenes_and_choices_and_nothing_of_what_follows(client: Client, scenario: ScenarioPage) -> None:
    text = printed(client, scenario)
    for shown in ("You are a corporal.", "1. Arrival", "(30 s)", "This is arrival.", "Warn", "5. Bad night"):
        assert shown in text
    assert "Thank (only if the instructor says it is open)" in text
    for secret in ("What came of", "Why warn", "There was time", "BPUFF 10", "rises by", "Unlawful", "Warn first", "card 4"):
        assert secret not in text


def test_the_sheet_of_the_instructor_says_what_follows_and_why(client: Client, scenario: ScenarioPage) -> None:
    text = printed(client, scenario, "?sheet=instructor")
    for shown in (
        "People protected : from 0 to 4, it begins at 2 ≤ 1: People were hurt. ≤ 4: People were safe.",
        "unlawful choices: at most 0; “People protected” is at least 2",
        "After 30 s: B.",
        "Fire → card 2 Unlawful · better: A “People protected” becomes 0; “Trust” falls by 9",
        "What happens What came of fire. For the debrief: why There was time.",
        "BPUFF 10 · Say who you are and warn before you use force.",
        "only if “People protected” is at least 2 and “An armed car passed” is not set (Nobody stopped.)",
        "If “People protected” is at least 2: go to card 4. Otherwise go to card 5.",
        "4. Quiet night (Good) What it teaches Warn first.",
    ):
        assert shown in text


def test_what_leads_nowhere_yet_names_no_card(client: Client, scenario: ScenarioPage) -> None:
    story = small_story()
    story["scenes"][0]["choices"][0]["target"] = ""
    for route, target in zip(story["scenes"][2]["routes"], ("", "gone"), strict=True):
        route["target"] = target
    draft = make_scenario(make_module(make_course()), story, publish=False)
    text = printed(client, draft, "?sheet=instructor")
    assert "Warn → not built yet" in text
    assert "If “People protected” is at least 2: not built yet. Otherwise: not built yet." in text
    assert "card 0" not in text


def test_both_sheets_are_offered_beside_the_editor_and_lead_to_each_other(client: Client, scenario: ScenarioPage) -> None:
    address = f"/admin/scenarios/{scenario.pk}/table-top/"
    editor = client.get(f"/admin/pages/{scenario.pk}/edit/").content.decode()
    assert f'href="{address}"' in editor
    assert f'href="{address}?sheet=instructor"' in editor
    assert 'href="?sheet=instructor"' in client.get(address).content.decode()
    assert 'href="?"' in client.get(f"{address}?sheet=instructor").content.decode()
