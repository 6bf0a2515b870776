"""A real browser goes the whole path: from the claim slip to a certificate that a stranger verifies, and the new figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone

from courses.models import CoursePage
from credentials.models import Credential, Requirement
from curriculum.loader import load_content
from curriculum.reading import read_content
from people.models import User
from people.slips.services import issue_claim_code
from quizzes.models import Attempt
from scenarios.models import Edition, Run
from tests.browsers import DESK, PHONE, sign_in
from tests.conftest import Cast
from tests.factories.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OWN_PASSWORD = "seven lanterns in the rain"
Axe = Callable[[Any], list[str]]


@pytest.fixture
def course(transactional_db: None, cast: Cast) -> CoursePage:
    """The real built-in course, required of the whole contingent."""
    load_content(content=read_content(), at=timezone.now())
    course = CoursePage.objects.select_related("achievement").get(slug="core")
    assert course.achievement is not None
    Requirement.objects.create(
        unit=cast.contingent, achievement=course.achievement, due_on=timezone.localdate().replace(year=2099)
    )
    return course


class Walker:
    """A person with a browser; every screen that is reached is examined by axe and for sideways scrolling."""

    def __init__(self, context: Any, base: str, axe: Axe | None) -> None:
        self.page = context.new_page()
        self.page.set_default_timeout(8000)
        self.base = base
        self.axe = axe
        self.faults: list[str] = []
        self.page.on(
            "console", lambda m: self.faults.append(f"console: {m.text}") if "Content Security Policy" in m.text else None
        )
        self.page.on("request", lambda r: self._own_host(r.url))
        self.seen: set[str] = set()

    def _own_host(self, url: str) -> None:
        if not url.startswith((self.base, "data:", "blob:")):
            self.faults.append(f"asked another host: {url}")

    def goto(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else self.base + path)
        self.look()

    def press(self, name: str) -> None:
        """The button or link of that name, by its accessible name."""
        button = self.page.get_by_role("button", name=name)
        target = button if button.count() else self.page.get_by_role("link", name=name)
        self.click(target.first)

    def click(self, target: Any) -> None:
        """Presses what leads to another page, and waits until that page stands."""
        with self.page.expect_navigation():
            target.click()
        self.look()

    def look(self) -> None:
        """Axe runs as a script, so it looks only where scripts run."""
        title = self.page.title()
        if self.axe is None or title in self.seen:
            return
        self.seen.add(title)
        self.faults += [f"{title}: {violation}" for violation in self.axe(self.page)]
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            self.faults.append(f"{title}: scrolls sideways by {wide} px")

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()


def right_answers(attempt: Attempt) -> dict[int, list[str]]:
    """Option ids that are right, by question number; only the database knows them."""
    return {
        slot.number: [key for key, fraction in slot.version.answer_key["fractions"].items() if fraction > 0]
        for slot in attempt.items.select_related("version")
    }


def answer(walker: Walker, attempt: Attempt, *, rightly: bool) -> None:
    """Answers every question of the open attempt, rightly or with the first wrong option, and hands in."""
    right = right_answers(attempt)
    while True:
        for fieldset in walker.page.locator("fieldset.question").all():
            number = int(fieldset.get_attribute("data-item") or 0)
            for option in fieldset.locator("input[type=radio], input[type=checkbox]").all():
                if (option.get_attribute("value") in right[number]) == rightly:
                    option.check()
                    if not rightly:
                        break
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
    while walker.page.get_by_role("button", name="Decide").count():
        options = walker.page.locator("input[name=choice]:enabled")
        keys = [option.get_attribute("value") for option in options.all()]
        chosen = next((key for key in keys if key in right), keys[0])
        walker.page.locator(f"input[name=choice][value='{chosen}']").check()
        walker.press("Decide")


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
    assert "activities left before" in walker.page.locator("main").inner_text()
    walker.press("Start")
    check = walker.page.locator("section.check").first
    check.locator("input").nth(1).check()
    assert check.locator(".check-reason:visible").count() == 1
    for _ in range(6):
        walker.press("Finish lesson and continue")


def play(walker: Walker) -> None:
    """Plays the scenario rightly to its debrief."""
    assert walker.heading == "Checkpoint at dusk"
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
    """Finds the certificate, and opens it as PDF."""
    walker.goto("/learn/")
    credential = Credential.objects.get(holder=soldier)
    walker.goto(f"/certificates/{credential.code}/")
    pdf = walker.page.request.get(f"{walker.base}/certificates/{credential.code}/sheet.pdf")
    assert pdf.status == 200
    assert pdf.body().startswith(b"%PDF")
    return credential


def read_the_own_data(walker: Walker, credential: Credential) -> None:
    """Everything held stands on one page: decisions, answers, certificate."""
    walker.goto("/me/data/")
    text = walker.page.locator("main").inner_text()
    assert "Checkpoint at dusk" in text
    assert "Module 3 quiz" in text
    assert credential.code in text


def verify(stranger: Walker, credential: Credential) -> None:
    """Types the code as it is printed."""
    stranger.goto("/verify/")
    stranger.page.fill("input[name=code]", credential.grouped_code.lower())
    stranger.press("Verify")
    text = stranger.page.locator("main").inner_text()
    assert "Valid" in text
    assert credential.holder_name not in text


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_soldier_is_claimed_trained_certified_verified_and_counted(
    browser: Any, live_server: Any, axe: Axe, path: Path, javascript: bool
) -> None:
    def walker() -> Walker:
        context = browser.new_context(viewport=PHONE, locale="en", java_script_enabled=javascript)
        return Walker(context, live_server.url, axe if javascript else None)

    soldier, stranger = walker(), walker()
    assert qualified(browser, live_server.url, path.cast.commander) == 0
    claim(soldier, path.cast.learner, path.cast.administrator)
    study(soldier)
    play(soldier)
    fail_once_and_pass(soldier)
    credential = hold_the_certificate(soldier, path.cast.learner)
    read_the_own_data(soldier, credential)
    verify(stranger, credential)
    assert qualified(browser, live_server.url, path.cast.commander) == 1
    assert soldier.faults + stranger.faults == []


def qualified(browser: Any, base: str, commander: User) -> int:
    """The commander's figure, as it stands on the page."""
    context = browser.new_context(viewport=DESK, locale="en")
    sign_in(context, commander, base)
    page = context.new_page()
    page.goto(f"{base}/readiness/")
    number = int(page.locator(".figure-value").first.inner_text().split()[0])
    context.close()
    return number


def test_signing_in_by_name_and_password_opens_the_own_training(open_page: Any, course: CoursePage, cast: Cast) -> None:
    page = open_page()
    page.goto("/account/login/")
    page.fill("input[name=login]", cast.comrade.username)
    page.fill("input[name=password]", PASSWORD)
    page.locator("main button.button").first.click()
    page.wait_for_url("**/learn/")
    assert page.locator("h1").inner_text() == "Your training"
