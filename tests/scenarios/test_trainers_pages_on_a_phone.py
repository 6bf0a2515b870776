"""A real phone: long names stay inside what trainers have beside the editor, and long sheets break where the page ends."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browsers import PHONE
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module, translated
from tests.factories.quizzes import make_bank, make_item
from tests.factories.scenarios import make_scenario, small_story

WIDEST = "Math.max(...[...document.querySelectorAll('.nice-padding *')].map(each => each.getBoundingClientRect().right))"
SELECTS = WIDEST.replace(".nice-padding *", "form select")
SCROLLS = "getComputedStyle(document.querySelector('main')).overflowX"
BREAKS = "getComputedStyle(document.querySelector('.table-card')).breakInside"


def test_a_module_with_a_long_name_stays_inside_the_import(cast: Cast, open_page: Callable[..., Page]) -> None:
    make_module(make_course("Human rights law for peacekeepers of every rank"), title="Civilians in your power in every place")
    page = open_page(cast.trainer, PHONE)
    page.goto("/admin/scenarios/import/")
    assert page.evaluate(WIDEST) <= PHONE["width"]


def test_cards_stay_whole_on_paper_and_the_sheet_to_read_does_not(cast: Cast, open_page: Callable[..., Page]) -> None:
    scenario = make_scenario(make_module(make_course()))
    page = open_page(cast.trainer, PHONE)
    page.emulate_media(media="print")
    found = []
    for sheet in ("", "?sheet=instructor"):
        page.goto(f"/admin/scenarios/{scenario.pk}/table-top/{sheet}")
        found.append(page.evaluate(BREAKS))
    assert found == ["avoid", "auto"]


def test_the_name_of_an_edition_in_two_languages_stays_inside_the_figures(cast: Cast, open_page: Callable[..., Page]) -> None:
    document = small_story() | {"title": "Checkpoint at dusk on the road to Tolo"}
    scenario = make_scenario(make_module(make_course()), document)
    translated(scenario, "fr", title="Poste de contrôle au crépuscule sur la route de Tolo")
    page = open_page(cast.trainer, PHONE)
    for address in ("insight", "compare"):
        page.goto(f"/admin/scenarios/{scenario.pk}/{address}/")
        assert page.evaluate(SELECTS) <= PHONE["width"]


def test_the_stem_of_a_question_stands_in_words_in_the_list(cast: Cast, open_page: Callable[..., Page]) -> None:
    make_item(make_bank(), stem="A patrol of your company finds eleven wounded people on the road to Tolo. Who comes first?")
    page = open_page(cast.trainer, PHONE)
    page.goto("/admin/snippets/quizzes/item/")
    assert page.locator("td.title").bounding_box()["width"] > PHONE["width"] / 3
    assert page.evaluate(SCROLLS) == "auto"
