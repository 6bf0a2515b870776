"""A page that its trainer closed is read, finished, played and taken only by those whom it admits."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from courses.models import Completion, LessonPage, ModulePage
from quizzes.models import Attempt
from scenarios.models import Run
from tests.conftest import Cast
from tests.factories.quizzes import make_bank, make_items, make_quiz
from tests.factories.scenarios import make_scenario

pytestmark = pytest.mark.django_db
LOGIN, GROUPS, PASSWORD = PageViewRestriction.LOGIN, PageViewRestriction.GROUPS, PageViewRestriction.PASSWORD


def close(module: ModulePage, kind: str, *groups: Group) -> None:
    restriction = PageViewRestriction.objects.create(page=module, restriction_type=kind, password="kiri")
    restriction.groups.set(groups)


def finish(client: Client, lesson: LessonPage) -> int:
    return client.post(reverse("courses:lesson-finish", args=[lesson.pk])).status_code


def test_a_stranger_is_asked_to_sign_in(client: Client, module: ModulePage, lessons: list[LessonPage]) -> None:
    close(module, LOGIN)
    answer = client.get(lessons[0].get_url())
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/login/")


def test_whoever_signed_in_reads_and_finishes_it(
    cast: Cast, module: ModulePage, lessons: list[LessonPage], client_of: Callable[..., Client]
) -> None:
    close(module, LOGIN)
    client = client_of(cast.learner)
    assert client.get(lessons[0].get_url()).status_code == 200
    assert finish(client, lessons[0]) == 302
    assert Completion.objects.count() == 1


def test_only_members_of_its_groups_finish_it(
    cast: Cast, module: ModulePage, lessons: list[LessonPage], client_of: Callable[..., Client]
) -> None:
    close(module, GROUPS, *cast.trainer.groups.all())
    assert finish(client_of(cast.learner), lessons[0]) == 404
    assert finish(client_of(cast.administrator), lessons[0]) == 404
    assert finish(client_of(cast.trainer), lessons[0]) == 302
    assert Completion.objects.get().enrolment.learner == cast.trainer


def test_a_shared_password_proves_nobodys_identity(
    cast: Cast, module: ModulePage, lessons: list[LessonPage], client_of: Callable[..., Client]
) -> None:
    close(module, PASSWORD)
    assert finish(client_of(cast.learner), lessons[0]) == 404


def test_trainers_are_not_offered_shared_passwords(cast: Cast, module: ModulePage, client_of: Callable[..., Client]) -> None:
    html = client_of(cast.trainer).get(reverse("wagtailadmin_pages:set_privacy", args=[module.pk])).json()["html"]
    assert 'value="login"' in html
    assert 'value="password"' not in html


# --- Scenarios and quizzes, by the same rule -------------------------------------------------------


@pytest.fixture
def starts(module: ModulePage, db: None) -> list[str]:
    """Where a scenario and a quiz of the module begin."""
    bank = make_bank()
    make_items(bank, 3)
    quiz, scenario = make_quiz(module, [(bank, None, 2)]), make_scenario(module)
    return [reverse("scenarios:start", args=[scenario.pk]), reverse("quizzes:attempt-start", args=[quiz.pk])]


def answers(client: Client, starts: list[str]) -> list[int]:
    return [client.post(address).status_code for address in starts]


def test_whoever_signed_in_plays_and_is_asked(
    cast: Cast, module: ModulePage, starts: list[str], client_of: Callable[..., Client]
) -> None:
    close(module, LOGIN)
    assert answers(client_of(cast.learner), starts) == [302, 302]
    assert (Run.objects.count(), Attempt.objects.count()) == (1, 1)


def test_only_members_of_its_groups_play_and_are_asked_whoever_writes_elsewhere(
    cast: Cast, module: ModulePage, starts: list[str], client_of: Callable[..., Client]
) -> None:
    close(module, GROUPS, *cast.trainer.groups.all())
    assert answers(client_of(cast.learner), starts) == [404, 404]
    assert answers(client_of(cast.administrator), starts) == [404, 404]
    assert answers(client_of(cast.trainer), starts) == [302, 302]


def test_a_shared_password_opens_neither_scenario_nor_quiz(
    cast: Cast, module: ModulePage, starts: list[str], client_of: Callable[..., Client]
) -> None:
    close(module, PASSWORD)
    assert answers(client_of(cast.trainer), starts) == [404, 404]


def test_other_modules_stay_open(
    cast: Cast, module: ModulePage, lessons: list[LessonPage], client_of: Callable[..., Client]
) -> None:
    from tests.factories.courses import make_lesson, make_module

    other = make_module(module.get_parent().specific, 2, "Force")
    lesson = make_lesson(other)
    close(module, GROUPS)
    assert finish(client_of(cast.learner), lesson) == 302
