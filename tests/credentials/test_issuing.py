"""A credential is issued once, says what was true on that day, and ends the older one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from credentials.models import Credential
from people.levels import Level
from people.services import place_unit, post_person
from tests.conftest import Cast
from tests.credentials.issued import issued
from tests.factories.courses import make_achievement
from tests.factories.people import LONG_AGO, UnitFactory, UserFactory


def test_everything_printed_is_taken_from_the_day_of_issue(cast: Cast, now: datetime) -> None:
    held = issued(cast.learner, level=Level.NCOS)
    assert (held.holder_name, held.holder_rank) == ("Amina Diallo", "Private")
    assert held.holder_service_number == cast.learner.username
    assert held.unit_name == "1st Platoon, A Coy, 1 Bn, MERCON"
    assert (held.title, held.criteria) == ("Human rights for peacekeepers", "Finished every required activity.")
    assert (held.level, held.language) == (Level.NCOS, "en")
    assert held.issuer == "Meridia Peacekeeping Training Centre"
    assert (held.issued_at, held.issued_on, held.expires_on) == (now, date(2026, 11, 24), date(2028, 11, 24))


def test_a_person_without_a_posting_or_a_rank_has_empty_lines(db: None) -> None:
    held = issued(UserFactory(rank=None))
    assert (held.unit_name, held.holder_rank) == ("", "")


def test_a_unit_without_a_place_in_the_tree_stands_alone(cast: Cast) -> None:
    stray = UnitFactory(name="Survey Team")
    post_person(user=cast.comrade, unit=stray, on=LONG_AGO + timedelta(days=30), at=timezone.now())
    assert issued(cast.comrade).unit_name == "Survey Team"


def test_the_unit_line_fits_however_long_the_names_are(cast: Cast) -> None:
    parent = cast.platoon
    for number in range(8):
        unit = UnitFactory(name=f"{number} " + "N" * 90, short_name=f"{number} " + "S" * 28)
        place_unit(unit=unit, parent=parent, on=LONG_AGO)
        parent = unit
    post_person(user=cast.comrade, unit=parent, on=LONG_AGO + timedelta(days=30), at=timezone.now())
    assert len(issued(cast.comrade).unit_name) == 200


def test_the_day_of_issue_is_the_day_at_the_place_of_the_site(cast: Cast, settings: object) -> None:
    settings.TIME_ZONE = "Asia/Dhaka"  # type: ignore[attr-defined]
    assert issued(cast.learner, at=datetime(2026, 11, 24, 20, 0, tzinfo=UTC)).issued_on == date(2026, 11, 25)


def test_a_newer_credential_ends_the_older_one(cast: Cast, now: datetime) -> None:
    older, newer = issued(cast.learner), issued(cast.learner, at=now + timedelta(days=300))
    older.refresh_from_db()
    assert (older.superseded_at, older.superseded_by) == (newer.issued_at, newer)
    assert list(Credential.objects.current().held_by(cast.learner)) == [newer]


def test_other_people_and_other_achievements_are_left_alone(cast: Cast) -> None:
    other = make_achievement("driving", name="Safe driving")
    kept = [issued(cast.comrade), issued(cast.learner, other)]
    issued(cast.learner)
    assert all(Credential.objects.current().filter(pk=each.pk).exists() for each in kept)


def test_a_revoked_credential_is_not_replaced_but_followed(cast: Cast, now: datetime) -> None:
    from credentials.services import revoke_credential

    first = issued(cast.learner)
    revoke_credential(credential=first, by=cast.administrator, reason="Wrong person.", at=now)
    issued(cast.learner, at=now + timedelta(days=9))
    first.refresh_from_db()
    assert first.superseded_at is None
    assert first.state(now.date()) == "revoked"


@pytest.mark.parametrize(
    ("on", "months", "until"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 24, date(2028, 12, 31)),
        (date(2026, 11, 24), None, None),
    ],
)
def test_it_ends_after_whole_months_never_on_a_day_that_does_not_exist(
    cast: Cast, on: date, months: int | None, until: date | None
) -> None:
    achievement = make_achievement(validity_months=months)
    held = issued(cast.learner, achievement, at=datetime(on.year, on.month, on.day, 12, tzinfo=UTC))
    assert (held.issued_on, held.expires_on) == (on, until)
