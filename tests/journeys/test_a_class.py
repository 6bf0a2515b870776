"""A training officer opens a class; it is taught, with attendance on a phone and the lesson on the wall, into the ledger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from courses.models import Completion, CoursePage, TrainingClass
from people.models import User
from tests.browsers import DESK, choose_unit
from tests.conftest import Cast
from tests.factories.courses import check, make_course, make_lesson, make_module, part, prose
from tests.factories.people import RankFactory, training_officer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def course(transactional_db: None, cast: Cast) -> CoursePage:
    course = make_course("Core course", slug="core")
    module = make_module(course, 3, "Humane treatment", slug="humane", card=[("line", "Treat everybody humanely.")])
    module.instructor_note = [("prose", {"heading": "Before you start", "text": "Bring rope and four chairs.", "rules": []})]
    module.save_revision().publish()
    situation = part("situation", title="The gate", text="<p>A car stops.</p>")
    make_lesson(module, "The minimum", body=[situation, prose("<p>Warn.</p>", heading="On patrol"), check(False, True)])
    make_lesson(module, "Wounded and sick")
    return course


@pytest.fixture
def officer(cast: Cast) -> User:
    return training_officer(
        cast.alpha, name="Omar Kimani", rank=RankFactory(name="Captain", abbreviation="Capt", level=3), is_main=True
    )


@pytest.fixture(autouse=True)
def noon(settings: Any) -> None:
    """The site's clock stands at noon, so that the day does not end during the lesson."""
    settings.TIME_ZONE = f"Etc/GMT{datetime.now(UTC).hour - 12:+d}"


class Class:
    """The deeds of the story, each on the page where a person would do it; every page passes by axe."""

    def __init__(self, axe: Any) -> None:
        self.axe = axe

    def look(self, page: Page) -> None:
        assert self.axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")

    def open(self, page: Page) -> None:
        page.goto("/learn/")
        page.get_by_role("link", name="Classes").click()
        page.get_by_role("link", name="Open a class").click()
        self.look(page)
        page.get_by_label("Name of the class").fill("Alpha, first class")
        choose_unit(page, "1st Platoon")
        page.get_by_label("Pte Leila Haddad").check()
        page.get_by_role("button", name="Open the class").click()
        expect(page.get_by_role("heading", name="Alpha, first class")).to_be_visible()
        self.look(page)

    def fill(self, page: Page, *names: str) -> None:
        page.get_by_role("link", name="Add people").click()
        self.look(page)
        page.get_by_label("1st Platoon").check()
        page.get_by_label("People by sign-in name").fill("\n".join(names))
        page.get_by_role("button", name="Add to the class").click()
        expect(page.get_by_text("2 people were added.")).to_be_visible()
        expect(page.get_by_text("Not found among your people: QM-99999.")).to_be_visible()

    def schedule(self, page: Page, starts: datetime) -> None:
        page.get_by_role("link", name="Set the days").click()
        page.get_by_label("First day").fill(starts.date().isoformat())
        page.get_by_label("Begins at").fill(starts.strftime("%H:%M"))
        page.get_by_label("Ends at").fill("23:59")
        page.get_by_label("Place").fill("Hall 2")
        self.look(page)
        page.get_by_role("button", name="Add to the timetable").click()
        expect(page.get_by_text("1 session stands in the timetable.")).to_be_visible()

    def attend(self, page: Page, absent: str) -> None:
        page.goto("/classes/")
        page.get_by_role("link", name="Alpha, first class").click()
        page.get_by_role("link", name="Hall 2").click()
        self.look(page)
        page.get_by_role("group", name=absent).get_by_role("radio", name="Absent").check()
        page.get_by_role("button", name="Save attendance").click()
        expect(page.get_by_text("Attendance is saved.")).to_be_visible()

    def teach(self, page: Page) -> str:
        """Opens the lesson's notes and marks it as taught; returns the address for the wall."""
        page.get_by_role("link", name="The minimum").click()
        expect(page.get_by_text("Bring rope and four chairs.")).to_be_visible()
        self.look(page)
        wall = str(page.get_by_role("link", name="Show on the wall").get_attribute("href"))
        page.get_by_role("button", name="Mark as taught").click()
        expect(page.get_by_text("“The minimum” is finished for 1 person present.")).to_be_visible()
        self.look(page)
        return wall


def show(page: Page, wall: str, look: Callable[[Page], None]) -> None:
    """On the classroom's computer, where nobody is signed in."""
    page.goto(wall)
    for title in ("The minimum", "The gate", "On patrol", "What do you do?", "Option 2"):
        expect(page.get_by_role("heading", name=title)).to_be_visible()
        look(page)
        page.keyboard.press("PageDown")


def test_from_opening_a_class_to_the_ledger_of_those_present(
    cast: Cast, course: CoursePage, officer: User, open_page: Callable[..., Page], axe: Any
) -> None:
    story = Class(axe)
    desk = open_page(officer, viewport=DESK)
    story.open(desk)
    story.fill(desk, "QM-99999")
    story.schedule(desk, timezone.localtime() - timedelta(minutes=1))
    phone = open_page(cast.trainer)
    story.attend(phone, absent="Jonas Weber")
    wall = story.teach(phone)
    show(open_page(viewport=DESK), wall, story.look)
    line = Completion.objects.get()
    assert line.enrolment.learner == cast.learner
    assert line.instructor_name == "Pte Leila Haddad"
    assert line.taught_in.session.training_class == TrainingClass.objects.get()
    desk.reload()
    expect(desk.get_by_text("Missed 1 lesson")).to_be_visible()
    learner = open_page(cast.learner)
    learner.goto("/learn/")
    expect(learner.get_by_text("Next session of your class")).to_be_visible()
    story.look(learner)
