"""A slip that does not open the account: one answer for every reason, and an end to guessing."""

from __future__ import annotations

import re
from datetime import timedelta

import time_machine
from django.test import Client
from django.utils import timezone

from tests.conftest import NOW, Cast
from tests.people.at_the_door import claim, slip_for


def body(name: str, code: str) -> str:
    """The page without its token and what was typed."""
    text = claim(Client(), name, code).content.decode()
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)
    return text.replace(name, "NAME").replace(code, "CODE")


def test_every_reason_gets_the_same_answer(cast: Cast) -> None:
    at = timezone.now()
    people = [cast.learner, cast.comrade, cast.commander, cast.other_commander, cast.trainer]
    changes = [{"used_at": at}, {"revoked_at": at}, {"expires_at": at}, {"tries_left": 0}, {}]
    slips = [slip_for(person, **change)[1] for person, change in zip(people, changes, strict=True)]
    answers = [body(person.username, code) for person, code in zip(people[:4], slips[:4], strict=True)]
    answers.append(body(cast.trainer.username, "AAAAAAAAAAAA"))
    answers.append(body("QM-99999", "AAAAAAAAAAAB"))
    assert len(set(answers)) == 1
    assert "ask your training officer for a new slip" in answers[0]


def test_five_wrong_codes_block_the_slip_and_a_new_one_works(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        row, code = slip_for(cast.learner)
        for _ in range(5):
            claim(Client(), cast.learner.username, "AAAAAAAAAAAA")
            clock.shift(timedelta(minutes=6))
        row.refresh_from_db()
        assert row.state(timezone.now()) == "blocked"
        assert claim(Client(), cast.learner.username, code).status_code == 200
        _row, fresh = slip_for(cast.learner)
        assert claim(Client(), cast.learner.username, fresh).status_code == 302


def test_a_slip_ends_after_fourteen_days(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        _row, code = slip_for(cast.learner)
        clock.shift(timedelta(days=13, hours=23))
        assert claim(Client(), cast.learner.username, code).status_code == 302
        clock.shift(timedelta(hours=2))
        assert claim(Client(), cast.learner.username, code).status_code == 200


def test_the_sixth_try_within_five_minutes_is_put_off_for_known_and_unknown_names(cast: Cast) -> None:
    _row, code = slip_for(cast.learner)
    for name in (cast.learner.username, "QM-99999"):
        for _ in range(5):
            claim(Client(), name, "AAAAAAAAAAAA")
        assert "Too many tries" in claim(Client(), name, code).content.decode()


def test_what_was_typed_stays_in_the_form(cast: Cast) -> None:
    text = claim(Client(), cast.learner.username, "ABCDEFGHJKMN").content.decode()
    assert f'value="{cast.learner.username}"' in text
    assert 'value="ABCDEFGHJKMN"' in text


def test_a_wrong_code_costs_one_hash_whether_or_not_the_account_exists(cast: Cast, monkeypatch: object) -> None:
    from people.slips import services

    slip_for(cast.learner)
    costs: list[str] = []
    fits = services.fits_seal
    monkeypatch.setattr(services, "fits_seal", lambda *args: costs.append("hash") or fits(*args))  # type: ignore[attr-defined]
    for name in (cast.learner.username, "QM-99999", cast.comrade.username):
        costs.clear()
        claim(Client(), name, "AAAAAAAAAAAA")
        assert costs == ["hash"]
