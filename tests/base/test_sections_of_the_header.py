"""The section of a page is marked in the navigation; a page that is not there stands in none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from credentials.models import Requirement
from people.models import User
from tests.conftest import Cast
from tests.factories.courses import make_achievement

ClientOf = Callable[[User | None], Client]
MARK = 'aria-current="true"'


@pytest.mark.parametrize("path", ["/certificates/ABCD/", "/requirements/99/end/", "/readiness/units/999999/", "/no/such/page/"])
def test_no_section_is_marked_where_nothing_is_found(cast: Cast, client_of: ClientOf, path: str) -> None:
    answer = client_of(cast.administrator).get(path)
    assert answer.status_code == 404
    assert "site-nav" in answer.content.decode()
    assert MARK not in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("/verify/", "Verify"),
        ("/prints/units/{}/", "Readiness"),
        ("/reminders/units/{}/", "Readiness"),
        ("/readiness/documents/units/{}/", "Readiness"),
        ("/external/", "People"),
        ("/me/slip/", "People"),
        ("/quiz/corrections/", "Results"),
        ("/quiz/corrections/late/", "Results"),
        ("/quiz/to-mark/", "Results"),
        ("/contests/", "Results"),
        ("/quiz/extra-time/", "Planning"),
        ("/audit/", "Audit log"),
    ],
)
def test_the_section_of_a_page_that_is_there_is_marked(cast: Cast, client_of: ClientOf, path: str, section: str) -> None:
    Requirement.objects.create(unit=cast.alpha, achievement=make_achievement(), due_on=timezone.localdate())
    text = client_of(cast.administrator).get(path.format(cast.alpha.pk), follow=True).content.decode()
    assert text.count(MARK) == 1
    assert f"{MARK}>{section}<" in text
