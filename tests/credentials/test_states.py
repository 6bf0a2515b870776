"""The state of a credential on a day: revoked before replaced before expired, and the same in row and queryset."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credentials.models import EXPIRING_DAYS, Credential
from credentials.services import revoke_credential
from tests.conftest import NOW, TODAY, Cast
from tests.credentials.issued import REASON, issued
from tests.factories.courses import make_achievement

DAY = timedelta(days=1)
HORIZON = timedelta(days=EXPIRING_DAYS)


def credential(expires_on: date | None, *, revoked: bool = False, superseded: bool = False) -> Credential:
    return Credential(
        issued_on=date(2020, 1, 1),
        expires_on=expires_on,
        revoked_at=NOW if revoked else None,
        superseded_at=NOW if superseded else None,
    )


@pytest.mark.parametrize(
    ("held", "state"),
    [
        (credential(None), "valid"),
        (credential(TODAY + HORIZON + DAY), "valid"),
        (credential(TODAY + HORIZON), "expiring"),
        (credential(TODAY), "expiring"),
        (credential(TODAY - DAY), "expired"),
        (credential(None, superseded=True), "superseded"),
        (credential(TODAY - DAY, superseded=True), "superseded"),
        (credential(TODAY + HORIZON + DAY, revoked=True), "revoked"),
        (credential(TODAY - DAY, revoked=True), "revoked"),
        (credential(None, revoked=True, superseded=True), "revoked"),
    ],
)
def test_the_state_on_a_day(held: Credential, state: str) -> None:
    assert held.state(TODAY) == state


days = st.dates(date(2021, 1, 1), date(2099, 12, 31))


@given(on=days, expires_on=st.none() | days, revoked=st.booleans(), superseded=st.booleans())
def test_every_credential_has_exactly_one_state_and_time_only_makes_it_older(
    on: date, expires_on: date | None, revoked: bool, superseded: bool
) -> None:
    held = credential(expires_on, revoked=revoked, superseded=superseded)
    order = ["valid", "expiring", "expired", "superseded", "revoked"]
    today, tomorrow = held.state(on), held.state(on + DAY)
    assert order.index(today) <= order.index(tomorrow)
    assert (today == "revoked") == (revoked and on >= TODAY)
    assert (today == "superseded") == (superseded and not revoked and on >= TODAY)


@pytest.mark.parametrize("months", [None, 1, 24])
@pytest.mark.parametrize("after", [0, 1, 29, 30, 31, 700, 731])
@pytest.mark.parametrize("end", ["", "revoked", "superseded"])
def test_the_queryset_word_valid_agrees_with_the_state(cast: Cast, months: int | None, after: int, end: str) -> None:
    held = issued(cast.learner, make_achievement(validity_months=months))
    if end == "revoked":
        held = revoke_credential(credential=held, by=cast.administrator, reason=REASON, at=NOW)
    if end == "superseded":
        issued(cast.learner, held.achievement, at=NOW)
        held.refresh_from_db()
    on = TODAY + after * DAY
    is_valid = Credential.objects.valid(on).filter(pk=held.pk).exists()
    assert is_valid == (held.state(on) in ("valid", "expiring"))


def test_nothing_is_valid_before_the_day_of_its_issue(cast: Cast) -> None:
    issued(cast.learner)
    assert not Credential.objects.valid(TODAY - DAY).exists()


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Amina Diallo", "A. D."), ("Jean-Luc  Ndiaye", "J. N."), ("أمينة ديالو", "أ. د."), ("Émile", "É."), ("", "")],
)
def test_initials_are_all_that_a_stranger_sees_of_a_name(name: str, initials: str) -> None:
    assert Credential(holder_name=name).initials == initials
