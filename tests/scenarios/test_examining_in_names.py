"""The long look speaks in titles and texts; each play can be watched or counted on, each finding leads to its scene."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from playwright.sync_api import Page, expect

from scenarios.analysis.report import report_of
from scenarios.models import ExpectedPlay, ScenarioPage
from scenarios.story import Story
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import asks, choice, make_scenario, small_story, when
from tests.scenarios.map_in_browser import PATIENCE, node, open_map


@pytest.fixture
def scenario(cast: Cast) -> ScenarioPage:
    story = small_story()
    story["scenes"][1]["choices"].append(choice("never", "sorting", when=when(asks("meter-at-least", "people", 4))))
    return make_scenario(make_module(make_course()), story)


@pytest.fixture
def client(cast: Cast, client_of: Callable[..., Client]) -> Client:
    return client_of(cast.trainer)


def examined(client: Client, scenario: ScenarioPage) -> BeautifulSoup:
    client.post(f"/admin/scenarios/{scenario.pk}/examine/")
    return BeautifulSoup(client.get(f"/admin/scenarios/{scenario.pk}/examine/").content, "html.parser")


def test_verdicts_plays_and_endings_are_named(client: Client, scenario: ScenarioPage) -> None:
    page = examined(client, scenario)
    rows = [row.get_text(" ", strip=True) for row in page.select("table.listing tbody tr")]
    assert any("Search: “Call”" in row and "Arrival: “Warn” → Search: “Call”" in row for row in rows)
    assert any(row.startswith("Condition met Sorting: route 1") for row in rows)
    assert any("Quiet night:" in item.get_text() for item in page.select("li"))


def test_each_finding_shows_severity_and_code_and_leads_to_its_scene(client: Client, scenario: ScenarioPage) -> None:
    item = next(item for item in examined(client, scenario).select("li") if "never-true" in item.get_text())
    assert "Warning" in item.get_text()
    assert item.a is not None
    assert item.a["href"] == f"/admin/pages/{scenario.pk}/edit/#part-search"


def test_a_play_that_was_found_is_counted_on_with_one_click(client: Client, scenario: ScenarioPage) -> None:
    row = next(
        row for row in examined(client, scenario).select("tbody tr") if row.get_text(" ", strip=True).startswith("Ending Quiet")
    )
    sent = {field["name"]: field["value"] for field in row.select("form input[type=hidden]")}
    client.post(f"/admin/scenarios/{scenario.pk}/plays/", sent)
    play = ExpectedPlay.objects.get()
    assert (play.name, play.ending) == ("Quiet night", "quiet-night")
    text = examined(client, scenario).get_text(" ", strip=True)
    assert "Yes, forget it" in text


def test_a_play_with_a_mistake_comes_back_as_it_was_written(client: Client, scenario: ScenarioPage) -> None:
    sent = {"name": "My play", "level": "1", "choices": "warn, nothing"}
    answer = client.post(f"/admin/scenarios/{scenario.pk}/plays/", sent)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "it comes to no end" in text
    assert 'value="warn, nothing"' in text
    assert not ExpectedPlay.objects.exists()


def test_a_rule_that_no_play_was_seen_to_test_is_not_called_untested_before_all_was_searched() -> None:
    story = small_story()
    hard = when(*(asks("chose", f"step-{n}/{'ab'[n % 2]}") for n in range(14)))
    rule = {"citation": "X 1", "title": "T", "gist": "G", "applies": "always", "applies_label": "Always", "url": ""}
    steps = [
        {
            **story["scenes"][0],
            "key": f"step-{n}",
            "title": f"Step {n}",
            "choices": [choice(key, f"step-{n + 1}") for key in "ab"],
        }
        for n in range(14)
    ]
    last = [choice("rare", "quiet-night", when=hard, rules=[rule]), choice("usual", "quiet-night")]
    steps.append({**story["scenes"][0], "key": "step-14", "title": "Last", "choices": last})
    document = story | {"scenes": steps, "start": "step-0"}
    partly = report_of(Story.from_document(document), plays=20, most=50)
    (told,) = [finding.message for finding in partly.findings if finding.code == "rule-untested"]
    assert told.startswith("No play that tests “X 1” was found; not every state was searched.")


# --- In a real browser ---------------------------------------------------------------------------


def test_a_link_leads_to_the_scene_and_a_play_is_watched(cast: Cast, open_page: Callable[..., Page]) -> None:
    story = small_story()
    story["scenes"][0]["choices"][0]["consequence"] = "<p>The driver slows down.</p>"
    draft = make_scenario(make_module(make_course()), story, publish=False)
    page = open_map(cast.trainer, open_page, story, draft)
    page.evaluate("location.hash = 'part-search'")
    expect(node(page, "search")).to_be_focused(timeout=PATIENCE)
    page.evaluate("location.hash = 'play-1:warn,call'")
    stage = page.locator("[data-try-stage]")
    expect(stage).to_contain_text("The story ends here.", timeout=PATIENCE)
    expect(stage).to_contain_text("The driver slows down.")
    expect(stage).to_contain_text("People protected: 2 → 3")
    page.locator("[data-try-meter='people']").fill("99")
    page.locator("[data-try-start]").click()
    expect(page.locator("[data-try-meter='people']")).to_have_value("4")
