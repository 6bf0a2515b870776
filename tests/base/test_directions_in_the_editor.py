"""In an Arabic editor an English text reads from the left, so that its full stop stands at its end."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from courses.models import LessonPage
from tests.conftest import Cast
from tests.factories.stage import furnish

DIRECTION = "each => getComputedStyle(each).unicodeBidi"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_each_text_has_the_direction_of_its_language(cast: Cast, open_page: Callable[..., Page]) -> None:
    furnish(cast)
    lesson = LessonPage.objects.filter(live=True).first()
    assert lesson is not None
    page = open_page(cast.trainer, viewport={"width": 1280, "height": 800}, locale="ar")
    page.goto(f"/admin/pages/{lesson.pk}/edit/")
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator("#id_title").evaluate(DIRECTION) == "plaintext"
    assert page.locator(".public-DraftStyleDefault-block").first.evaluate(DIRECTION) == "plaintext"
