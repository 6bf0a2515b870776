"""What is secret of each kind of question reaches no browser before the policy allows it: keys, tolerances, rubrics, reasons."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse, QueryDict
from django.test import Client

from people.models import User
from quizzes.kinds import KINDS
from quizzes.models import Attempt, AttemptItem, ItemVersion
from tests.conftest import Cast
from tests.factories.attempts import right_answer
from tests.factories.courses import make_rule
from tests.factories.quizzes import PARTS, make_bank, make_item, make_quiz, versions_that_may_change
from tests.quizzes.conftest import Ground

ClientOf = Callable[[User | None], Client]
NUMBER, TOLERANCE, WORD = "735190264", "13.250417", "zebra-canary"  # no identifier holds them by chance
SECRETS = [
    "canary",
    NUMBER,
    TOLERANCE,
    "answer_key",
    "rationale",
    "fraction",
    "tolerance",
    "criteria",
    "guidance",
    "model_answer",
]
OF_A_KIND: dict[str, dict[str, Any]] = {
    "numerical": {"numbers": [{"value": NUMBER, "tolerance": TOLERANCE}]},
    "short-answer": {"answers": [{"text": WORD}]},
    "open-answer": {
        "criteria": [{"text": "criterion-canary", "points": 2, "guidance": "guidance-canary"}],
        "model_answer": "model-canary",
    },
}


@pytest.fixture(params=[(kind, policy) for kind in sorted(KINDS) for policy in ("certification", "practice")], ids="-".join)
def attempt(
    request: pytest.FixtureRequest, cast: Cast, ground: Ground, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> Attempt:
    kind, policy = request.param
    for name, parts in OF_A_KIND.items():
        monkeypatch.setitem(PARTS, name, parts)
    bank, rule = make_bank("canaries", "Canaries"), make_rule("AP II Art 6", gist="gist-canary")
    told = {"rationale": "reason-canary", "misconception": "misconception-canary", "rules": [rule]}
    make_item(bank, kind=kind, is_critical=True, **told)
    quiz = make_quiz(ground.module, [(bank, None, 1)], policy=policy, time_limit=30)
    client_of(cast.learner).post(f"/quiz/start/{quiz.pk}/")
    return Attempt.objects.get()


def some_answer(item: AttemptItem) -> dict[str, Any]:
    """As its form sends it; where words are typed, others than those of the key."""
    if item.version.kind == "open-answer":
        return {"item-1": "I ask my commander."}
    typed = {NUMBER: "41", WORD: "Do not know"}
    return {name: typed.get(str(value), value) for name, value in right_answer(item.version.answer_key).items()}


def every_answer(client: Client, attempt: Attempt) -> Iterator[tuple[int, HttpResponse]]:
    """What the server says to a page, a resend, a stale page and tab, a faulty page and message, and to a look at each page."""
    address, item = attempt.get_absolute_url(), attempt.items.select_related("version").get()
    kind, content = KINDS[item.version.kind], item.version.content
    nothing = kind.clean_response(content, kind.read_form(QueryDict(""), "item-1", content))
    message = {"item": 1, "response": nothing, "client_id": str(uuid4()), "seen": 0}
    yield 200, client.get(attempt.quiz.get_url())
    yield 200, client.get(address)
    yield 302, client.post(f"{address}save/", {"page": 1, "seen-1": 0} | some_answer(item))
    yield 200, client.get(f"{address}?page=1")
    yield 409, client.post(f"{address}answer/", message, content_type="application/json")
    yield 409, client.post(f"{address}save/", {"page": 1, "seen-1": 0, "merged-1": json.dumps(nothing)})
    yield 400, client.post(f"{address}answer/", message | {"response": {"no": "such"}}, content_type="application/json")
    yield 422, client.post(f"{address}save/", {"page": 1, "seen-1": 99, "merged-1": '{"no": "such"}'})
    yield 200, client.get(f"{address}review/")
    yield 200, client.get(f"{address}time/")
    yield 302, client.get(f"{address}result/")
    yield 200, client.get("/quiz/mine/")


def secrets_in(answered: HttpResponse) -> list[str]:
    text = answered.content.decode() + json.dumps(dict(answered.headers))
    return [secret for secret in SECRETS if secret in text]


def test_nothing_secret_is_told_before_handing_in(cast: Cast, client_of: ClientOf, attempt: Attempt) -> None:
    for number, (status, answered) in enumerate(every_answer(client_of(cast.learner), attempt)):
        assert answered.status_code == status, f"answer {number}"
        assert not secrets_in(answered), f"answer {number}"


def test_the_page_does_not_even_read_the_key(cast: Cast, client_of: ClientOf, attempt: Attempt) -> None:
    client = client_of(cast.learner)

    def question() -> str:
        page = client.get(attempt.get_absolute_url()).content.decode()
        return page[page.index("<fieldset") : page.rindex("</fieldset>")]

    before = question()
    with versions_that_may_change():
        ItemVersion.objects.update(answer_key={})
    assert question() == before


def test_a_certification_tells_nothing_secret_after_handing_in_either(cast: Cast, client_of: ClientOf, attempt: Attempt) -> None:
    client, address = client_of(cast.learner), attempt.get_absolute_url()
    client.post(f"{address}save/", {"page": 1, "seen-1": 0} | some_answer(attempt.items.select_related("version").get()))
    result = client.post(f"{address}submit/", follow=True)
    attempt.refresh_from_db()
    if attempt.policy == "certification" or attempt.pending:  # an open answer is explained once it is marked
        assert not secrets_in(result)
    else:
        assert "canary" in result.content.decode(), "the canaries were there to be found"
