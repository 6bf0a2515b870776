"""A real browser goes the whole path: from the claim slip to a certificate that a stranger verifies, and the new figure."""

from __future__ import annotations

import pathlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from courses.models import CoursePage
from credentials.models import Credential, Requirement
from credentials.sheet import qr_address
from curriculum.loader import load_content
from people.models import User
from people.slips.services import issue_claim_code
from quizzes.models import Attempt
from scenarios.models import Edition, Run
from tests.browsers import DESK, follow
from tests.conftest import Cast
from tests.curriculum.one_module import read_one_module
from tests.emptying import Rows, restore, snapshot
from tests.factories.attempts import right_answer
from tests.factories.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOADED: dict[int, list[Rows]] = {}  # the database with the module, under the key of the learner who is in it
OWN_PASSWORD = "seven lanterns in the rain"
Axe = Callable[[Page], list[str]]
OpenPage = Callable[..., Page]


@pytest.fixture
def course(transactional_db: None, cast: Cast, tmp_path: pathlib.Path) -> CoursePage:
    """A real module of the built-in course, required of the whole contingent; loaded once for all journeys of this process."""
    if cast.learner.pk in LOADED:
        restore(LOADED[cast.learner.pk])
    else:
        load_content(content=read_one_module(tmp_path), at=timezone.now())
        LOADED[cast.learner.pk] = snapshot()
    course = CoursePage.objects.select_related("achievement").get(slug="core")
    assert course.achievement is not None
    Requirement.objects.create(unit=cast.contingent, achievement=course.achievement, due_on=date(2099, 1, 1))
    return course


class Walker:
    """A person with a browser; every screen that is reached is examined by axe and for sideways scrolling."""

    def __init__(self, page: Page, axe: Axe | None) -> None:
        self.page = page
        self.axe = axe
        self.faults: list[str] = []
        self.seen: set[str] = set()

    def goto(self, path: str) -> None:
        self.page.goto(path)
        self.look()

    def press(self, name: str) -> None:
        """The button or link of that name, by its accessible name."""
        button = self.page.get_by_role("button", name=name)
        target = button if button.count() else self.page.get_by_role("link", name=name)
        self.click(target.first)

    def reads(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)

    def click(self, target: Locator) -> None:
        follow(target)
        self.look()

    def look(self) -> None:
        """Each address under each heading once. Axe runs as a script, so it looks only where scripts run."""
        screen = f"{urlsplit(self.page.url).path} {self.page.locator('h1').first.inner_text()}"
        if self.axe is None or screen in self.seen:
            return
        self.seen.add(screen)
        self.faults += [f"{screen}: {violation}" for violation in self.axe(self.page)]
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            self.faults.append(f"{screen}: scrolls sideways by {wide} px")


def right_fields(attempt: Attempt) -> dict[int, dict[str, Any]]:
    """What the form of each question holds when it is answered rightly, by its number; only the database knows."""
    slots = attempt.items.select_related("version")
    return {slot.number: right_answer(slot.version.answer_key, f"item-{slot.number}") for slot in slots}


