"""The lesson on the wall: public like the lesson, moved by keys, clicker and plain links."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import expect
from wagtail.models import PageViewRestriction

from base.diagrams import DRAWINGS
from courses.models import LessonPage, ModulePage
from tests.browsers import DESK
from tests.factories.courses import make_course, make_lesson, make_module, part, prose, translated


@pytest.fixture
def lesson(transactional_db: None) -> LessonPage:
    module = make_module(make_course())
    body = [prose("<p>One.</p>", heading="First part"), prose("<p>Two.</p>", heading="Second part")]
    return make_lesson(module, "The minimum", body=body)


def address(lesson: LessonPage) -> str:
    return f"/learn/lessons/{lesson.pk}/screen/"


@pytest.mark.django_db
def test_nobody_has_to_sign_in_at_the_classrooms_computer(client: Client, module: ModulePage) -> None:
    assert "Because." in client.get(address(make_lesson(module))).content.decode()


@pytest.mark.django_db
def test_a_private_lesson_stays_private(client: Client, module: ModulePage) -> None:
    lesson = make_lesson(module)
    PageViewRestriction.objects.create(page=module, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(address(lesson)).status_code == 404


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_keys_and_links_lead_from_screen_to_screen(lesson: LessonPage, open_page: Callable[..., Any], axe: Any) -> None:
    page = open_page(viewport=DESK, color_scheme="dark")
    page.goto(address(lesson))
    expect(page.get_by_role("heading", name="The minimum")).to_be_visible()
    assert axe(page) == []
    last = ("PageDown", "Second part")
    for key, shown in [("ArrowRight", "First part"), last, last, ("PageUp", "First part")]:
        page.keyboard.press(key)
        expect(page.get_by_role("heading", name=shown)).to_be_visible()
        expect(page.locator(".slide:visible")).to_have_count(1)
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_role("heading", name="Second part")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.slide:target p')).fontSize)") >= 36


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_drawing_fits_on_the_wall_beside_its_numbers(
    lesson: LessonPage, open_page: Callable[..., Any], axe: Any, language: str
) -> None:
    said = "<p><b>Show of force.</b> Only against danger to life or of serious injury.</p>"
    body = [
        part("diagram", drawing=each.key, title=str(each.name), alternative_text="A drawing", legend=[said] * each.numbers)
        for each in DRAWINGS.values()
    ]
    lesson = make_lesson(ModulePage.objects.get(), "Drawings", slug="drawings", body=body)
    page = open_page(viewport=DESK)
    page.goto(address(lesson if language == "en" else translated(lesson, language)))
    assert axe(page) == []
    for slide in page.locator(".slide").all()[1:]:
        page.goto(f"{page.url.split('#')[0]}#{slide.get_attribute('id')}")
        expect(slide).to_be_visible()
        assert slide.bounding_box()["height"] <= DESK["height"], slide.get_attribute("id")
        drawing, numbers = slide.locator("svg").first.bounding_box(), slide.locator("ol").bounding_box()
        assert (drawing["x"] < numbers["x"]) is (language == "en")
        assert drawing["width"] >= DESK["width"] / 3


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_it_works_without_scripts(lesson: LessonPage, open_page: Callable[..., Any]) -> None:
    page = open_page(viewport=DESK, java_script_enabled=False)
    page.goto(address(lesson))
    expect(page.locator(".slide:visible")).to_have_count(1)
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_role("heading", name="First part")).to_be_visible()
    expect(page.locator(".slide:visible")).to_have_count(1)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_in_arabic_the_left_key_leads_on(lesson: LessonPage, open_page: Callable[..., Any]) -> None:
    page = open_page(viewport=DESK)
    page.goto(address(translated(lesson, "ar")))
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("heading", name="First part")).to_be_visible()
