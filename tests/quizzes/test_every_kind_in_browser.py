"""Every kind of item in a browser: nothing for axe to find, all by keyboard, right to left, picture and order by pointer."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from courses.services import enrol_learner
from quizzes.kinds import KINDS
from quizzes.models import Attempt
from quizzes.services import start_attempt
from tests.browsers import DESK, follow
from tests.conftest import Cast
from tests.factories.quizzes import make_bank, make_item, make_quiz
from tests.quizzes.conftest import Ground

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]
Axe = Callable[[Page], list[str]]
LOOKS = {
    "phone": {},
    "dark and right to left": {"color_scheme": "dark", "locale": "ar"},
    "desk": {"viewport": DESK},
}


@pytest.fixture
def attempt(cast: Cast, ground: Ground) -> Attempt:
    """One question of each kind, all on one page."""
    bank = make_bank("every-kind", "Every kind")
    for kind in KINDS:
        more = {"parts": PARTS[kind]} if kind in PARTS else {}
        make_item(bank, kind=kind, stem=f"Of the kind {kind}: what do you do?", **more)
    quiz = make_quiz(ground.module, [(bank, None, len(KINDS))], title="Every kind", policy="practice")
    enrolment = enrol_learner(learner=cast.learner, course=ground.course, at=timezone.now())
    return start_attempt(enrolment=enrolment, quiz=quiz, at=timezone.now())


PARTS = {
    "numerical": {"numbers": [{"value": "5"}], "units": [{"name": "m", "factor": "1"}, {"name": "km", "factor": "1000"}]},
    "matching": {
        "pairs": [
            {"stem": "He lifts a rifle", "choice": "Force against him, as far as it is needed to save those he is aiming at"},
            {"stem": "She throws stones", "choice": "A way round for everybody else, and a talk with those who lead the crowd"},
        ]
    },
}


def of_kind(page: Page, kind: str) -> Locator:
    return page.locator(".question", has_text=f"Of the kind {kind}:")


def saved(attempt: Attempt, kind: str) -> dict:
    return attempt.steps.filter(item__version__kind=kind).last().response


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_and_nothing_is_cut_off(cast: Cast, attempt: Attempt, open_page: OpenPage, axe: Axe, look: str) -> None:
    page = open_page(cast.learner, **LOOKS[look])
    page.goto(attempt.get_absolute_url())
    expect(page.locator("fieldset.question")).to_have_count(len(KINDS))
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_every_kind_is_answered_by_keyboard_alone(cast: Cast, attempt: Attempt, open_page: OpenPage) -> None:
    page = open_page(cast.learner)
    page.goto(attempt.get_absolute_url())
    last = ""
    for _press in range(120):
        page.keyboard.press("Tab")
        at = page.evaluate("(({type, name, innerText}) => ({type, name, text: innerText || ''}))(document.activeElement)")
        if at["text"].strip() == "Save and go on":
            break
        if at["type"] in ("radio", "checkbox") and at["name"] != last:
            page.keyboard.press("Space")
        elif at["type"] == "select-one":
            page.keyboard.press("ArrowDown")
        elif at["type"] in ("text", "textarea"):
            page.keyboard.type("7 words")
        last = at["name"]
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Before you hand in")).to_be_visible()
    answered = set(attempt.steps.filter(kind="answer").values_list("item__version__kind", flat=True))
    assert answered == set(KINDS)


def test_steps_are_dragged_and_the_lists_say_the_same(cast: Cast, attempt: Attempt, open_page: OpenPage) -> None:
    page = open_page(cast.learner)
    page.goto(attempt.get_absolute_url())
    question = of_kind(page, "ordering")
    handles, steps = question.locator(".drag-handle"), question.locator(".order-step")
    words = steps.first.locator("label").inner_text()
    question.evaluate("each => each.scrollIntoView({block: 'center'})")
    start, end = handles.first.bounding_box(), handles.last.bounding_box()
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(end["x"] + 5, end["y"] + end["height"] - 2, steps=5)
    with page.expect_response(lambda answer: answer.url.endswith("/answer/") and answer.ok):
        page.mouse.up()
    assert steps.last.locator("label").inner_text() == words
    assert [step.locator("select").input_value() for step in steps.all()] == ["1", "2", "3"]
    moved = steps.last.locator("select").get_attribute("name").split(".")[1]
    assert saved(attempt, "ordering")["places"][moved] == 3
    page.reload()
    expect(steps.last.locator("label")).to_have_text(words)


def test_a_place_pressed_on_the_picture_is_chosen_in_the_list(cast: Cast, attempt: Attempt, open_page: OpenPage) -> None:
    page = open_page(cast.learner)
    page.goto(attempt.get_absolute_url())
    question = of_kind(page, "hotspot")
    region = question.locator("[data-region]").nth(1)
    with page.expect_response(lambda answer: answer.url.endswith("/answer/") and answer.ok):
        region.locator("rect").click(position={"x": 8, "y": 8})
    chosen = region.get_attribute("data-region")
    expect(question.locator(f'input[value="{chosen}"]')).to_be_checked()
    expect(region).to_have_class("region is-chosen")
    assert saved(attempt, "hotspot") == {"chosen": [chosen]}


def test_what_is_typed_offline_comes_back_and_is_sent(cast: Cast, attempt: Attempt, open_page: OpenPage) -> None:
    page = open_page(cast.learner)
    page.goto(attempt.get_absolute_url())
    page.context.set_offline(True)
    of_kind(page, "short-answer").locator("input[maxlength]").fill("distinction")
    page.keyboard.press("Tab")
    of_kind(page, "matching").locator("select").first.select_option(index=2)
    expect(page.locator("[data-state]")).to_contain_text("Waiting for connection")
    page.context.set_offline(False)
    expect(page.locator("[data-state]")).to_contain_text("Saved")
    assert saved(attempt, "short-answer") == {"text": "distinction"}
    assert len(saved(attempt, "matching")["pairs"]) == 1
    follow(page.get_by_role("button", name="Save and go on"))
    assert attempt.steps.count() == 2


def test_the_editor_shows_only_what_a_kind_needs(cast: Cast, ground: Ground, open_page: OpenPage) -> None:
    page = open_page(cast.trainer, viewport=DESK)
    page.goto(f"/admin/snippets/quizzes/item/edit/{ground.items[0].pk}/", timeout=60_000)
    options, numbers = page.locator("[data-item-kinds*=single]").first, page.locator("[data-item-kinds=numerical]").first
    expect(options).to_be_visible()
    expect(numbers).to_be_hidden()
    page.locator("select[name=kind]").select_option("numerical")
    expect(options).to_be_hidden()
    expect(numbers).to_be_visible()
