"""For a day on which the unit had no place, the page says so and shows the figures of today; it is not “not here”."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from courses.models import CoursePage
from people.models import User
from tests.conftest import Cast

ClientOf = Callable[[User | None], Client]
SAID = "The unit had no place on that day."


@pytest.mark.parametrize(("day", "is_said"), [("1990-01-01", True), ("", False), ("rubbish", False)])
def test_the_page_says_so(cast: Cast, course: CoursePage, client_of: ClientOf, day: str, is_said: bool) -> None:
    answer = client_of(cast.commander).get(f"/readiness/units/{cast.alpha.pk}/?on={day}")
    assert answer.status_code == 200
    assert (SAID in answer.content.decode()) is is_said


def test_a_file_is_of_today_and_names_its_day(cast: Cast, course: CoursePage, client_of: ClientOf) -> None:
    answer = client_of(cast.commander).get(f"/readiness/units/{cast.alpha.pk}/figures.csv?on=1990-01-01")
    assert timezone.localdate().isoformat() in b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]


def test_the_unit_of_others_stays_closed(cast: Cast, course: CoursePage, client_of: ClientOf) -> None:
    assert client_of(cast.commander).get(f"/readiness/units/{cast.bravo.pk}/?on=1990-01-01").status_code == 404
