"""A situation on two screens: each of its questions is chosen by itself, and nothing of the other screen is lost."""

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from people.models import User
from quizzes.models import Attempt
from tests.conftest import Cast
from tests.factories.quizzes import make_bank, make_item, make_quiz
from tests.quizzes.conftest import Ground

ClientOf = Callable[[User | None], Client]


@pytest.fixture
def attempt(cast: Cast, ground: Ground, client_of: ClientOf) -> Attempt:
    bank = make_bank("situations", "Situations")
    make_item(bank, kind="situation-set")
    client_of(cast.learner).post(f"/quiz/start/{make_quiz(ground.module, [(bank, None, 1)]).pk}/")
    return Attempt.objects.get()


@pytest.fixture
def parts(attempt: Attempt) -> list[dict[str, Any]]:
    """A single choice, an order, and a short answer."""
    return attempt.items.get().version.content["parts"]


def save(client: Client, attempt: Attempt, seen: int, **fields: str) -> HttpResponse:
    form = {"page": 1, "seen-1": seen} | {f"item-1.{name}": value for name, value in fields.items()}
    return client.post(f"{attempt.get_absolute_url()}save/", form)


def values_of(page: str, name: str) -> list[tuple[str, bool]]:
    """What may be chosen under a name, and whether it is chosen already."""
    found = re.findall(rf'name="{re.escape(name)}" value="([^"]*)"( checked)?', page)
    return [(unescape(value), bool(checked)) for value, checked in found]


def saved_parts(attempt: Attempt) -> dict[str, Any]:
    return attempt.steps.filter(kind="answer").last().response["parts"]


def test_what_each_screen_answered_alone_is_kept_without_a_further_choice(
    cast: Cast, client_of: ClientOf, attempt: Attempt, parts: list[dict[str, Any]]
) -> None:
    client, (single, _order, short) = client_of(cast.learner), parts
    option = single["content"]["options"][0]["id"]
    save(client, attempt, 0, **{single["id"]: option})
    answer = save(client, attempt, 0, **{short["id"]: "distinguish"})
    page = answer.content.decode()
    assert answer.status_code == 409
    names = sorted(set(re.findall(r'name="(merged-1[^"]*)"', page)))
    assert names == sorted(["merged-1", f"merged-1.{single['id']}", f"merged-1.{short['id']}"])
    assert "And then? (1)" in page and "And then? (2)" not in page, "only what was answered in two ways is asked"
    ready = {name: next(value for value, checked in values_of(page, name) if checked or name == "merged-1") for name in names}
    seen = re.search(r'name="seen-1" value="(\d+)"', page)
    assert seen
    on = client.post(f"{attempt.get_absolute_url()}save/", {"page": 1, "seen-1": seen[1]} | ready)
    assert on.status_code == 302
    assert saved_parts(attempt) == {single["id"]: {"chosen": [option]}, short["id"]: {"text": "distinguish"}}


@pytest.mark.parametrize("place", [0, 1])
def test_the_learner_chooses_question_by_question(
    cast: Cast, client_of: ClientOf, attempt: Attempt, parts: list[dict[str, Any]], place: int
) -> None:
    client, (single, _order, short) = client_of(cast.learner), parts
    options = [option["id"] for option in single["content"]["options"][:2]]
    save(client, attempt, 0, **{single["id"]: options[0], short["id"]: "the same"})
    page = save(client, attempt, 0, **{single["id"]: options[1], short["id"]: "the same"}).content.decode()
    assert not values_of(page, f"merged-1.{short['id']}")
    agreed, choices = values_of(page, "merged-1"), values_of(page, f"merged-1.{single['id']}")
    assert json.loads(agreed[0][0]) == {"parts": {short["id"]: {"text": "the same"}}}
    assert [checked for _value, checked in choices] == [True, False]
    form = {"page": 1, "seen-1": 9, "merged-1": agreed[0][0], f"merged-1.{single['id']}": choices[place][0]}
    client.post(f"{attempt.get_absolute_url()}save/", form)
    assert saved_parts(attempt) == {single["id"]: {"chosen": [options[place]]}, short["id"]: {"text": "the same"}}


@pytest.mark.parametrize("broken", ["nonsense", "{}", "[]", '{"parts": 7}', '{"parts": {"x": {}}}', '{"other": {}}'])
def test_a_choice_that_cannot_be_read_changes_nothing(
    cast: Cast, client_of: ClientOf, attempt: Attempt, parts: list[dict[str, Any]], broken: str
) -> None:
    client, short = client_of(cast.learner), parts[2]
    save(client, attempt, 0, **{short["id"]: "first"})
    form = {"page": 1, "seen-1": 9, "merged-1": '{"parts": {}}', f"merged-1.{short['id']}": broken}
    assert client.post(f"{attempt.get_absolute_url()}save/", form).status_code in (302, 422)
    assert saved_parts(attempt) == {short["id"]: {"text": "first"}}
