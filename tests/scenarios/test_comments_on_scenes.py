"""Comments of reviewers and authors: Wagtail's own, on a scene of the map, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from wagtail.models import Comment

from tests.browsers import DESK
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import make_scenario

PATIENCE = 60_000  # milliseconds


# Wagtail's comments trap the focus in a box that on a slow machine is not drawn yet; it complains, and goes on.
@pytest.mark.bears("Your focus-trap must have at least one container")
def test_a_scene_is_commented_on_and_the_comment_is_there_again(cast: Cast, open_page: Callable[..., Page]) -> None:
    scenario = make_scenario(make_module(make_course()), publish=False)
    scenes = scenario.scenes.raw_data
    page = open_page(cast.trainer, DESK)
    page.set_default_timeout(PATIENCE)
    page.goto(f"/admin/pages/{scenario.pk}/edit/")
    page.locator("[data-map-layer] [data-key='search']").focus()
    page.get_by_role("button", name="Comment", exact=True).first.click()
    box = page.locator("#comments textarea, #comments [contenteditable='true']").first
    expect(box).to_be_visible(timeout=PATIENCE)
    box.fill("Is this search lawful?")
    page.locator("#comments").get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator(".story-comment")).to_contain_text("Search", timeout=PATIENCE)
    page.locator("form#page-edit-form").evaluate("form => form.requestSubmit()")
    expect(page.locator(".messages")).to_contain_text("updated", timeout=PATIENCE)
    comment = Comment.objects.get(page=scenario)
    assert comment.contentpath == f"scenes.{scenes[1]['id']}"
    assert comment.text == "Is this search lawful?"
    assert comment.has_valid_contentpath(scenario)
    page.goto(f"/admin/pages/{scenario.pk}/edit/")
    expect(page.locator(".story-comment")).to_contain_text("Search", timeout=PATIENCE)
    assert_a_scenes_form_offers_none(page)


def assert_a_scenes_form_offers_none(page: Page) -> None:
    """Its fields would be taken for those of the page."""
    page.locator("[data-map-layer] [data-key='search']").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".story-dialog [name='part-title']")).to_be_visible(timeout=PATIENCE)
    assert page.locator(".story-dialog [data-comment-add]:visible").count() == 0
