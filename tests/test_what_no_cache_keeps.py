"""Other people's data and examinations are kept by no cache and no browser (ASVS 14.3.2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.access import CAST, Cabinet, Row, address, read_table
from tests.access_table import TABLE
from tests.conftest import Cast
from tests.factories.stage import furnish, officials_of
from tests.people.test_second_factor_required import WITH_PASSWORD

OPEN = set(WITH_PASSWORD.split())
OWN = {"people:own-data", "people:own-data-file", "people:own-data-archive", "mfa_view_recovery_codes"}
ADMIN_DOORS = {"admin-login-door", "admin-reset-door", "admin-logout-door", "admin-account-door"}


def is_private(row: Row) -> bool:
    """What needs a second factor shows other people's data; quizzes are examinations; and whatever is held about oneself."""
    if row.method != "GET" or row.name in ADMIN_DOORS:
        return False
    return row.name not in OPEN or row.name.startswith("quizzes:") or row.name in OWN


def test_whatever_shows_people_or_an_examination_is_kept_nowhere(
    cast: Cast, client_of: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("CRITICAL", "django.request")
    officials = officials_of(cast)
    stage = furnish(cast) | officials
    cabinet, kept, seen = Cabinet(stage, client_of), set(), set()
    for row in filter(is_private, read_table(TABLE)):
        path = address(row, stage)
        for who in [who for who, status in zip(CAST, row.expected, strict=True) if status == "200"][:2]:
            answer = cabinet.ask(who, "GET", path)
            said = answer.headers.get("Cache-Control", "says nothing")
            seen.add(f"{row.name} {answer.status_code}")
            if answer.status_code == 200 and "no-store" not in said:
                kept.add(f"{row.name} {path}: {said}")
    assert not kept, "\n".join(sorted(kept))
    assert {"readiness:names 200", "units:person 200", "quizzes:attempt 200", "people:own-data 200", "audit:index 200"} <= seen
