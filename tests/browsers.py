"""A real browser for tests marked ``browser``, and axe to look over its shoulder.

A test that asks for ``page``, ``open_page`` or ``browser`` is a browser test by itself.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, sync_playwright

from people.models import User

NO_CHROMIUM = "no Chromium here: install Debian's chromium or set BLUEHELM_CHROMIUM to the path of one"
# The shell is the same Chromium without the window that nobody looks at; it takes a fifth less time.
PLACES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-dev-shm-usage"]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Every transition and animation that ends, at its end; those that run for ever are left running.
SETTLED = """() => Promise.allSettled(document.getAnimations()
    .filter(motion => motion.effect.getComputedTiming().endTime !== Infinity)
    .map(motion => motion.finished))"""
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}


def find_chromium() -> str | None:
    """The path of a Chromium: BLUEHELM_CHROMIUM, else the first that is installed under a usual name."""
    if named := os.environ.get("BLUEHELM_CHROMIUM"):
        return shutil.which(named)
    return next((found for name in PLACES if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        pytest.skip(NO_CHROMIUM)
    with sync_playwright() as playwright:
        # Playwright's own loop runs in this thread; the tests' database calls are not part of it.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        running.close()


@dataclass
class Watch:
    """What no page of ours may do."""

    address: str
    borne: str = ""  # part of the one script error of others that a test is marked to bear
    faults: list[str] = field(default_factory=list)

    def request(self, request: Request) -> None:
        if request.url.startswith("http") and urlsplit(request.url).netloc != urlsplit(self.address).netloc:
            self.faults.append(f"asked another host: {request.url}")

    def console(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.faults.append(f"broke the content security policy: {message.text}")

    def error(self, error: Any) -> None:
        if not self.borne or self.borne not in str(error):
            self.faults.append(f"script error: {error}")


@pytest.fixture
def open_page(request: pytest.FixtureRequest, browser: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """``open_page(user=None, viewport=PHONE, **context options)``: a page in a fresh profile, signed in as the user.

    Options are those of a Playwright context: color_scheme="dark", locale="ar", java_script_enabled=False …
    At the end no page may have asked another host, broken its content security policy or raised an error.
    """
    contexts: list[BrowserContext] = []
    marker = request.node.get_closest_marker("bears")
    watch = Watch(live_server.url, *(marker.args if marker else ()))

    def opened(user: User | None = None, viewport: Any = None, **options: Any) -> Page:
        context = browser.new_context(base_url=live_server.url, viewport=viewport or PHONE, **({"locale": "en"} | options))
        context.set_default_timeout(10_000)
        contexts.append(context)
        if user is not None:
            sign_in(context, user, live_server.url)
        page = context.new_page()
        page.on("request", watch.request)
        page.on("console", watch.console)
        page.on("pageerror", watch.error)
        return page

    yield opened
    for context in contexts:
        context.close()
    wait_for_server()
    assert not watch.faults, "\n".join(watch.faults)


def wait_for_server(seconds: float = 20) -> None:
    """Returns when the live server has answered all that closed pages asked for last, such as the editor's check of a draft.

    Its threads work on after their browser has gone: the rows they still hold would deadlock with those that empty the tables.
    """
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(seconds)
            assert not thread.is_alive(), "The live server still works on a page that was closed."


def sign_in(context: BrowserContext, user: User, address: str) -> None:
    """Hands the browser the session of a signed-in client; journeys that test the door itself do not use it."""
    from tests.conftest import signed_in_client

    session = signed_in_client(user).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])


def follow(target: Locator) -> None:
    """Presses what leads to another page, and returns when that page is loaded.

    A click by itself returns when the answer begins: whoever counts or reads then may meet half a page.
    """
    with target.page.expect_navigation():
        target.click()


def choose_unit(page: Page, name: str) -> None:
    """In the field of units, which stand in it as in the tree, each with its depth before its name."""
    field = page.get_by_label("Unit")
    options = {option.inner_text().lstrip("– "): option.get_attribute("value") for option in field.locator("option").all()}
    field.select_option(value=options[name])


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A stranger's phone."""
    return open_page()


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """``axe(page)``: what the page, once loaded, does against WCAG 2.2 A and AA, one line each; empty is good."""
    import axe_playwright_python

    script = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()

    def violations(page: Page) -> list[str]:
        page.wait_for_load_state()
        # A message of Wagtail's fades in: read when it stands, not while its colours are half those of the page.
        page.evaluate(SETTLED)
        # Evaluated by the debugger, so that the page's strict policy stays as it is.
        page.evaluate(script)
        found = page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", WCAG)
        return [
            f"{page.url} {rule['id']} ({rule['impact']}): {rule['help']}: {node['target']} {node['html'][:160]}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    return violations