def write(field: Locator, value: str) -> None:
    """A text or a number; from a list, by choosing."""
    if field.evaluate("field => field.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.fill(value)


def answer(walker: Walker, attempt: Attempt, *, rightly: bool) -> None:
    """Answers every question of the open attempt and hands in: rightly, or the first wrong option and no pair and no order."""
    right = right_fields(attempt)
    while True:
        for fieldset in walker.page.locator("fieldset.question").all():
            fields = right[int(fieldset.get_attribute("data-item") or 0)]
            for option in fieldset.locator("input[type=radio], input[type=checkbox]").all():
                if (option.get_attribute("value") in fields[str(option.get_attribute("name"))]) == rightly:
                    option.check()
                    if not rightly:
                        break
            choices = {name: value for name, value in fields.items() if not isinstance(value, list)} if rightly else {}
            for name, value in choices.items():
                write(fieldset.locator(f"[name='{name}']:not([type=radio], [type=checkbox])"), str(value))
        walker.press("Save and go on")
        if walker.page.locator("fieldset.question").count() == 0:
            break
    walker.press("Hand in")


def play_well(walker: Walker) -> None:
    """Decides rightly until the debrief."""
    qualities = {
        (scene["key"], choice["key"]): choice["quality"]
        for scene in Edition.objects.get().document["scenes"]
        for choice in scene["choices"]
    }
    right = {key for (_, key), quality in qualities.items() if quality == "right"}
    while (options := walker.page.locator("input[name=choice][type=radio]:enabled")).count():
        keys = [option.get_attribute("value") for option in options.all()]
        chosen = next((key for key in keys if key in right), keys[0])
        walker.page.locator(f"input[name=choice][value='{chosen}']").check()
        walker.click(walker.page.locator("form:has(input[name=choice][type=radio]) button[type=submit]"))


@dataclass(frozen=True)
class Path:
    course: CoursePage
    cast: Cast


@pytest.fixture
def path(course: CoursePage, cast: Cast) -> Path:
    return Path(course, cast)


def claim(walker: Walker, soldier: User, administrator: User) -> None:
    """From the slip to an own password."""
    soldier.set_unusable_password()
    soldier.save()
    _, code = issue_claim_code(user=soldier, by=administrator, at=timezone.now())
    walker.goto("/me/claim/")
    walker.page.fill("input[name=name]", soldier.username.lower())
    walker.page.fill("input[name=code]", f"{code[:4]} {code[4:8]} {code[8:]}")
    walker.press("Go on")
    for field in walker.page.locator("input[type=password]").all():
        field.fill(OWN_PASSWORD)
    walker.press("Save and go on")


def study(walker: Walker) -> None:
    """Reads the six lessons, and checks herself in the first."""
    walker.goto("/learn/")
    walker.reads("activities left before")
    walker.press("Start")
    check = walker.page.locator("section.check").first
    check.locator("input").nth(1).check()
    expect(check.locator(".check-reason:visible")).to_have_count(1)
    for _ in range(6):
        walker.press("Finish lesson and continue")


def play(walker: Walker) -> None:
    """Plays the scenario rightly to its debrief."""
    expect(walker.page.locator("h1")).to_have_text("Checkpoint at dusk")
    walker.click(walker.page.locator("main form button").first)
    play_well(walker)
    assert Run.objects.get().passed is True


def fail_once_and_pass(walker: Walker) -> None:
    """Sits the module quiz twice."""
    walker.goto("/learn/")
    walker.press("Continue")
    for rightly in (False, True):
        walker.click(walker.page.locator("main form button").first)
        answer(walker, Attempt.objects.get(submitted_at=None), rightly=rightly)
        assert Attempt.objects.order_by("-number")[0].passed is rightly
        if not rightly:
            walker.goto("/core/humane-treatment/quiz/")


def hold_the_certificate(walker: Walker, soldier: User) -> Credential:
    """Finds the certificate from the own page, and opens it as PDF."""
    walker.goto("/learn/")
    credential = Credential.objects.get(holder=soldier)
    walker.click(walker.page.locator(f"main a[href$='/certificates/{credential.code}/']").first)
    with walker.page.expect_response(re.compile(r"sheet\.pdf$")) as opened:
        walker.page.get_by_role("link", name="Open the certificate (PDF)").click()
    assert opened.value.headers["content-type"] == "application/pdf"
    assert walker.page.request.get(opened.value.url).body().startswith(b"%PDF")
    return credential


def read_the_own_data(walker: Walker, credential: Credential) -> None:
    """Everything held stands on one page: decisions, answers, certificate."""
    walker.goto("/me/data/")
    for words in ("Checkpoint at dusk", "Module 3 quiz", credential.code):
        walker.reads(words)


def verify(stranger: Walker, credential: Credential) -> None:
    """Follows the address of the QR code, and types the code as it is printed."""
    stranger.goto(urlsplit(qr_address(credential)).path)
    stranger.reads("Valid")
    stranger.goto("/verify/")
    stranger.page.fill("input[name=code]", credential.grouped_code.lower())
    stranger.press("Verify")
    stranger.reads("Valid")
    expect(stranger.page.locator("main")).not_to_contain_text(credential.holder_name)


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_soldier_is_claimed_trained_certified_verified_and_counted(
    open_page: OpenPage, axe: Axe, path: Path, javascript: bool
) -> None:
    soldier, stranger = (Walker(open_page(java_script_enabled=javascript), axe if javascript else None) for _ in range(2))
    commander = Walker(open_page(path.cast.commander, DESK), axe)
    assert qualified(commander) == 0
    claim(soldier, path.cast.learner, path.cast.administrator)
    study(soldier)
    play(soldier)
    fail_once_and_pass(soldier)
    credential = hold_the_certificate(soldier, path.cast.learner)
    read_the_own_data(soldier, credential)
    verify(stranger, credential)
    assert qualified(commander) == 1
    assert soldier.faults + stranger.faults + commander.faults == []


def qualified(commander: Walker) -> int:
    """The commander's figure, as it stands on the page."""
    commander.seen.clear()  # it is another page each time: empty, then with a figure
    commander.goto("/readiness/")
    return int(commander.page.locator(".figure-value").first.inner_text().split()[0])


def test_signing_in_by_name_and_password_opens_the_own_training(open_page: OpenPage, course: CoursePage, cast: Cast) -> None:
    page = open_page()
    page.goto("/account/login/")
    page.fill("input[name=login]", cast.comrade.username)
    page.fill("input[name=password]", PASSWORD)
    follow(page.locator("main button.button").first)
    expect(page).to_have_url(re.compile("/learn/$"))
    expect(page.locator("h1")).to_have_text("Your training")
