"""Every kind of item through the pages, without JavaScript: shown, answered, kept, marked, explained."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from people.models import User
from quizzes.kinds import KINDS
from quizzes.models import Attempt
from tests.conftest import Cast
from tests.factories.attempts import right_answer
from tests.factories.quizzes import make_bank, make_item, make_quiz
from tests.quizzes.conftest import Ground

ClientOf = Callable[[User | None], Client]


def test_every_kind_of_the_model_has_its_module() -> None:
    from quizzes.models import Item

    assert set(Item.Kind.values) == set(KINDS)
    assert all(hasattr(Item, field) for kind in KINDS.values() for field in kind.fields)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"open-answer"}))
def test_a_question_is_answered_and_explained(cast: Cast, ground: Ground, client_of: ClientOf, kind: str, now: datetime) -> None:
    bank = make_bank("every-kind", "Every kind")
    item = make_item(bank, kind=kind, rationale="canary-reason")
    quiz, client = make_quiz(ground.module, [(bank, None, 1)], policy="practice"), client_of(cast.learner)
    client.post(f"/quiz/start/{quiz.pk}/")
    attempt = Attempt.objects.get()
    row = attempt.items.select_related("version").get()
    page = client.get(attempt.get_absolute_url()).content.decode()
    assert item.stem in page
    assert not [secret for secret in ("canary", "distinction", "distinguish", "fraction") if secret in page]
    fields = dict(re.findall(r'name="((?:seen-1|page))" value="(\d+)"', page))
    fields |= right_answer(row.version.answer_key)
    assert all(f'name="{name}"' in page for name in fields), "a form without JavaScript could not have sent this"
    saved = client.post(f"{attempt.get_absolute_url()}save/", fields)
    assert saved.status_code == 302
    shown = client.get(attempt.get_absolute_url()).content.decode()
    assert re.search(r'\b(checked|selected)\b|name="item-1[^"]*" value="[^"]', shown), "the answer is shown again"
    result = client.post(f"{attempt.get_absolute_url()}submit/", follow=True).content.decode()
    assert "canary-reason" in result
    attempt.refresh_from_db()
    assert attempt.result["fractions"] == {"1": 1.0}


@pytest.mark.parametrize("units", [[], [{"name": "km", "factor": "1"}]])
def test_a_number_without_units_to_choose_says_that_it_stands_alone(
    cast: Cast, ground: Ground, client_of: ClientOf, units: list[dict[str, str]]
) -> None:
    """“24 hours” is no number, and nobody should learn that from the mark."""
    bank = make_bank("numbers", "Numbers")
    make_item(bank, kind="numerical", parts={"numbers": [{"value": "24", "tolerance": "0"}], "units": units})
    quiz, client = make_quiz(ground.module, [(bank, None, 1)]), client_of(cast.learner)
    page = client.post(f"/quiz/start/{quiz.pk}/", follow=True).content.decode()
    assert ('id="item-1-help">Only the number, without a unit.' in page) == (not units)
    assert ('aria-describedby="item-1-help"' in page) == (not units)
