"""In a real browser: for authors who read Arabic the map begins at the first scene, arrows point their way, commas are theirs."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import translation
from playwright.sync_api import Page, expect
from wagtail.users.models import UserProfile

from scenarios.analysis.report import release_findings
from scenarios.insight.sankey import Band
from scenarios.story import Story
from tests.conftest import Cast
from tests.factories.scenarios import asks, choice, effect, scene, small_story, when
from tests.scenarios.map_in_browser import PATIENCE, node, open_map


def begins_at_the_first_scene(page: Page) -> None:
    view = page.locator("[data-map-view]").bounding_box()
    first = node(page, "arrival").bounding_box()
    assert view
    assert first
    assert view["x"] <= first["x"] < view["x"] + view["width"] / 2
    handle = node(page, "arrival").locator("[data-handle]").bounding_box()
    assert handle
    assert abs(handle["x"] + handle["width"] - first["x"] - first["width"]) < 3  # there its lines begin


def tells_a_change_from_before_to_after(page: Page) -> None:
    node(page, "arrival").focus()
    page.locator("[data-do='try']").click()
    page.locator("[data-try-start]").click()
    page.locator("[data-try-stage] button").first.click()
    expect(page.locator(".story-change", has_text="Trust")).to_have_text("Trust: 2 ← 3")


def test_the_map_reads_from_right_to_left(cast: Cast, open_page: Callable[..., Page]) -> None:
    UserProfile.objects.update_or_create(user=cast.trainer, defaults={"preferred_language": "ar"})
    story = small_story()
    chain = [scene(f"step-{number}", [choice("go", f"step-{number + 1}")]) for number in range(9)]
    story["scenes"] += [*chain, scene("step-9", [choice("go", "quiet-night", effects=[effect("add", "trust", 1)])])]
    story["scenes"][0]["choices"][1]["target"] = "step-0"
    page = open_map(cast.trainer, open_page, story)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    begins_at_the_first_scene(page)
    label = node(page, "arrival").get_attribute("aria-label") or ""
    assert "، " in label
    assert ", " not in label
    page.locator("[data-outline-panel] summary").press("Enter")
    expect(page.locator("[data-outline] li li").first).to_contain_text("Warn ← Search", timeout=PATIENCE)
    expect(page.locator("[data-outline] li li").first).to_contain_text("؛ ")
    tells_a_change_from_before_to_after(page)


def test_a_play_that_gets_stuck_is_told_in_the_direction_of_its_reader() -> None:
    document = small_story()
    document["scenes"] += [scene("road", [choice("walk", "quiet-night", when=when(asks("flag-set", "armed-car")))])]
    for each in document["scenes"][1]["choices"]:
        each["target"] = "road"
    with translation.override("ar"):
        (stuck,) = [each.message for each in release_findings(Story.from_document(document)) if each.code == "stuck"]
    assert "” ← Search: “" in stuck


def test_a_band_of_many_ways_points_where_it_leads() -> None:
    with translation.override("ar"):
        assert Band("", 1, 5, "Arrival", "Search").words == "Arrival ← Search"
