"""A refused sign-in costs the same whoever's name it was, so that nobody learns from the clock which accounts exist.

Counted, not timed: an Argon2 hash is nearly all of the time, and questions to the database are the rest.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from config.settings import PASSWORD_HASHERS
from people.models import User
from tests.conftest import Cast
from tests.factories.people import PASSWORD
from tests.people.at_the_door import add_app, is_signed_in, sign_in

WRONG = "a wrong guess at dusk"
Hash = tuple[int, int, int]


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch, settings: Any) -> list[Hash]:
    """Each hash that the hashers of production work out from now on: rounds, memory, lanes."""
    settings.PASSWORD_HASHERS = PASSWORD_HASHERS
    worked_out: list[Hash] = []

    def count(parameters: Any) -> None:
        worked_out.append((parameters.time_cost, parameters.memory_cost, parameters.parallelism))

    encode, verify = Argon2PasswordHasher.encode, Argon2PasswordHasher.verify

    def encoding(self: Argon2PasswordHasher, password: str, salt: str) -> str:
        count(self.params())
        return encode(self, password, salt)

    def verifying(self: Argon2PasswordHasher, password: str, encoded: str) -> bool:
        count(self.decode(encoded)["params"])
        return verify(self, password, encoded)

    monkeypatch.setattr(Argon2PasswordHasher, "encode", encoding)
    monkeypatch.setattr(Argon2PasswordHasher, "verify", verifying)
    return worked_out


@pytest.fixture
def accounts(cast: Cast, hashes: list[Hash]) -> dict[str, str]:
    """Sign-in names of every sort of account, and one that nobody has."""
    for person in (cast.learner, cast.comrade, cast.commander):
        person.set_password(PASSWORD)
    cast.comrade.is_active = False
    cast.trainer.set_unusable_password()
    for person in (cast.learner, cast.comrade, cast.commander, cast.trainer):
        person.save()
    add_app(cast.commander)
    names = {
        "open": cast.learner,
        "closed": cast.comrade,
        "with a second factor": cast.commander,
        "not claimed yet": cast.trainer,
    }
    return {"unknown": "QM-99999"} | {kind: person.username for kind, person in names.items()}


def test_every_refusal_costs_one_hash_and_the_same_questions(accounts: dict[str, str], hashes: list[Hash]) -> None:
    costs = {}
    for kind, name in accounts.items():
        client = Client()
        hashes.clear()
        with CaptureQueriesContext(connection) as asked:
            sign_in(client, name, WRONG)
        assert not is_signed_in(client)
        costs[kind] = (list(hashes), len(asked))
    assert len(costs["unknown"][0]) == 1
    assert set(map(repr, costs.values())) == {repr(costs["unknown"])}, costs


def test_a_wrong_name_costs_as_much_as_a_right_one(accounts: dict[str, str], hashes: list[Hash]) -> None:
    hashes.clear()
    client = Client()
    sign_in(client, accounts["open"])
    assert is_signed_in(client)
    right = hashes.copy()
    hashes.clear()
    sign_in(Client(), accounts["unknown"])
    assert hashes == right
    assert User.objects.get(username=accounts["open"]).password.startswith("argon2")
