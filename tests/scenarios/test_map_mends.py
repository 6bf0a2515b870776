"""In a real browser: each one-click mend does what it says, none is offered that does nothing, and a refusal is said."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.conftest import Cast
from tests.factories.scenarios import asks, choice, scene, small_story, when
from tests.scenarios.map_in_browser import PATIENCE, finding, node, open_map, press, value_of

NO_CAR = asks("flag-clear", "armed-car")
ALWAYS = {"combine": "all", "groups": [], "tests": [{"test": "meter-at-least", "subject": "people", "number": 0}]}


def test_mends_do_what_they_say(cast: Cast, open_page: Callable[..., Page]) -> None:
    story = small_story()
    arrival, search, sorting = story["scenes"]
    arrival["choices"][0].update(when=ALWAYS, unmet_reason="Not now.")
    arrival["choices"][1]["better"] = ""
    search.update(seconds=30, timeout_choice="")
    sorting["routes"].insert(0, {"when": ALWAYS, "target": sorting["routes"][0]["target"]})
    page = open_map(cast.trainer, open_page, story)
    mends = [
        ("to know which choice was better", "Name the best choice of the scene"),
        ("which choice is taken when the time is up", "Take the time limit away"),
        ("is always true here", "Take the condition away"),
        ("1 always holds", "Make it the “otherwise”"),
    ]
    for text, mend in mends:
        finding(page, text).get_by_role("button", name=mend).click(timeout=PATIENCE)
        expect(finding(page, text)).to_have_count(0, timeout=PATIENCE)
    assert value_of(page, "arrival")["choices"][1]["better"] == "warn"
    assert value_of(page, "search")["seconds"] is None
    assert value_of(page, "arrival")["choices"][0]["when"]["tests"] == []
    assert value_of(page, "arrival")["choices"][0]["unmet_reason"] == ""
    (route,) = value_of(page, "sorting")["routes"]
    assert route["when"]["tests"] == []
    for _mend in mends:
        press(page, "Undo")
    assert len(value_of(page, "sorting")["routes"]) == len(sorting["routes"])


def test_a_story_begins_where_no_way_leads_to(cast: Cast, open_page: Callable[..., Page]) -> None:
    story = small_story() | {"start": "nowhere"}
    story["scenes"].reverse()
    page = open_map(cast.trainer, open_page, story)
    finding(page, "The first scene").get_by_role("button", name="Begin with the first scene").click(timeout=PATIENCE)
    expect(page.locator("[name='start']")).to_have_value("arrival")
    expect(page.locator("[data-check-status]")).to_contain_text("Nothing was found", timeout=PATIENCE)


def test_a_new_choice_asks_only_what_its_author_must_say(cast: Cast, open_page: Callable[..., Page]) -> None:
    story = small_story()
    story["scenes"][0]["choices"] = []
    page = open_map(cast.trainer, open_page, story)
    for expected in (0, 1):
        node(page, "arrival").focus()
        page.locator("[data-target]").select_option("search")
        press(page, "Connect")
        expect(finding(page, "how good this choice is")).to_have_count(expected, timeout=PATIENCE)
    assert [choice["quality"] for choice in value_of(page, "arrival")["choices"]] == ["right", ""]
    expect(finding(page, "which choice was better")).to_have_count(0)


def test_a_story_that_cannot_be_checked_is_not_called_sound(cast: Cast, open_page: Callable[..., Page]) -> None:
    page = open_map(cast.trainer, open_page)
    status = page.locator("[data-check-status]")
    expect(status).to_contain_text("Nothing was found", timeout=PATIENCE)
    refused = '{"errors": {"messages": ["A field above holds what it cannot hold."]}}'
    page.route("**/scenarios/check/", lambda route: route.fulfill(status=200, content_type="application/json", body=refused))
    press(page, "Add a scene")
    expect(status).to_have_text("A field above holds what it cannot hold.", timeout=PATIENCE)
    assert page.locator("[data-findings] li").count() == 0


def test_what_is_asked_for_and_the_only_ending_are_not_taken_away_by_one_click(
    cast: Cast, open_page: Callable[..., Page]
) -> None:
    story = small_story()
    story["scenes"] += [scene("road", [choice("walk", "search")]), scene("ditch", [choice("climb", "search")])]
    story["scenes"][0]["choices"][0].update(when=when(asks("seen", "road"), NO_CAR, combine="any"), unmet_reason="No.")
    story["scenes"][2]["routes"] = [{"when": None, "target": "quiet-night"}]
    page = open_map(cast.trainer, open_page, story)
    mends = {key: finding(page, f"({key})").get_by_role("button", name="Take it away") for key in ("road", "ditch", "bad-night")}
    expect(mends["ditch"]).to_have_count(1, timeout=PATIENCE)
    expect(mends["bad-night"]).to_have_count(1)
    expect(mends["road"]).to_have_count(0)
    mends["bad-night"].click()
    page.locator("[data-do='really-remove']").click()
    expect(mends["bad-night"]).to_have_count(0, timeout=PATIENCE)
    for key in ("search", "sorting"):
        page.locator(f"[data-map-layer] [data-key='{key}']").focus()
        page.keyboard.press("Delete")
        page.locator("[data-do='really-remove']").click()
    last = finding(page, "(quiet-night)")
    expect(last).to_have_count(1, timeout=PATIENCE)
    expect(last.get_by_role("button", name="Take it away")).to_have_count(0)
