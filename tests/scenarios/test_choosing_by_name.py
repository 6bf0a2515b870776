"""In a real browser: whatever a scene refers to is chosen by its name; nobody types a key."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.conftest import Cast
from tests.factories.scenarios import asks, small_story, when
from tests.scenarios.map_in_browser import PATIENCE, edit, open_map, take_over, value_of


def chooser(place: Page | Locator, name: str) -> Locator:
    return place.locator(f"select[data-for='{name}']")


def offered(place: Page | Locator, name: str) -> list[str]:
    return chooser(place, name).locator("option").all_inner_texts()


def test_targets_better_choices_and_time_outs_are_chosen_by_name(cast: Cast, open_page: Callable[..., Page]) -> None:
    page = open_map(cast.trainer, open_page)
    dialog = edit(page, "search")
    target = "part-choices-0-value-target"
    assert offered(dialog, target) == ["not built yet", "Arrival", "Search", "Sorting", "Quiet night", "Bad night"]
    expect(dialog.get_by_label("Leads to").first).to_have_value("sorting")
    chooser(dialog, target).select_option(label="Bad night")
    assert offered(dialog, "part-choices-1-value-better") == ["Choose …", "Call", "Thank"]
    dialog.locator("[name='part-choices-2-value-text']").fill("Thank them")
    chooser(dialog, "part-timeout_choice").focus()
    chooser(dialog, "part-timeout_choice").select_option(label="Thank them")
    take_over(page)
    search = value_of(page, "search")
    assert (search["choices"][0]["target"], search["timeout_choice"]) == ("bad-night", "thank")


def test_conditions_and_effects_offer_what_they_can_be_about(cast: Cast, open_page: Callable[..., Page]) -> None:
    story = small_story()
    story["scenes"][1]["choices"][2]["when"] = when(asks("meter-at-least", "people", 2))
    page = open_map(cast.trainer, open_page, story)
    dialog = edit(page, "search")
    test = "part-choices-2-value-when-tests-0-value"
    assert offered(dialog, f"{test}-subject") == ["Choose …", "People protected", "Trust"]
    for kind, names in (
        ("flag-set", ["An armed car passed"]),
        ("seen", ["Arrival", "Search", "Sorting"]),
        ("chose", ["Warn", "Wave", "Fire", "Call", "Skip", "Thank"]),
    ):
        dialog.locator(f"[name='{test}-test']").select_option(kind)
        assert [name for name in offered(dialog, f"{test}-subject") if name in names] == names
    chooser(dialog, f"{test}-subject").select_option(label="Wave")
    effect = "part-choices-0-value-effects-0-value"
    assert offered(dialog, f"{effect}-subject") == ["Choose …", "People protected", "Trust"]
    dialog.locator(f"[name='{effect}-effect']").select_option("set-flag")
    chooser(dialog, f"{effect}-subject").select_option(label="An armed car passed")
    take_over(page)
    search = value_of(page, "search")
    assert search["choices"][2]["when"]["tests"][0]["subject"] == "arrival/wave"
    assert search["choices"][0]["effects"][0]["subject"] == "armed-car"


def test_a_level_is_chosen_by_name_and_a_lost_name_is_shown(cast: Cast, open_page: Callable[..., Page]) -> None:
    story = small_story()
    story["scenes"][1]["choices"][0]["target"] = "gone"
    story["scenes"][1]["choices"][2]["when"] = when(asks("level-at-least", "", 2))
    page = open_map(cast.trainer, open_page, story)
    dialog = edit(page, "search")
    test = "part-choices-2-value-when-tests-0-value"
    expect(chooser(dialog, f"{test}-subject")).to_be_hidden()
    assert offered(dialog, f"{test}-number")[1:] == ["Everyone", "NCOs and junior officers", "Commanders and staff"]
    assert "“gone” (does not exist)" in offered(dialog, "part-choices-0-value-target")
    assert chooser(dialog, "part-choices-0-value-target").input_value() == "gone"


def test_a_new_choice_gets_its_key_from_its_text(cast: Cast, open_page: Callable[..., Page]) -> None:
    page = open_map(cast.trainer, open_page)
    dialog = edit(page, "search")
    dialog.locator("[name='part-choices-0-value-key']").fill("")
    dialog.locator("[name='part-choices-0-value-text']").fill("Call the post!")
    dialog.locator("[name='part-choices-0-value-text']").press("Tab")
    assert dialog.locator("[name='part-choices-0-value-key']").input_value() == "call-the-post"


def test_meters_needed_to_pass_are_chosen_by_name(cast: Cast, open_page: Callable[..., Page]) -> None:
    page = open_map(cast.trainer, open_page)
    name = "meter_bounds-0-value-subject"
    expect(chooser(page, name)).to_have_value("people", timeout=PATIENCE)
    assert offered(page, name) == ["Choose …", "People protected", "Trust"]
