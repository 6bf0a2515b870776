"""Two trainers in two real browsers on one scenario: both changes survive; on the same scene a clear choice, and no loss."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import Page, expect

from people.groups import TRAINERS
from people.models import User
from scenarios.models import ScenarioPage
from tests.browsers import DESK
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.people import UserFactory
from tests.factories.scenarios import make_scenario

PATIENCE = 60_000  # milliseconds; two editors on one machine


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
    pages = [open_page(person, DESK) for person in (cast.trainer, other_trainer)]
    for page in pages:
        page.set_default_timeout(PATIENCE)
        page.goto(f"/admin/pages/{scenario.pk}/edit/")
        expect(page.locator("[data-map-layer] [data-key]")).to_have_count(5, timeout=PATIENCE)
    return pages


def retitle(page: Page, key: str, title: str) -> None:
    """In the form of the scene, by keys."""
    page.locator(f"[data-map-layer] [data-key='{key}']").focus()
    page.keyboard.press("Enter")
    field = page.locator(".story-dialog [name='part-title']")
    expect(field).to_be_visible(timeout=PATIENCE)
    field.fill(title)
    field.press("Enter")
    expect(page.locator(".story-dialog")).to_be_hidden(timeout=PATIENCE)


def save(page: Page) -> None:
    """Sends the whole form, as the button does, and waits for the page that answers."""
    with page.expect_navigation(timeout=PATIENCE):
        page.locator("form#page-edit-form").evaluate("form => form.submit()")


def titles(scenario: ScenarioPage) -> list[str]:
    latest: Any = ScenarioPage.objects.get(pk=scenario.pk).get_latest_revision_as_object()
    return [block.value["title"] for block in latest.scenes]


def test_changes_to_two_scenes_both_survive(scenario: ScenarioPage, editors: list[Page]) -> None:
    one, other = editors
    retitle(one, "arrival", "Arrival by one")
    retitle(other, "search", "Search by other")
    save(one)
    save(other)
    assert titles(scenario) == ["Arrival by one", "Search by other", "Sorting"]


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
    retitle(other, "arrival", "By other")
    save(one)
    save(other)
    expect(other.get_by_role("group", name="Somebody else changed “By other” in the meantime")).to_contain_text("By other")
    assert titles(scenario)[0] == "By one"  # nothing is lost while nobody chose
    other.get_by_role("radio", name=re.compile(choice)).check()
    save(other)
    assert titles(scenario) == kept
