"""However many officers act at once, nobody has two main postings on a day, and no unit two places."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from people.models import Placement, Posting, Unit
from people.postings import Refused
from people.services import post_person
from people.status.services import appoint_commander, appoint_training_officer, set_status
from people.tree.services import move_unit
from tests.conftest import TODAY, Cast

DAY = timedelta(days=1)


def at_once(deed: Callable[[int], Any], numbers: Iterable[int]) -> list[bool]:
    """Runs the deed in as many threads; whether each was done or refused."""

    def one(number: int) -> bool:
        try:
            deed(number)
        except Refused:
            return False
        finally:
            connection.close()
        return True

    work = list(numbers)
    with ThreadPoolExecutor(len(work)) as pool:
        return list(pool.map(one, work))


@pytest.mark.django_db(transaction=True)
def test_statuses_and_transfers_of_one_person(cast: Cast) -> None:
    def deed(number: int) -> None:
        first = TODAY + number * DAY
        if number % 3 == 2:
            post_person(user=cast.learner, unit=cast.bravo, on=first, at=timezone.now())
        else:
            days: dict[str, Any] = {"starts_on": first, "ends_on": first + 4 * DAY, "by": cast.administrator}
            set_status(user=cast.learner, status="excused", reason="leave", **days, at=timezone.now())

    assert all(at_once(deed, range(6)))
    for number in range(15):
        assert Posting.objects.main().valid(TODAY + number * DAY).filter(user=cast.learner).count() == 1


@pytest.mark.django_db(transaction=True)
def test_moves_of_one_tree(cast: Cast) -> None:
    """Two swaps that would make a circle: one of them is refused."""
    units = [(cast.alpha, cast.bravo), (cast.bravo, cast.alpha)]
    done = at_once(
        lambda n: move_unit(unit=units[n][0], parent=units[n][1], on=TODAY, by=cast.administrator, at=timezone.now()), range(2)
    )
    assert sorted(done) == [False, True]
    assert not any(Placement.find_problems())
    assert Placement.objects.valid(TODAY).count() == Unit.objects.count()


@pytest.mark.django_db(transaction=True)
def test_two_commanders_of_one_unit(cast: Cast) -> None:
    people = [cast.learner, cast.comrade]
    assert all(
        at_once(
            lambda n: appoint_commander(user=people[n], unit=cast.bravo, on=TODAY, by=cast.administrator, at=timezone.now()),
            range(2),
        )
    )
    assert Posting.objects.main().valid(TODAY).filter(unit=cast.bravo, role=Posting.Role.COMMANDER).count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_person_in_one_office_twice(cast: Cast) -> None:
    def deed(number: int) -> None:
        appoint_training_officer(user=cast.learner, unit=cast.bravo, starts_on=TODAY, by=cast.administrator, at=timezone.now())

    assert sorted(at_once(deed, range(2))) == [False, True]
