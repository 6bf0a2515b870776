"""On a phone that several people use: what a browser still holds after “Finish and clear”, and after signing out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browsers import follow
from tests.conftest import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]

LEAVE_TRACES = """async () => {
  localStorage.setItem("quiz:1:2", "an answer that waits");
  sessionStorage.setItem("seen", "yes");
  await (await caches.open("kept")).put("/learn/", new Response("a page"));
  await new Promise((done) => { indexedDB.open("kept").onsuccess = (event) => { event.target.result.close(); done(); }; });
}"""
TRACES = """async () => [
  ...Object.keys(localStorage), ...Object.keys(sessionStorage), ...await caches.keys(),
  ...(await indexedDB.databases()).map((each) => each.name),
  ...(await navigator.serviceWorker.getRegistrations()).map((each) => each.scope),
]"""


def read_something(page: Page, cast: Cast) -> None:
    for path in ("/learn/", "/me/data/", "/me/"):
        page.goto(path)
    expect(page.locator("main")).to_contain_text(cast.learner.name)


def nothing_comes_back(page: Page, cast: Cast) -> None:
    """Back, as often as there are pages: none shows who was here."""
    for _ in range(3):
        page.go_back()
        page.wait_for_load_state()
        assert cast.learner.name not in page.content(), page.url


def test_finish_and_clear_empties_what_the_browser_kept(open_page: OpenPage, cast: Cast) -> None:
    page = open_page(cast.learner)
    read_something(page, cast)
    page.evaluate(LEAVE_TRACES)
    assert len(page.evaluate(TRACES)) == 4
    follow(page.get_by_role("button", name="Finish and clear"))
    expect(page.locator("h1")).to_have_text("You are signed out.")
    assert page.evaluate(TRACES) == []
    assert page.context.cookies() == []
    nothing_comes_back(page, cast)


def test_finish_and_clear_works_where_no_script_runs(open_page: OpenPage, cast: Cast) -> None:
    page = open_page(cast.learner, java_script_enabled=False)
    read_something(page, cast)
    follow(page.get_by_role("button", name="Finish and clear"))
    expect(page.locator("h1")).to_have_text("You are signed out.")
    assert page.context.cookies() == []
    nothing_comes_back(page, cast)


def test_after_signing_out_back_shows_no_page_of_before(open_page: OpenPage, cast: Cast) -> None:
    page = open_page(cast.learner)
    read_something(page, cast)
    page.evaluate("localStorage.setItem('quiz:1:2', 'an answer that waits')")
    page.goto("/account/logout/")
    follow(page.get_by_role("button", name="Sign out"))
    assert page.evaluate("localStorage.length") == 1  # what nobody sent yet is not lost
    nothing_comes_back(page, cast)
