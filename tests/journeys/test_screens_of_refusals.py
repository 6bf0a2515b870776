"""Pages that say what is not possible just now, and an examination for a certificate: axe finds nothing, nothing is cut off."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from django.db import OperationalError
from playwright.sync_api import Page, expect
from wagtail.models import PageViewRestriction

from quizzes.models import QuizPage
from tests.browsers import DESK, PHONE, follow
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module, make_topic
from tests.factories.quizzes import make_bank, make_items, make_quiz

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenPage, Axe = Callable[..., Page], Callable[[Page], list[str]]
LOOKS: list[dict[str, Any]] = [
    {"viewport": PHONE},
    {"viewport": DESK, "color_scheme": "dark"},
    {"viewport": PHONE, "locale": "ar", "color_scheme": "dark"},
    {"viewport": PHONE, "locale": "fr"},
]
NAMES = ["phone", "dark desk", "arabic dark phone", "french phone"]
in_every_look = pytest.mark.parametrize("look", LOOKS, ids=NAMES)


def is_sound(page: Page, axe: Axe) -> None:
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url
    assert page.locator("h1").count() == 1
    assert page.locator("main a.button, main button").first.is_visible()


@in_every_look
def test_what_is_refused_says_so_and_leads_on(
    open_page: OpenPage, axe: Axe, cast: Cast, monkeypatch: pytest.MonkeyPatch, look: dict[str, Any]
) -> None:
    page = open_page(cast.learner, **look)
    closed = make_course("Closed course")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.GROUPS)
    for path, status in {"/no/such/page/": 404, closed.url: 403}.items():
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == status, path
        is_sound(page, axe)
    monkeypatch.setattr("law.views.SEARCHES_A_MINUTE", "1/m/ip")
    monkeypatch.setattr("people.views.ARCHIVES_AN_HOUR", "0/h/user")
    page.goto("/rules/?q=child")
    for path in ("/rules/?q=child", "/me/data/bluehelm-own-data.zip"):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 429, path
        is_sound(page, axe)


@in_every_look
def test_a_form_from_before_the_last_sign_in_leads_back(open_page: OpenPage, axe: Axe, cast: Cast, look: dict[str, Any]) -> None:
    page = open_page(cast.learner, **look)
    page.goto("/me/")
    page.context.clear_cookies(name="csrftoken")
    follow(page.locator("main form button").first)
    is_sound(page, axe)
    follow(page.locator("main a.button"))
    expect(page).to_have_url(re.compile("/me/$"))


@in_every_look
def test_while_the_database_is_away_the_page_stands_alone(
    open_page: OpenPage, axe: Axe, cast: Cast, caplog: pytest.LogCaptureFixture, look: dict[str, Any]
) -> None:
    caplog.set_level("CRITICAL", "django.request")
    page = open_page(**look)
    with patch("law.views.rules_library", side_effect=OperationalError("gone")):
        answer = page.goto("/rules/")
    assert answer is not None
    assert answer.status == 500
    is_sound(page, axe)


@pytest.fixture
def examination(transactional_db: None, cast: Cast) -> QuizPage:
    bank, topic = make_bank(), make_topic()
    make_items(bank, 3, topic=topic)
    return make_quiz(make_module(make_course("Core course")), [(bank, topic, 3)], "Final examination", time_limit=20)


@in_every_look
def test_an_examination_for_a_certificate_from_its_first_page_to_its_result(
    open_page: OpenPage, axe: Axe, cast: Cast, examination: QuizPage, look: dict[str, Any]
) -> None:
    page = open_page(cast.learner, **look)
    page.goto(examination.url)
    is_sound(page, axe)
    follow(page.locator("main form button").first)
    is_sound(page, axe)
    while page.locator("fieldset.question").count():
        page.locator("fieldset.question input").first.check()
        follow(page.locator("main form button[type=submit]").last)
    is_sound(page, axe)
    follow(page.locator("main form button[type=submit]").last)
    is_sound(page, axe)
    assert page.locator(".is-key").count() == 0  # no key is told
