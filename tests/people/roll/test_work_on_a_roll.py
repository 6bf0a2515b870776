"""The work on a roll: a list that was thrown away stays so, and work that failed or died can begin again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from people.models import RollImport, User
from people.roll import services, tasks
from people.roll.ground import ground_of
from tests.conftest import NOW, TODAY, Cast
from tests.people.roll.lists import as_csv, sent

ROWS = as_csv([["77001", "Zoé Petit", "", "", ""]])
State = RollImport.State
ClientOf = Callable[[User | None], Client]
LONG = timedelta(minutes=11)


def named(cast: Cast, content: bytes = ROWS, *, is_complete: bool = False) -> RollImport:
    """A roll that waits to be checked."""
    roll = services.send_roll(
        unit=cast.alpha,
        by=cast.administrator,
        on=TODAY,
        file_name="a.csv",
        content=content,
        is_complete=is_complete,
        at=timezone.now(),
    )
    return services.name_columns(roll=roll, columns=roll.columns, at=timezone.now())


def meanwhile(monkeypatch: pytest.MonkeyPatch, deed: Callable[[], Any]) -> None:
    """Something happens while the rows are compared with the record."""

    def ground_then(*args: Any) -> Any:
        monkeypatch.setattr(services, "ground_of", ground_of)
        ground = ground_of(*args)
        deed()
        return ground

    monkeypatch.setattr(services, "ground_of", ground_then)


def page(client: Client, roll: RollImport) -> str:
    return client.get(f"/roll/{roll.pk}/").content.decode()


def test_a_list_thrown_away_while_it_is_checked_stays_thrown_away(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    roll = named(cast)
    meanwhile(monkeypatch, lambda: services.discard_roll(roll=roll, at=NOW))
    services.check_roll(roll=roll, at=NOW)
    roll.refresh_from_db()
    assert (roll.state, roll.lines, roll.rows) == (State.DISCARDED, [], [])


def test_a_list_thrown_away_before_it_is_taken_over_changes_nobody(cast: Cast) -> None:
    roll = sent(cast.alpha, cast.administrator, ROWS, is_complete=True)
    roll = services.begin_taking_over(roll=roll, at=NOW)
    services.discard_roll(roll=roll, at=NOW)
    assert services.apply_roll(roll=roll, at=NOW).state == State.DISCARDED
    assert cast.learner.postings.filter(ends_on=None).exists()
    assert not User.objects.filter(service_number="77001").exists()


def test_an_older_check_does_not_write_over_a_newer_one(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    roll = named(cast)
    RollImport.objects.update(has_failed=True)
    meanwhile(monkeypatch, lambda: services.begin_again(roll=roll, at=timezone.now() + LONG))
    services.check_roll(roll=roll, at=NOW)
    roll.refresh_from_db()
    assert (roll.state, roll.lines) == (State.CHECKING, [])


@pytest.mark.parametrize(
    "deed",
    [
        lambda roll: services.begin_taking_over(roll=roll, at=NOW),
        lambda roll: services.name_columns(roll=roll, columns={"service_number": 0, "name": 1}, at=NOW),
        lambda roll: services.mend_roll(roll=roll, content=b"", at=NOW),
        lambda roll: services.begin_again(roll=roll, at=NOW),
    ],
)
def test_no_deed_brings_a_discarded_list_back(cast: Cast, deed: Callable[[RollImport], Any]) -> None:
    roll = sent(cast.alpha, cast.administrator, ROWS)
    services.discard_roll(roll=roll, at=NOW)
    with pytest.raises(services.NotNow):
        deed(roll)


def test_throwing_away_what_was_taken_over_says_that_it_was_too_late(cast: Cast, client_of: ClientOf) -> None:
    roll = sent(cast.alpha, cast.administrator, ROWS)
    services.apply_roll(roll=roll, at=NOW)
    answer = client_of(cast.administrator).post(f"/roll/{roll.pk}/discard/", follow=True)
    assert "too late" in answer.content.decode()


def test_work_that_failed_says_so_and_begins_again(cast: Cast, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch) -> None:
    roll, client = named(cast), client_of(cast.administrator)
    monkeypatch.setattr(services, "ground_of", lambda *_args: 1 / 0)
    tasks.check.enqueue(roll.pk, "en")
    assert "stopped by a fault" in page(client, roll)
    monkeypatch.undo()
    client.post(f"/roll/{roll.pk}/again/")
    roll.refresh_from_db()
    assert (roll.state, roll.has_failed, roll.counts) == (State.CHECKED, False, {"new": 1})


def test_a_taking_over_whose_worker_died_begins_again(cast: Cast, client_of: ClientOf) -> None:
    roll, client = sent(cast.alpha, cast.administrator, ROWS), client_of(cast.administrator)
    services.begin_taking_over(roll=roll, at=timezone.now())
    assert "Begin again" not in page(client, roll)
    client.post(f"/roll/{roll.pk}/again/")
    assert not User.objects.filter(service_number="77001").exists()
    RollImport.objects.update(begun_at=timezone.now() - LONG)
    assert "Begin again" in page(client, roll)
    client.post(f"/roll/{roll.pk}/again/")
    assert User.objects.filter(service_number="77001").exists()


def test_what_waits_or_hangs_can_be_thrown_away(cast: Cast, client_of: ClientOf) -> None:
    roll, client = named(cast), client_of(cast.administrator)
    assert "Throw away" in page(client, roll)
    client.post(f"/roll/{roll.pk}/discard/")
    roll.refresh_from_db()
    assert roll.state == State.DISCARDED
