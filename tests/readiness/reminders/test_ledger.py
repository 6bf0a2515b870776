"""The ledger: what was sent, what failed, what was not sent and why; for training officers of the own subtree."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from people import own_data
from people.models import Posting, User
from people.services import post_person
from readiness.models import Letter, Reminder
from tests.conftest import Cast
from tests.factories.people import training_officer
from tests.readiness.reminders.asking import ledger_of, require, run

ClientOf = Callable[[User | None], Client]


@pytest.fixture
def officer(cast: Cast) -> User:
    """The training officer of Alpha."""
    return training_officer(cast.alpha)


@pytest.fixture
def reminders(cast: Cast) -> None:
    """The learner's letter was sent, the comrade's failed; the commander of Alpha has no address; Bravo's is excused."""
    require(cast.contingent, due_in=30)
    Posting.objects.filter(user=cast.other_commander).update(status="excused", reason="medical")
    User.objects.filter(pk=cast.learner.pk).update(email="amina@example.org")
    User.objects.filter(pk=cast.comrade.pk).update(email="jonas@example.org")
    run()
    letters = Letter.objects.all()
    letters.filter(notice__user=cast.learner).update(state="sent", sent_at=timezone.now())
    letters.filter(notice__user=cast.comrade).update(state="failed", error="SMTPRecipientsRefused 550")


def shown(client: Client, **query: object) -> str:
    answer = client.get("/reminders/", query)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return answer.content.decode()


def rows(text: str) -> int:
    return text.count('<th scope="row">')


def test_each_state_has_its_words(cast: Cast, reminders: None, client_of: ClientOf) -> None:
    text = shown(client_of(cast.administrator))
    assert rows(text) == 8
    for words in (
        "in the application and by e-mail",
        "E-mail failed",
        "Address refused (550)",
        "Excused that day",
        "30 days before",
    ):
        assert words in text
    assert "A later reminder took its place" in text


def test_no_address_is_shown(cast: Cast, reminders: None, client_of: ClientOf) -> None:
    assert "example.org" not in shown(client_of(cast.administrator))


def test_an_officer_sees_the_own_subtree_and_no_one_else(cast: Cast, reminders: None, officer: User, client_of: ClientOf) -> None:
    text = shown(client_of(officer))
    assert cast.learner.name in text
    assert cast.commander.name in text
    assert cast.other_commander.name not in text
    assert "Bravo Company" not in text


@pytest.mark.parametrize("who", ["learner", "commander", "trainer"])
def test_nobody_else_opens_it(cast: Cast, reminders: None, client_of: ClientOf, who: str) -> None:
    client = client_of(getattr(cast, who))
    assert client.get("/reminders/").status_code == 404
    assert client.post("/reminders/again/").status_code == 404


def test_a_transfer_takes_the_person_out_of_the_officers_ledger_on_its_day(
    cast: Cast, reminders: None, officer: User, client_of: ClientOf
) -> None:
    post_person(user=cast.learner, unit=cast.bravo, on=timezone.localdate(), at=timezone.now())
    assert cast.learner.name not in shown(client_of(officer))


def test_it_is_narrowed_by_state_day_and_unit(cast: Cast, reminders: None, client_of: ClientOf) -> None:
    client = client_of(cast.administrator)
    assert [rows(shown(client, state=state)) for state in ("sent", "failed", "suppressed", "waiting")] == [2, 1, 5, 0]
    day = Reminder.objects.values_list("on", flat=True)[0]
    assert rows(shown(client, day=day.isoformat())) == 8
    assert rows(shown(client, day=(day + timedelta(days=1)).isoformat())) == 0
    assert rows(shown(client, unit=cast.platoon.pk)) == 4
    assert rows(shown(client, unit=cast.bravo.pk, state="suppressed")) == 2


def test_another_officers_unit_is_not_understood(cast: Cast, reminders: None, officer: User, client_of: ClientOf) -> None:
    assert rows(shown(client_of(officer), unit=cast.bravo.pk)) == 6


@pytest.mark.parametrize("query", [{"unit": "x"}, {"day": "soon"}, {"state": "lost"}, {"page": "-3"}])
def test_nonsense_asks_for_everything(cast: Cast, reminders: None, client_of: ClientOf, query: dict[str, str]) -> None:
    assert rows(shown(client_of(cast.administrator), **query)) == 8


def test_units_are_offered_step_by_step(cast: Cast, reminders: None, client_of: ClientOf) -> None:
    client = client_of(cast.administrator)
    assert "Alpha Company" not in shown(client)
    assert "Alpha Company" in shown(client, unit=cast.battalion.pk)


def test_a_failed_letter_is_sent_again(cast: Cast, reminders: None, officer: User, client_of: ClientOf) -> None:
    failed = Reminder.objects.in_state("failed").get()
    assert client_of(officer).post("/reminders/again/", {"reminder": failed.pk}).status_code == 302
    assert [sent.to for sent in mail.outbox] == [["jonas@example.org"]]
    assert ledger_of(cast.comrade)[-1] == (30, "sent")


def test_all_failed_ones_of_what_is_shown_are_sent_again(cast: Cast, reminders: None, client_of: ClientOf) -> None:
    client = client_of(cast.administrator)
    client.post(f"/reminders/again/?unit={cast.bravo.pk}")
    assert mail.outbox == []
    client.post(f"/reminders/again/?unit={cast.platoon.pk}")
    assert len(mail.outbox) == 1


def test_what_did_not_fail_is_not_sent_again(cast: Cast, reminders: None, client_of: ClientOf) -> None:
    for reminder in Reminder.objects.exclude(user=cast.comrade):
        client_of(cast.administrator).post("/reminders/again/", {"reminder": reminder.pk})
    assert mail.outbox == []


@pytest.mark.parametrize("number", ["x", "9" * 30, "-1"])
def test_a_number_that_is_none_sends_nothing_again(cast: Cast, reminders: None, client_of: ClientOf, number: str) -> None:
    client_of(cast.administrator).post("/reminders/again/", {"reminder": number})
    assert mail.outbox == []


def test_an_officer_sends_no_letter_of_another_subtree_again(
    cast: Cast, reminders: None, officer: User, client_of: ClientOf
) -> None:
    post_person(user=cast.comrade, unit=cast.bravo, on=timezone.localdate(), at=timezone.now())
    client = client_of(officer)
    client.post("/reminders/again/", {"reminder": Reminder.objects.in_state("failed").get().pk})
    client.post("/reminders/again/")
    assert mail.outbox == []


def test_a_server_that_refuses_again_leaves_it_failed(
    cast: Cast, reminders: None, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise smtplib.SMTPDataError(554, b"no")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    client_of(cast.administrator).post("/reminders/again/")
    assert Letter.objects.get(notice__user=cast.comrade).error == "SMTPDataError 554"


def test_a_person_finds_the_own_lines_among_the_own_data(cast: Cast, reminders: None) -> None:
    held = own_data.as_json(own_data.everything(cast.learner))
    assert [row["state"] for row in held["reminders"]] == ["Sent", "Not sent"]
    assert [row["from"] for row in held["messages"]] == [None]
