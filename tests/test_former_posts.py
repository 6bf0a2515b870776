"""Whoever commanded, trained, taught, audited or administered until yesterday is a soldier like every other today.

Every row of the access table in which a plain soldier is refused is asked again by those whose post or group has ended; what they
made in their time (rolls, prints, papers, proposals) stays closed as well.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from people.models import Posting
from tests.access import CAST, Cabinet, Row, address, read_table, verdict
from tests.access_table import TABLE
from tests.conftest import Cast
from tests.factories.stage import furnish, officials_of

FORMER = ("commander", "other_commander", "trainer", "administrator", "officer", "reviewer", "auditor")
REFUSED = {"404", "403", "no", "in"}
COMRADE = CAST.index("comrade")


@pytest.fixture
def stage(cast: Cast) -> dict[str, Any]:
    officials = officials_of(cast)
    stage = furnish(cast) | officials
    yesterday = timezone.localdate() - timedelta(days=1)
    for who in FORMER:
        person = stage[who]
        Posting.objects.filter(user=person).update(ends_on=yesterday)
        person.groups.clear()
        person.refresh_from_db()
    return stage


def test_nothing_stays_open_to_whoever_held_a_post(stage: dict[str, Any], client_of: Callable[..., Any]) -> None:
    cabinet = Cabinet(stage, client_of, ("comrade", *FORMER))
    rows = [row for row in read_table(TABLE) if row.expected[COMRADE] in REFUSED]
    open_still = [found for row in rows for found in _answered(row, stage, cabinet)]
    assert not open_still, "\n".join(open_still)
    assert len(rows) > 200


def _answered(row: Row, stage: dict[str, Any], cabinet: Cabinet) -> list[str]:
    path, data = address(row, stage), {} if row.method == "POST" else None
    answers = {who: verdict(cabinet.ask(who, row.method, path, data)) for who in FORMER}
    return [f"{row}: {who} got {answer}" for who, answer in answers.items() if answer not in REFUSED]
