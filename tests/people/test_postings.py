"""One main posting at a time, with its days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from people.models import Posting, User
from people.postings import Refused
from people.services import post_person
from people.status.services import set_status
from tests.conftest import Cast

ON = date(2026, 6, 1)
AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
NEXT_YEAR = AT + timedelta(days=365)


def main_days(user: User) -> list[tuple[str, date, date | None]]:
    return [(p.unit.short_name, p.starts_on, p.ends_on) for p in user.postings.filter(is_main=True).order_by("starts_on")]


def test_a_new_main_posting_ends_the_older_on_the_day_before(cast: Cast) -> None:
    post_person(user=cast.learner, unit=cast.bravo, on=ON, at=timezone.now())
    assert main_days(cast.learner) == [("1 Pl", date(2026, 1, 1), ON - timedelta(days=1)), ("B Coy", ON, None)]


def test_a_posting_planned_for_later_gives_way(cast: Cast) -> None:
    post_person(user=cast.learner, unit=cast.bravo, on=ON + timedelta(days=30), at=timezone.now())
    post_person(user=cast.learner, unit=cast.alpha, on=ON, at=AT)
    assert main_days(cast.learner) == [("1 Pl", date(2026, 1, 1), ON - timedelta(days=1)), ("A Coy", ON, None)]


def test_a_posting_that_began_meanwhile_is_never_written_over(cast: Cast) -> None:
    may, august = date(2026, 5, 1), date(2026, 8, 1)
    post_person(user=cast.learner, unit=cast.bravo, on=may, at=timezone.now())
    post_person(user=cast.learner, unit=cast.alpha, on=august, at=timezone.now())
    before = main_days(cast.learner)
    with pytest.raises(Refused, match="Bravo Company since 1 May 2026"):
        post_person(user=cast.learner, unit=cast.platoon, on=date(2026, 3, 1), at=NEXT_YEAR)
    assert main_days(cast.learner) == before
    post_person(user=cast.learner, unit=cast.platoon, on=date(2026, 9, 1), at=NEXT_YEAR)
    assert main_days(cast.learner) == [*before[:2], ("A Coy", august, date(2026, 8, 31)), ("1 Pl", date(2026, 9, 1), None)]


def test_a_time_elsewhere_that_is_over_is_put_into_the_past_and_what_followed_stays(cast: Cast) -> None:
    post_person(user=cast.learner, unit=cast.bravo, on=date(2026, 3, 1), until=date(2026, 3, 31), at=NEXT_YEAR)
    assert main_days(cast.learner) == [
        ("1 Pl", date(2026, 1, 1), date(2026, 2, 28)),
        ("B Coy", date(2026, 3, 1), date(2026, 3, 31)),
        ("1 Pl", date(2026, 4, 1), None),
    ]


def test_leave_stays_leave_in_the_new_unit_and_a_loan_ends(cast: Cast) -> None:
    by, (first, last) = cast.administrator, (ON + timedelta(days=5), ON + timedelta(days=9))
    set_status(user=cast.learner, status="excused", reason="leave", starts_on=first, ends_on=last, by=by, at=timezone.now())
    set_status(user=cast.comrade, status="attached", unit=cast.alpha, starts_on=ON, ends_on=None, by=by, at=timezone.now())
    for user in (cast.learner, cast.comrade):
        post_person(user=user, unit=cast.bravo, on=ON + timedelta(days=1), at=AT)
    statuses = [(p.unit.short_name, p.status, p.starts_on) for p in cast.learner.postings.order_by("starts_on")]
    assert statuses[1:] == [
        ("B Coy", "present", ON + timedelta(days=1)),
        ("B Coy", "excused", first),
        ("B Coy", "present", last + timedelta(days=1)),
    ]
    now = cast.comrade.postings.latest("starts_on")
    assert (now.unit, now.home, now.status) == (cast.bravo, None, "present")


def test_a_posting_beside_the_main_one_ends_nothing(cast: Cast) -> None:
    post_person(user=cast.learner, unit=cast.bravo, on=ON, is_main=False, role=Posting.Role.ACTING_COMMANDER, at=timezone.now())
    assert main_days(cast.learner) == [("1 Pl", date(2026, 1, 1), None)]


def test_the_database_refuses_two_open_main_postings(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.create(user=cast.learner, unit=cast.bravo, starts_on=ON)


def test_the_database_refuses_days_in_the_wrong_order(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.create(user=cast.learner, unit=cast.bravo, starts_on=ON, ends_on=ON - timedelta(days=1), is_main=False)
