"""The instructor's note prints with the screens of the lesson: a class without devices is led from paper."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.conftest import Cast
from tests.factories.classes import make_class, make_session
from tests.factories.courses import make_course, make_lesson, make_module

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
A4_WITHIN_MARGINS = {"width": 688, "height": 1016}


@pytest.fixture
def address(transactional_db: None, cast: Cast) -> str:
    course = make_course(slug="core")
    module = make_module(course)
    steps = "".join(f"<p>Step {number} of the exercise.</p>" for number in range(1, 121))
    module.instructor_note = [("prose", {"heading": "Exercise", "text": f"<p>Bring rope.</p>{steps}", "rules": []})]
    module.save_revision().publish()
    lesson = make_lesson(module)
    at = timezone.now() - timedelta(hours=3)
    training_class = make_class(course, cast.administrator, at=at, instructors=[cast.trainer])
    return f"/classes/sessions/{make_session(training_class, timezone.now() - timedelta(hours=2)).pk}/lessons/{lesson.pk}/"


def test_the_whole_note_is_on_paper(cast: Cast, address: str, open_page: Callable[..., Page]) -> None:
    page = open_page(cast.trainer, A4_WITHIN_MARGINS)
    page.goto(address)
    page.emulate_media(media="print")
    sheets = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages]
    assert "Bring rope." in "".join(sheets)
    assert "Step 120 of the exercise." in sheets[-1]
