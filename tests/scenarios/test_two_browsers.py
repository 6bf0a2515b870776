"""Two trainers in two real browsers on one scenario: both changes survive; on the same scene a clear choice, and no loss."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import Locator, Page, expect

from people.groups import TRAINERS
from people.models import User
from scenarios.models import ScenarioPage
from tests.browsers import follow
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.people import UserFactory
from tests.factories.scenarios import make_scenario, small_story
from tests.scenarios.map_in_browser import PATIENCE, edit, open_map, take_over

MEETS = "what both of you changed comes together"


@pytest.fixture
def other_trainer(cast: Cast) -> User:
    person = UserFactory(name="Second Trainer")
    person.groups.add(Group.objects.get(name=TRAINERS))
    return person


@pytest.fixture
def scenario(cast: Cast) -> ScenarioPage:
    return make_scenario(make_module(make_course()), publish=False)


@pytest.fixture
def editors(scenario: ScenarioPage, cast: Cast, other_trainer: User, open_page: Callable[..., Page]) -> list[Page]:
    """The editor of the same draft, loaded by both before either of them changes anything."""
    return [open_map(person, open_page, small_story(), scenario) for person in (cast.trainer, other_trainer)]


def retitle(page: Page, key: str, title: str) -> None:
    """In the form of the scene."""
    edit(page, key).locator("[name='part-title']").fill(title)
    take_over(page)


def autosaved(page: Page) -> None:
    """Wagtail saved what was changed by itself."""
    expect(page.locator("#w-autosave-indicator[data-w-autosave-state-value='saved']")).to_be_attached(timeout=PATIENCE)


def told_of_the_other(page: Page) -> None:
    """Wagtail gave up saving by itself, since somebody else saved."""
    expect(page.locator("[data-w-session-intercept-value='conflict']")).to_be_attached(timeout=PATIENCE)


def question(page: Page) -> Locator:
    """What Wagtail asks first once it knows that somebody else saved."""
    return page.locator("#w-save-confirmation-dialog")


def save(page: Page) -> None:
    """The editor’s own button. Wagtail may have tried to save by itself a moment before, and ask."""
    with page.expect_navigation():
        page.get_by_role("button", name="Save draft").click()
        if question(page).is_visible():
            question(page).get_by_role("button", name="Save draft").click()


def save_beside_the_other(page: Page) -> None:
    """The same button; Wagtail asks first, and says what will become of the other’s changes."""
    told_of_the_other(page)
    page.get_by_role("button", name="Save draft").click()
    dialog = question(page)
    expect(dialog).to_contain_text(MEETS)
    follow(dialog.get_by_role("button", name="Save draft"))


def titles(scenario: ScenarioPage) -> list[str]:
    latest: Any = ScenarioPage.objects.get(pk=scenario.pk).get_latest_revision_as_object()
    return [block.value["title"] for block in latest.scenes]


def test_changes_to_two_scenes_both_survive_autosave_and_save(scenario: ScenarioPage, editors: list[Page]) -> None:
    one, other = editors
    retitle(one, "arrival", "Arrival by one")
    autosaved(one)
    assert titles(scenario) == ["Arrival by one", "Search", "Sorting"]
    retitle(other, "search", "Search by other")
    save_beside_the_other(other)
    assert titles(scenario) == ["Arrival by one", "Search by other", "Sorting"]
    retitle(one, "sorting", "Sorting by one")  # in the window that knows nothing of it
    save_beside_the_other(one)
    assert titles(scenario) == ["Arrival by one", "Search by other", "Sorting by one"]


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        ("Keep both", ["By other", "By one", "Search", "Sorting"]),
        ("Keep mine", ["By other", "Search", "Sorting"]),
        ("Keep theirs", ["By one", "Search", "Sorting"]),
    ],
)
def test_the_same_scene_is_a_clear_choice(scenario: ScenarioPage, editors: list[Page], choice: str, kept: list[str]) -> None:
    one, other = editors
    retitle(one, "arrival", "By one")
    autosaved(one)
    retitle(other, "arrival", "By other")
    save_beside_the_other(other)
    expect(other.get_by_role("group", name="Somebody else changed “By other” in the meantime")).to_contain_text("By one")
    assert titles(scenario)[0] == "By one"  # nothing is lost while nobody chose
    other.get_by_role("radio", name=re.compile(choice)).check()
    save(other)
    assert titles(scenario) == kept
