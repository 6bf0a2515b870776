"""A new edition asks for renewal: first how many people it hits, then reason and day, then the deed; nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from credentials.models import Credential, RenewalCall
from credentials.recertification import Rule
from credentials.services import call_for_renewal, revoke_credential, set_renewal_rule
from people.models import User
from tests.conftest import NOW, TODAY, Cast
from tests.credentials.issued import REASON, issued, verdict_page
from tests.credentials.planned import achievement, in_days
from tests.factories.courses import make_achievement
from tests.factories.people import PASSWORD, UserFactory

ClientOf = Callable[[User | None], Client]
PAGE = "/renewals/new/"
DAY = timedelta(days=1)
DUE = TODAY + timedelta(days=90)


def called(by: User, **changes: Any) -> RenewalCall:
    values = {"achievement_key": "core", "due_on": DUE, "reason": "The law on detention changed.", "by": by, "at": NOW}
    return call_for_renewal(**(values | changes))


@pytest.fixture
def client(cast: Cast, client_of: ClientOf) -> Client:
    """The administrator, who has just confirmed who he is."""
    client = client_of(cast.administrator)
    client.post(f"/account/reauthenticate/?next={PAGE}", {"password": PASSWORD})
    return client


# --- The deed ------------------------------------------------------------------------------------


def test_it_hits_what_is_valid_and_lasts_beyond_its_day(cast: Cast) -> None:
    hit = issued(cast.learner)
    lapsing = issued(cast.comrade, at=NOW - timedelta(days=680))
    other = issued(cast.learner, make_achievement("driving"))
    revoked = issued(cast.commander)
    revoke_credential(credential=revoked, by=cast.administrator, reason=REASON, at=NOW)
    call = called(cast.administrator)
    assert call.people == 1
    assert list(call.credentials.all()) == [hit]
    hit.refresh_from_db()
    assert (hit.renewal_called_on, hit.renewal_due_on) == (TODAY, DUE)
    assert {each.standing(TODAY).is_called for each in (lapsing, other, revoked)} == {False}


def test_what_was_printed_and_what_was_earned_stay(cast: Cast) -> None:
    hit = issued(cast.learner)
    before = Credential.objects.values().get(pk=hit.pk)
    called(cast.administrator)
    after = Credential.objects.values().get(pk=hit.pk)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"renewal_call_id", "renewal_called_on", "renewal_due_on"}


def test_it_is_valid_to_the_day_and_then_must_be_renewed(cast: Cast) -> None:
    hit = issued(cast.learner)
    called(cast.administrator)
    hit.refresh_from_db()
    days = [TODAY - DAY, TODAY, DUE, DUE + DAY]
    assert [hit.state(day) for day in days] == ["not-held", "window-open", "expiring", "renewal-required"]
    assert [Credential.objects.valid(day).exists() for day in days] == [False, True, True, False]
    assert Credential.objects.lasting(TODAY, DUE).exists()
    assert not Credential.objects.lasting(TODAY, DUE + DAY).exists()


def test_what_is_earned_afterwards_is_of_the_new_edition(cast: Cast) -> None:
    called(cast.administrator)
    assert issued(cast.learner).state(DUE + DAY) == "valid"


def test_a_second_call_leaves_who_was_called_before(cast: Cast) -> None:
    first = issued(cast.learner)
    called(cast.administrator)
    later = issued(cast.comrade, at=NOW + DAY)
    second = called(cast.administrator, due_on=DUE + DAY, at=NOW + 2 * DAY)
    assert list(second.credentials.all()) == [later]
    first.refresh_from_db()
    assert first.renewal_due_on == DUE


@pytest.mark.parametrize("changes", [{"reason": "  "}, {"due_on": TODAY - DAY}])
def test_without_reason_or_for_a_day_that_is_past_nothing_happens(cast: Cast, changes: dict[str, Any]) -> None:
    issued(cast.learner)
    with pytest.raises(ValueError, match=r"reason|past"):
        called(cast.administrator, **changes)
    assert not RenewalCall.objects.exists()


def test_an_earlier_day_than_that_of_a_pending_call_would_rewrite_what_was_said(cast: Cast) -> None:
    called(cast.administrator)
    with pytest.raises(ValueError, match="last call"):
        called(cast.administrator, due_on=DUE - DAY)


def test_versions_of_a_rule_are_numbered_and_the_latest_decides(cast: Cast) -> None:
    for months in (12, 6):
        made = set_renewal_rule(achievement_key="core", rule=Rule(9, months, 30, 5), by=cast.administrator, at=NOW)
    assert (made.version, made.created_by) == (2, cast.administrator)
    held = issued(cast.learner)
    assert (held.rule_version, held.validity_months, held.window_days, held.grace_days) == (2, 6, 30, 5)
    assert held.expires_on == TODAY.replace(year=2027, month=5)


# --- The page ------------------------------------------------------------------------------------


def test_first_it_says_how_many_and_nothing_has_happened(cast: Cast, client: Client) -> None:
    for user in UserFactory.create_batch(3):
        issued(user, at=timezone.now())
    text = client.get(PAGE, {"achievement": "core", "due_on": in_days(90).isoformat()}).content.decode()
    assert "People it hits</dt><dd>3</dd>" in text
    assert not RenewalCall.objects.exists()


def test_then_it_is_confirmed_with_a_reason(cast: Cast, client: Client) -> None:
    held = issued(cast.learner, at=timezone.now())
    values = {"achievement": "core", "due_on": in_days(90).isoformat(), "people": "1", "reason": "The law changed."}
    answer = client.post(PAGE, values)
    assert answer["Location"] == "/admin/renewalcall/"
    call = RenewalCall.objects.get()
    assert (call.people, call.called_by, call.reason) == (1, cast.administrator, "The law changed.")
    text = client.get("/admin/renewalcall/").content.decode()
    assert "The law changed." in text
    held.refresh_from_db()
    assert held.renewal_due_on == in_days(90)


def test_when_the_number_changed_meanwhile_it_is_shown_again(cast: Cast, client: Client) -> None:
    issued(cast.learner, at=timezone.now())
    values = {"achievement": "core", "due_on": in_days(90).isoformat(), "people": "7", "reason": "The law changed."}
    text = client.post(PAGE, values).content.decode()
    assert "The number of people has changed meanwhile." in text
    assert "People it hits</dt><dd>1</dd>" in text
    assert "The law changed." in text
    assert not RenewalCall.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"due_on": "2020-01-01"}, "still to come"),
        ({"due_on": "soon"}, "Enter a valid date."),
        ({"due_on": "9999-12-31"}, "Look at the year."),
        ({"achievement": "x"}, "valid choice"),
    ],
)
def test_what_is_wrong_in_the_first_step_is_said(cast: Cast, client: Client, changes: dict[str, str], said: str) -> None:
    achievement()
    assert said in client.get(PAGE, {"achievement": "core", "due_on": in_days(90).isoformat()} | changes).content.decode()


def test_without_a_reason_the_second_step_stays(cast: Cast, client: Client) -> None:
    issued(cast.learner, at=timezone.now())
    values = {"achievement": "core", "due_on": in_days(90).isoformat(), "people": "1", "reason": " "}
    assert "Write why everybody has to renew." in client.post(PAGE, values).content.decode()
    assert not RenewalCall.objects.exists()


def test_a_pending_call_is_named_in_the_first_step(cast: Cast, client: Client) -> None:
    issued(cast.learner, at=timezone.now())
    called(cast.administrator, due_on=in_days(90), at=timezone.now())
    text = client.get(PAGE, {"achievement": "core", "due_on": in_days(80).isoformat()}).content.decode()
    assert "An earlier call asks for it by" in text


def test_a_faulty_second_step_begins_again(cast: Cast, client: Client) -> None:
    assert client.post(PAGE, {"achievement": "gone", "due_on": "x"})["Location"] == PAGE


def test_the_public_page_says_it_and_why(cast: Cast) -> None:
    held = issued(cast.learner, at=timezone.now() - timedelta(days=100))
    called(cast.administrator, due_on=in_days(-1), at=timezone.now() - timedelta(days=50))
    text = " ".join(verdict_page(held.code).split())
    assert "Renewal required" in text
    assert "There is a new edition of the training." in text


def test_in_grace_the_public_page_does_not_call_it_valid(cast: Cast) -> None:
    set_renewal_rule(achievement_key="core", rule=Rule(0, 1, 10, 30), by=None, at=timezone.now() - timedelta(days=99))
    held = issued(cast.learner, at=timezone.now() - timedelta(days=45))
    text = " ".join(verdict_page(held.code).split())
    assert "Expired, in grace" in text
    assert "and is no longer." in text


def test_the_public_card_names_the_day_that_holds_and_what_the_paper_says(cast: Cast) -> None:
    held = issued(cast.learner)
    called(cast.administrator)
    with time_machine.travel(NOW, tick=False):
        card = verdict_page(held.code).split('class="card certificate"')[1]
    assert f"{DUE:%-d %B %Y}" in card
    assert f"the paper says {held.expires_on:%-d %B %Y}" in card
