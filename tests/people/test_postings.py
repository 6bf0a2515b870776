"""One main posting at a time, with its days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from people.models import Posting, User
from people.services import post_person
from tests.conftest import Cast

ON = date(2026, 6, 1)


def main_days(user: User) -> list[tuple[str, date, date | None]]:
    return [(p.unit.short_name, p.starts_on, p.ends_on) for p in user.postings.filter(is_main=True).order_by("starts_on")]


def test_a_new_main_posting_ends_the_older_on_the_day_before(cast: Cast) -> None:
    post_person(user=cast.learner, unit=cast.bravo, on=ON)
    assert main_days(cast.learner) == [("1 Pl", date(2026, 1, 1), ON - timedelta(days=1)), ("B Coy", ON, None)]


def test_a_posting_planned_for_later_gives_way(cast: Cast) -> None:
    post_person(user=cast.learner, unit=cast.bravo, on=ON + timedelta(days=30))
    post_person(user=cast.learner, unit=cast.alpha, on=ON)
    assert main_days(cast.learner) == [("1 Pl", date(2026, 1, 1), ON - timedelta(days=1)), ("A Coy", ON, None)]


def test_a_posting_beside_the_main_one_ends_nothing(cast: Cast) -> None:
    post_person(user=cast.learner, unit=cast.bravo, on=ON, is_main=False, role=Posting.Role.ACTING_COMMANDER)
    assert main_days(cast.learner) == [("1 Pl", date(2026, 1, 1), None)]


def test_the_database_refuses_two_open_main_postings(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.create(user=cast.learner, unit=cast.bravo, starts_on=ON)


def test_the_database_refuses_days_in_the_wrong_order(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.create(user=cast.learner, unit=cast.bravo, starts_on=ON, ends_on=ON - timedelta(days=1), is_main=False)
