"""A number that no database holds names nothing: whoever asks hears “not here” or “not understood”, never a fault of ours."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from courses.models import TrainingClass
from people.models import User
from tests.access import patterns
from tests.conftest import Cast
from tests.factories.courses import make_course
from tests.factories.people import training_officer

TOO_LARGE = str(10**22)
NUMBER = re.compile(r"<int:\w+>")


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("CRITICAL", "django.request")


def addresses() -> list[str]:
    """Every address of ours in which nothing but numbers is to be filled in."""
    filled = [NUMBER.sub(TOO_LARGE, p.route) for p in patterns() if NUMBER.search(p.route) and not p.route.startswith("admin/")]
    return sorted({f"/{route}" for route in filled if "<" not in route and "(" not in route})


@pytest.mark.parametrize("who", ["commander", "officer", "administrator", "trainer", "learner"])
def test_it_is_answered_with_not_found(cast: Cast, client_of: Callable[[User | None], Client], who: str) -> None:
    user = training_officer(cast.alpha) if who == "officer" else getattr(cast, who)
    client = client_of(user)
    client.raise_request_exception = False
    answers = {path: client.get(path).status_code for path in addresses()}
    assert len(answers) > 40
    assert {path: status for path, status in answers.items() if status >= 500} == {}


@pytest.mark.parametrize("field", ["course", "instructors"])
def test_in_a_form_nothing_is_done(cast: Cast, client_of: Callable[[User | None], Client], field: str) -> None:
    course = make_course()
    form = {"course": course.pk, "title": "Alpha", "language": "en", "instructors": cast.trainer.pk}
    client = client_of(cast.administrator)
    client.raise_request_exception = False
    answer = client.post("/classes/open/", form | {field: TOO_LARGE})
    assert answer.status_code in {200, 400}  # SQLite refuses the number, PostgreSQL finds nothing under it
    assert not TrainingClass.objects.exists()


def test_in_a_filter_of_the_editor_nothing_fails(cast: Cast, client_of: Callable[[User | None], Client]) -> None:
    client = client_of(cast.administrator)
    client.raise_request_exception = False
    home = make_course().get_parent()
    assert client.get(f"/admin/pages/{home.pk}/", {"owner": TOO_LARGE}).status_code in {200, 400}
