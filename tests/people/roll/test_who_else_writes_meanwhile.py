"""A long list keeps nobody from writing for longer than its own writing takes: it is read and reckoned before."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from people.models import RollImport, User
from people.roll import services
from people.roll.progress import Progress
from people.roll.reading import Table, read_table
from tests.conftest import Cast
from tests.people.roll.lists import HEADINGS, as_csv, sent

ROWS = as_csv([[f"78{number:04}", f"Zoé Petit {number}", "", "", ""] for number in range(300)])
LONGEST_WAIT = 10  # seconds; the database itself gives up after twenty


def once_ready(monkeypatch: pytest.MonkeyPatch, deed: Callable[[], object]) -> list[int]:
    """Does it after the rows were compared and before the first is written; returns the percentages at which it was done."""
    write, done = Progress._write, list[int]()

    def write_and_do(progress: Progress) -> None:
        write(progress)
        if progress.percent >= 45 and not done:
            done.append(progress.percent)
            deed()

    monkeypatch.setattr(Progress, "_write", write_and_do)
    return done


def under_way(cast: Cast) -> RollImport:
    return services.begin_taking_over(roll=sent(cast.alpha, cast.administrator, ROWS), at=timezone.now())


def rename(person: User, name: str) -> None:
    User.objects.filter(pk=person.pk).update(name=name)


@pytest.mark.django_db(transaction=True)
def test_somebody_else_saves_while_the_rows_are_compared(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def saved_by_another() -> None:
        def save() -> None:
            rename(cast.other_commander, "Saved Meanwhile")
            connection.close()

        with ThreadPoolExecutor(1) as other:
            other.submit(save).result(timeout=LONGEST_WAIT)

    done = once_ready(monkeypatch, saved_by_another)
    services.apply_roll(roll=under_way(cast), at=timezone.now())
    assert done and done[0] < 50
    cast.other_commander.refresh_from_db()
    assert cast.other_commander.name == "Saved Meanwhile"
    assert User.objects.filter(service_number__startswith="78").count() == 300


def test_what_changed_after_the_rows_were_compared_is_seen_before_any_is_written(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = as_csv([[cast.learner.service_number, cast.learner.name, "", "", "new@example.org"]])
    roll = services.begin_taking_over(roll=sent(cast.alpha, cast.administrator, rows), at=timezone.now())
    once_ready(monkeypatch, lambda: rename(cast.learner, f"{cast.learner.name} Renamed"))
    with pytest.raises(services.RollChanged):
        services.apply_roll(roll=roll, at=timezone.now())
    roll.refresh_from_db()
    assert roll.state == RollImport.State.CHECKED
    cast.learner.refresh_from_db()
    assert cast.learner.name.endswith("Renamed")
    assert cast.learner.email != "new@example.org"


@pytest.mark.django_db(transaction=True)
def test_a_mended_file_is_read_before_anything_is_held(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    roll = sent(cast.alpha, cast.administrator, as_csv([["", "Zoé Petit", "", "", ""]]))
    held = list[bool]()

    def read(content: bytes) -> Table:
        held.append(connection.in_atomic_block)
        return read_table(content)

    monkeypatch.setattr(services, "read_table", read)
    mended = as_csv([["2", "780001", "Zoé Petit", "", "", "", ""]], ["Row", *HEADINGS, "What is wrong"])
    services.mend_roll(roll=roll, content=mended, at=timezone.now())
    assert held == [False]
