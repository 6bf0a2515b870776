"""The tree is changed by keyboard on a phone, and axe finds nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from people.models import Placement, Unit
from tests.conftest import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_platoon_is_moved_by_keyboard_on_a_phone(
    cast: Cast, open_page: Callable[..., Page], axe: Callable[[Page], list[str]]
) -> None:
    page = open_page(cast.administrator)
    page.goto("/admin/unit-tree/")
    menu = page.get_by_role("button", name="Change 1st Platoon")
    expect(menu).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    menu.focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Move").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("New place under")).to_have_value(str(cast.alpha.pk))
    assert axe(page) == []
    page.get_by_label("New place under").select_option(str(cast.bravo.pk))
    page.get_by_role("button", name="Look at what moves along").press("Enter")
    expect(page.get_by_text("2 people move along.")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Move it").press("Enter")
    expect(page.get_by_text("The unit is moved with everything below it.")).to_be_visible()
    above = Placement.objects.valid(timezone.localdate()).get(unit=cast.platoon).get_parent()
    assert above.unit == cast.bravo


def test_a_long_name_makes_no_form_wider_than_a_phone(cast: Cast, open_page: Callable[..., Page]) -> None:
    name = "Reinforced Mechanised Reconnaissance and Liaison Company of the Second Battalion"
    Unit.objects.filter(pk=cast.bravo.pk).update(name=name)
    page = open_page(cast.administrator)
    page.goto(f"/admin/unit-tree/{cast.platoon.pk}/move/")
    field = page.get_by_label("New place under").bounding_box()
    assert field is not None and field["x"] + field["width"] <= page.evaluate("innerWidth")
