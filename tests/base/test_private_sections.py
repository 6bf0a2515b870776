"""What a trainer makes private is private at once, for the section and all below it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from courses.models import LessonPage
from people.groups import TRAINERS
from people.models import User
from tests.conftest import Cast
from tests.factories.courses import make_course, make_lesson, make_module

ClientOf = Callable[[User | None], Client]


@pytest.fixture
def lesson(cast: Cast) -> LessonPage:
    return make_lesson(make_module(make_course()))


def for_trainers(page: Page) -> None:
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(Group.objects.get(name=TRAINERS))


def path_of(page: Page) -> str:
    return "/" + page.url_path.removeprefix("/home/")


def test_a_section_made_private_is_closed_to_strangers_from_the_next_request(lesson: LessonPage, client_of: ClientOf) -> None:
    stranger = client_of(None)
    assert stranger.get(path_of(lesson)).status_code == 200
    PageViewRestriction.objects.create(page=lesson.get_parent(), restriction_type=PageViewRestriction.LOGIN)
    answer = stranger.get(path_of(lesson))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


def test_a_private_section_is_open_to_the_signed_in_and_kept_by_no_cache(
    lesson: LessonPage, cast: Cast, client_of: ClientOf
) -> None:
    PageViewRestriction.objects.create(page=lesson, restriction_type=PageViewRestriction.LOGIN)
    answer = client_of(cast.learner).get(path_of(lesson))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


def test_a_section_for_one_group_is_closed_to_others(lesson: LessonPage, cast: Cast, client_of: ClientOf) -> None:
    for_trainers(lesson)
    answer = client_of(cast.learner).get(path_of(lesson))
    assert answer.status_code == 403
    html = answer.content.decode()
    assert "This page is not open to you" in html
    assert "Because." not in html
    assert client_of(cast.trainer).get(path_of(lesson)).status_code == 200


def test_a_stranger_is_led_to_the_sign_in_and_back(lesson: LessonPage, client_of: ClientOf) -> None:
    for_trainers(lesson)
    assert client_of(None).get(path_of(lesson))["Location"] == f"/account/login/?next={path_of(lesson)}"


def test_a_section_for_one_group_within_one_for_all_members_is_closed_to_others(
    lesson: LessonPage, cast: Cast, client_of: ClientOf
) -> None:
    PageViewRestriction.objects.create(page=lesson.get_parent(), restriction_type=PageViewRestriction.LOGIN)
    for_trainers(lesson)
    assert client_of(cast.learner).get(path_of(lesson)).status_code == 403
    assert client_of(cast.learner).get(path_of(lesson.get_parent())).status_code == 200


def test_a_password_does_not_open_what_is_for_a_group(lesson: LessonPage, cast: Cast, client_of: ClientOf) -> None:
    """Whoever may not see it is not asked for a password in vain."""
    PageViewRestriction.objects.create(
        page=lesson.get_parent(), restriction_type=PageViewRestriction.PASSWORD, password="harbour"
    )
    for_trainers(lesson)
    assert client_of(cast.learner).get(path_of(lesson)).status_code == 403
    assert b'type="password"' in client_of(cast.trainer).get(path_of(lesson)).content


def test_a_superuser_sees_every_section(lesson: LessonPage, cast: Cast, client_of: ClientOf) -> None:
    for_trainers(lesson)
    cast.administrator.is_superuser = True
    cast.administrator.save()
    assert client_of(cast.administrator).get(path_of(lesson)).status_code == 200


def test_a_section_with_a_password_asks_for_it(lesson: LessonPage, client_of: ClientOf) -> None:
    PageViewRestriction.objects.create(page=lesson, restriction_type=PageViewRestriction.PASSWORD, password="harbour")
    answer = client_of(None).get(path_of(lesson))
    assert b'type="password"' in answer.content
    assert b"Because." not in answer.content


def test_other_sections_stay_public(lesson: LessonPage, client_of: ClientOf) -> None:
    PageViewRestriction.objects.create(page=lesson, restriction_type=PageViewRestriction.LOGIN)
    assert client_of(None).get("/core-course/").status_code == 200
