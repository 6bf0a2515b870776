"""A question file is sent, looked at and taken over by keyboard on a phone, and axe finds nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from quizzes.models import Item
from tests.conftest import Cast
from tests.factories.courses import make_topic
from tests.factories.quizzes import make_bank
from tests.quizzes.formats.test_importing import BANK

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_file_goes_into_a_bank_by_keyboard_on_a_phone(
    cast: Cast, open_page: Callable[..., Page], axe: Callable[[Page], list[str]]
) -> None:
    bank, topic = make_bank(), make_topic()
    page = open_page(cast.trainer)
    page.goto("/admin/question-files/")
    form = page.locator(".question-file-form")
    expect(page.get_by_role("button", name="Look at the file")).to_be_visible()
    assert axe(page) == []
    form.get_by_label("File").set_input_files({"name": "bank.txt", "mimeType": "text/plain", "buffer": BANK.encode()})
    form.get_by_label("Bank").select_option(str(bank.pk))
    form.get_by_label("Topic").select_option(str(topic.pk))
    page.get_by_role("button", name="Look at the file").press("Enter")
    expect(page.get_by_text("Drafts with warnings: 1")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Take over 4 questions as drafts").press("Enter")
    expect(page.get_by_text("this is what became of them")).to_be_visible()
    assert axe(page) == []
    assert Item.objects.filter(bank=bank).count() == 4
