"""The page prints on A4 as it stands, and works on a phone, in the dark, right to left and without JavaScript."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from courses.models import CoursePage
from people.models import Unit, User
from people.services import place_unit
from tests.browsers import DESK, follow
from tests.conftest import Cast
from tests.factories.people import LONG_AGO, UnitFactory
from tests.readiness.contingents import STATES, course_for, soldier

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Second Mechanised Infantry Battalion of the Northern Province"


@pytest.fixture
def course(cast: Cast) -> CoursePage:
    """People of every state in Alpha, some of them with long names in a unit with a long name."""
    course = course_for()
    unit = UnitFactory(name=LONG, short_name="2 Mech Inf Bn North Prov")
    place_unit(unit=unit, parent=cast.alpha, on=LONG_AGO)
    for number in range(6):
        for state in STATES:
            soldier(unit, state, course, name=f"Maximiliane-Theodora Oluwaseun Abdurrahman {number}")
    return course


def test_it_prints_on_a4_without_the_controls(cast: Cast, course: CoursePage, open_page: Callable[..., Page]) -> None:
    page = open_page(cast.commander, DESK)
    page.goto("/readiness/")
    pdf = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    first, whole = pdf.pages[0], " ".join(sheet.extract_text() for sheet in pdf.pages)
    assert (round(first.mediabox.width), round(first.mediabox.height)) == (595, 842)
    assert "Alpha Company" in first.extract_text()
    assert "Strength" in whole
    assert LONG in " ".join(whole.split())
    for control in ("CSV file", "Finish and clear", "Show", "Sign in"):
        assert control not in whole
    assert len(pdf.pages) <= 3


@pytest.mark.parametrize(
    ("path", "controls"), [("/readiness/units/{}/obstacles/", ["Print"]), ("/units/{}/people/", ["Attached", "Show"])]
)
def test_its_neighbours_print_without_controls_too(
    cast: Cast, course: CoursePage, open_page: Callable[..., Page], path: str, controls: list[str]
) -> None:
    page = open_page(cast.commander, DESK)
    page.goto(path.format(cast.alpha.pk))
    pdf = PdfReader(io.BytesIO(page.pdf(format="A4")))
    whole = " ".join(sheet.extract_text() for sheet in pdf.pages)
    assert "Alpha Company" in whole
    assert not [control for control in controls if control in whole]
    assert len(pdf.pages) <= 3


@pytest.mark.parametrize(
    "options",
    [{}, {"color_scheme": "dark"}, {"locale": "ar"}, {"locale": "ar", "color_scheme": "dark", "viewport": DESK}],
    ids=["phone", "dark", "arabic", "arabic dark desk"],
)
def test_every_screen_is_clean(
    cast: Cast,
    course: CoursePage,
    open_page: Callable[..., Page],
    axe: Callable[[Page], list[str]],
    options: dict[str, Any],
) -> None:
    page = open_page(cast.commander, **options)
    unit = f"/readiness/units/{cast.alpha.pk}/"
    for path in (unit, f"{unit}names/?state=expiring", f"{unit}obstacles/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        assert axe(page) == []


def test_without_javascript_the_filter_works_and_no_dead_button_is_shown(
    cast: Cast, course: CoursePage, open_page: Callable[..., Page]
) -> None:
    page = open_page(cast.commander, java_script_enabled=False)
    page.goto(f"/readiness/units/{cast.alpha.pk}/names/")
    expect(page.get_by_role("button", name="Print")).to_have_count(0)
    page.locator("#state").select_option("expiring")
    follow(page.locator("form.filters button[type=submit]"))
    expect(page).to_have_url(re.compile("state=expiring"))
    expect(page.locator(".names tbody tr")).to_have_count(6)


def test_the_figures_are_read_as_pairs_of_word_and_number(cast: Cast, course: CoursePage, open_page: Callable[..., Page]) -> None:
    page = open_page(cast.commander, DESK)
    page.goto("/readiness/")
    words = [" ".join(text.split()) for text in page.locator(".figure").all_inner_texts()]
    strength = User.objects.filter(postings__unit__in=Unit.objects.under([cast.alpha], LONG_AGO)).count()
    assert words[0] == f"qualified 6 of {strength}"
    assert words[-1] == f"strength {strength}"
