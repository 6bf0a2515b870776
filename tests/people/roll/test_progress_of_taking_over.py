"""While a list is taken over, its page says how far that came, though nobody sees a row of it before the last is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from people.models import RollImport, User
from people.roll import services
from people.roll.progress import Progress, percent_of
from tests.conftest import NOW, Cast
from tests.people.roll.lists import as_csv, sent

ClientOf = Callable[[User | None], Client]
ROWS = as_csv([[f"77{number:04}", f"Zoé Petit {number}", "", "", ""] for number in range(1_200)])


def shown(client: Client, roll: RollImport) -> tuple[str, int, int]:
    """What the page says, what its bar says, and how many of the new people the reader’s own connection sees."""
    try:
        page = client.get(f"/roll/{roll.pk}/").content.decode()
        said, bar = re.search(r"(\d+) % is done", page), re.search(r'value="(\d+)" max="100"', page)
        assert said and bar
        return said[1], int(bar[1]), User.objects.filter(service_number__startswith="77").count()
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_whoever_looks_meanwhile_sees_the_percentage_move_and_no_row_yet(
    cast: Cast, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    roll = services.begin_taking_over(roll=sent(cast.alpha, cast.administrator, ROWS), at=timezone.now())
    client, write = client_of(cast.administrator), Progress._write
    seen: list[tuple[str, int, int]] = []
    client.get(f"/roll/{roll.pk}/")  # the session keeps its doors now; SQLite lets nobody write while the list is

    def write_and_look(progress: Progress) -> None:
        write(progress)
        if not seen or progress.percent - seen[-1][1] >= 10:
            with ThreadPoolExecutor(1) as other:
                seen.append(other.submit(shown, client, roll).result())

    monkeypatch.setattr(Progress, "_write", write_and_look)
    services.apply_roll(roll=roll, at=timezone.now())
    bars = [bar for _said, bar, _rows in seen]
    assert bars == sorted(set(bars))
    assert len([bar for bar in bars if bar < 50]) >= 4  # compared once more
    assert len([bar for bar in bars if 50 < bar < 100]) >= 2  # written
    assert all(said == str(bar) and not rows for said, bar, rows in seen)
    assert User.objects.filter(service_number__startswith="77").count() == 1_200


def test_before_the_work_begins_the_page_says_that_nothing_is_done(cast: Cast, client_of: ClientOf) -> None:
    roll = services.begin_taking_over(roll=sent(cast.alpha, cast.administrator, ROWS), at=timezone.now())
    page = client_of(cast.administrator).get(f"/roll/{roll.pk}/").content.decode()
    assert "0 % is done." in page and 'value="0" max="100"' in page


@pytest.mark.parametrize(("of_a_kind", "rows"), [("new", 10_000), ("moved", 10_000), ("unchanged", 10_000), ("leaving", 7)])
def test_every_step_counts_and_the_last_makes_it_whole(of_a_kind: str, rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    progress = Progress(RollImport(pk=1, counts={of_a_kind: rows}))
    written: list[int] = []
    monkeypatch.setattr(Progress, "_write", lambda self: written.append(self.percent))
    for _step in range(progress.steps):
        progress.tell(1)
    assert written[-1] == 100
    assert written == sorted(set(written))
    assert len(written) == min(100, progress.steps)


def test_the_steps_of_a_list_with_every_kind_of_row_come_to_a_hundred_percent(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [["77001", "Zoé Petit", "", "", ""], [cast.learner.service_number, cast.learner.name, "", "B Coy", "new@example.org"]]
    roll = sent(cast.battalion, cast.administrator, as_csv(rows), is_complete=True)
    assert set(roll.counts) == {"new", "moved", "leaving"}
    told: list[int] = []
    monkeypatch.setattr(Progress, "_write", lambda self: told.append(self.percent))
    services.apply_roll(roll=roll, at=NOW)
    assert told[-1] == 100


@pytest.mark.parametrize("ending", ["taken over", "failed", "discarded", "begun again"])
def test_what_is_over_or_begins_anew_is_told_no_longer(cast: Cast, ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    roll = services.begin_taking_over(roll=sent(cast.alpha, cast.administrator, ROWS), at=NOW)
    Progress(roll).tell(600)
    assert percent_of(roll) == 25
    if ending == "taken over":
        services.apply_roll(roll=roll, at=NOW)
    elif ending == "failed":
        monkeypatch.setattr(services, "ground_of", lambda *_args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            services.apply_roll(roll=roll, at=NOW)
    elif ending == "discarded":
        services.discard_roll(roll=roll, at=NOW)
    else:
        RollImport.objects.update(has_failed=True)
        services.begin_again(roll=roll, at=NOW)
    assert percent_of(roll) == 0
