"""Two learners sit an examination one after the other on one shared device, under the eyes of their trainer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from people.models import User
from quizzes.models import Attempt
from tests.browsers import DESK, follow
from tests.conftest import Cast
from tests.factories.classes import make_class
from tests.factories.people import PASSWORD
from tests.quizzes.conftest import Ground, right_ids

OpenPage = Callable[..., Page]


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


@pytest.fixture
def room(cast: Cast, ground: Ground) -> Ground:
    ground.quiz.is_supervised, ground.quiz.time_limit = True, 40
    ground.quiz.save()
    people = (cast.learner, cast.comrade)
    make_class(ground.course, cast.administrator, *people, at=timezone.now() - timedelta(hours=1), instructors=[cast.trainer])
    return ground


def sit(device: Page, user: User, code: str) -> None:
    """Signs in, types the code from the wall, answers everything, hands in, leaves nothing behind."""
    device.goto("/account/login/?next=/quiz/sit/")
    device.get_by_label("Sign-in name").fill(user.username)
    device.get_by_label("Password", exact=True).fill(PASSWORD)
    follow(button(device, "Sign in"))
    device.get_by_label("Code on the wall").fill(code.lower())
    follow(button(device, "Begin"))
    attempt = Attempt.objects.get(enrolment__learner=user)
    for item in attempt.items.select_related("version"):
        device.locator(f"input[name='item-{item.number}'][value='{right_ids(item)[0]}']").check()
    follow(button(device, "Save and go on"))
    follow(button(device, "Hand in"))
    expect(device.get_by_role("heading", name="Passed")).to_be_visible()
    follow(button(device, "Finish and clear"))
    expect(device.get_by_role("heading", name="You are signed out.")).to_be_visible()
    assert not device.context.cookies()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_two_learners_share_a_device(cast: Cast, room: Ground, open_page: OpenPage, axe: Callable[[Page], list[str]]) -> None:
    desk, device = open_page(cast.trainer, viewport=DESK), open_page()
    desk.goto("/quiz/sittings/")
    follow(desk.get_by_role("link", name="On devices"))
    desk.get_by_label(room.quiz.title).check()
    follow(button(desk, "Open the sitting"))
    code = desk.locator(".sitting-code .code").inner_text()
    assert not axe(desk)
    sit(device, cast.learner, code)
    sit(device, cast.comrade, code)
    desk.reload()
    expect(desk.get_by_text("Handed in", exact=True)).to_have_count(2)
    follow(desk.get_by_role("link", name="Close the sitting"))
    follow(button(desk, "Close the sitting"))
    expect(desk.get_by_text("Signature of the invigilator:")).to_be_visible()
    assert not axe(desk)
