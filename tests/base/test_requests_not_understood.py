"""What only a forged form sends is not understood, and no fault of the site: in the editor’s own forms as well."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from base.keys import LARGEST_KEY
from base.middleware import is_of_the_request
from people.models import User
from tests.conftest import Cast
from tests.factories.courses import make_course, make_lessons, make_module


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("CRITICAL", "django.request")


@pytest.fixture
def trainer(cast: Cast, client_of: Callable[[User | None], Client]) -> Client:
    return client_of(cast.trainer)


@pytest.mark.parametrize(
    ("where", "form"),
    [
        ("/admin/pages/{lesson}/edit/", {"title": "Detention"}),
        ("/admin/pages/{lesson}/edit/", {"title": "Detention", "body-count": "1"}),
        ("/admin/pages/{lesson}/copy/", {"new_parent_page": "text", "new_title": "A", "new_slug": "a"}),
        ("/admin/pages/{lesson}/move/", {"new_parent_page": "²"}),
    ],
    ids=["no body", "half a body", "no number", "no digit"],
)
def test_a_form_of_the_editor_that_no_page_sends_is_not_understood(trainer: Client, where: str, form: dict[str, str]) -> None:
    (lesson,) = make_lessons(make_module(make_course()), "Detention")
    answer = trainer.post(where.format(lesson=lesson.pk), form)
    assert answer.status_code == 400
    assert "could not be read" in answer.content.decode()
    lesson.refresh_from_db()
    assert lesson.latest_revision is None


def test_a_forged_answer_of_a_passkey_that_never_ends_is_not_understood(db: None) -> None:
    assert Client().post("/account/2fa/webauthn/login/", {"credential": "[" * 5000}).status_code == 400


def test_a_way_back_that_is_no_path_is_not_understood(trainer: Client) -> None:
    (lesson,) = make_lessons(make_module(make_course()), "Detention")
    answer = trainer.post(f"/admin/pages/{lesson.pk}/unpublish/?next=text", {"next": "text"})
    assert answer.status_code == 400


def test_a_page_that_is_gone_meanwhile_is_told_as_not_here(trainer: Client) -> None:
    (lesson,) = make_lessons(make_module(make_course()), "Detention")
    form = {"new_parent_page": str(LARGEST_KEY), "new_title": "A", "new_slug": "a"}
    assert trainer.post(f"/admin/pages/{lesson.pk}/copy/", form).status_code == 404


@pytest.mark.parametrize(
    "fault",
    [ValueError("invalid literal"), KeyError("body"), OverflowError("too large"), TypeError(), RecursionError("too deep")],
)
def test_faults_of_our_own_stay_faults(fault: Exception) -> None:
    assert not is_of_the_request(fault)
