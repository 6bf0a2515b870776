"""In a real browser: a learner contests a result, the officer answers, the learner reads it; a person is erased.

axe looks at every page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from courses.services import enrol_learner
from people.models import User
from tests.browsers import DESK, follow
from tests.conftest import NOW, Cast
from tests.factories.courses import make_course
from tests.factories.people import PASSWORD, training_officer


@pytest.fixture
def officer(cast: Cast) -> User:
    return training_officer(cast.alpha, name="Ada Oko", is_main=True)


def test_a_result_is_contested_and_answered(cast: Cast, officer: User, open_page: Callable[..., Page], axe: Any) -> None:
    enrolment = enrol_learner(learner=cast.learner, course=make_course(), at=NOW)
    learner, trained = open_page(cast.learner), open_page(officer, DESK)
    learner.goto(f"/contests/courses/{enrolment.pk}/")
    follow(learner.get_by_role("button", name="Contest it"))
    assert axe(learner) == []  # with its error
    learner.get_by_label("What is wrong, and why?").fill("I was in the third session.\nIt is not counted.")
    follow(learner.get_by_role("button", name="Contest it"))
    expect(learner.get_by_text("An answer is due by")).to_be_visible()
    assert axe(learner) == []

    trained.goto("/me/messages/")
    follow(trained.get_by_role("button", name="Open").first)
    expect(trained.get_by_text("I was in the third session.")).to_be_visible()
    assert axe(trained) == []
    trained.get_by_label("It may be done again").check()
    trained.get_by_label("Answer", exact=True).fill("The session was marked wrongly. Come on Monday.")
    follow(trained.get_by_role("button", name="Send the answer"))
    expect(trained.get_by_text("Answered. The learner is told.")).to_be_visible()
    trained.goto("/contests/")
    assert axe(trained) == []

    learner.goto("/learn/")
    expect(learner.get_by_text("1 new message")).to_be_visible()
    learner.goto("/contests/")
    assert axe(learner) == []
    follow(learner.get_by_role("link", name="Core course"))
    expect(learner.get_by_text("Come on Monday.")).to_be_visible()
    assert axe(learner) == []


def test_a_person_is_erased(cast: Cast, open_page: Callable[..., Page]) -> None:
    page = open_page(cast.administrator, DESK)
    page.goto(f"/admin/users/erase/{cast.learner.pk}/")
    page.fill("input[name=password]", PASSWORD)
    follow(page.get_by_role("button", name="Confirm").first)
    expect(page.get_by_role("heading", name="What goes")).to_be_visible()
    page.fill("input[name=confirm]", cast.learner.username)
    page.get_by_role("button", name="Erase for ever").click()
    expect(page.get_by_text("The person is erased.")).to_be_visible()
    cast.learner.refresh_from_db()
    assert cast.learner.erased_at is not None
