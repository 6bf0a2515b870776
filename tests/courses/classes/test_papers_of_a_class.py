"""Roster, attendance sheet and results of a class on A4: everybody by name, nothing cut off, no control."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from unicodedata import normalize

import pytest
from django.utils import timezone
from playwright.sync_api import Page
from pypdf import PdfReader

from courses.models import ClassSession, TrainingClass
from people.models import User
from tests.conftest import Cast
from tests.factories.classes import make_class, make_session
from tests.factories.courses import make_course, make_lesson, make_module
from tests.factories.people import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Maximiliane-Theodora Oluwaseun Abdurrahman"
A4_WITHIN_MARGINS = {"width": 688, "height": 1016}
CUT = "() => [...document.querySelectorAll('.table-wrap, html')].filter(each => each.scrollWidth > each.clientWidth + 1).length"


@pytest.fixture
def people(transactional_db: None, cast: Cast) -> list[User]:
    return [UserFactory(name=f"{LONG} {number}") for number in range(34)]


@pytest.fixture
def training_class(cast: Cast, people: list[User]) -> TrainingClass:
    course = make_course(slug="core")
    make_lesson(make_module(course))
    at = timezone.now() - timedelta(hours=3)
    return make_class(course, cast.administrator, *people, at=at, instructors=[cast.trainer])


@pytest.fixture
def session(training_class: TrainingClass) -> ClassSession:
    return make_session(training_class, timezone.now() - timedelta(hours=2))


@pytest.mark.parametrize("paper", ["roster", "sheet", "results"])
def test_it_prints_as_it_hangs_on_the_wall(
    cast: Cast,
    session: ClassSession,
    people: list[User],
    open_page: Callable[..., Page],
    paper: str,
) -> None:
    training_class = session.training_class
    of_class, of_session = f"/classes/{training_class.pk}/{paper}/", f"/classes/sessions/{session.pk}/{paper}/"
    page = open_page(cast.trainer, A4_WITHIN_MARGINS)
    page.goto(of_session if paper == "sheet" else of_class)
    page.emulate_media(media="print")
    assert page.evaluate(CUT) == 0
    pdf = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    sheets = [normalize("NFKC", " ".join(sheet.extract_text().split())) for sheet in pdf.pages]
    whole = " ".join(sheets)
    assert (round(pdf.pages[0].mediabox.width), round(pdf.pages[0].mediabox.height)) == (595, 842)
    assert [person.name for person in people if person.name not in whole] == []
    assert training_class.title in sheets[0]
    assert all("Name" in sheet for sheet in sheets if LONG in sheet), "the head of the table stands on every sheet"
    for control in ("Print", "Finish and clear", "Classes"):
        assert control not in whole
