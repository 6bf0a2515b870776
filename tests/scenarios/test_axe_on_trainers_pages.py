"""A real browser: axe finds nothing on what trainers have beside the editor, from the import to the figures of many runs."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone
from playwright.sync_api import Page

from scenarios.authoring.examining import ask_for_examination
from scenarios.models import ExpectedPlay
from tests.browsers import PHONE
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import make_scenario, publish_again, small_story
from tests.scenarios.test_insight import MANY, play


def test_axe_finds_nothing_on_the_pages_beside_the_editor(
    cast: Cast, open_page: Callable[..., Page], axe: Callable[[Page], list[str]]
) -> None:
    at = timezone.now()
    scenario = make_scenario(make_module(make_course()))
    play(scenario, cast, at, MANY)
    publish_again(scenario, small_story() | {"role": "You are a sergeant."})
    ExpectedPlay.objects.create(scenario=scenario, name="Calm", level=1, choices=["warn", "call"], ending="quiet-night")
    ask_for_examination(scenario=scenario, at=at)
    first = scenario.editions.last()
    own = f"/admin/scenarios/{scenario.pk}"
    pages = ["examine/", f"insight/?edition={first.pk}", "compare/", "table-top/?sheet=instructor"]
    page, found = open_page(cast.trainer, PHONE), []
    for address in ["/admin/scenarios/import/", *(f"{own}/{each}" for each in pages)]:
        answer = page.goto(address)
        assert answer
        assert answer.ok
        found += axe(page)
    assert found == []
