"""Nothing that tells the answer reaches a browser before the policy allows it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from people.models import User
from quizzes.models import Attempt, ItemVersion
from tests.conftest import Cast
from tests.factories.courses import make_rule
from tests.factories.quizzes import make_bank, make_item, make_quiz, versions_that_may_change
from tests.quizzes.conftest import Ground, answer, right_ids, wrong_ids

ClientOf = Callable[[User | None], Client]
CANARY = "canary-rationale"
MISCONCEPTION = "canary-misconception"
RULE = "canary-gist"
SPOILERS = [CANARY, MISCONCEPTION, RULE, "is_right", "fraction", "answer_key", "rationale", "critical"]


@pytest.fixture(params=["certification", "survey", "practice"])
def attempt(request: pytest.FixtureRequest, cast: Cast, ground: Ground, client_of: ClientOf) -> Attempt:
    bank = make_bank("canaries", "Canaries")
    rule = make_rule("AP II Art 6", gist=RULE)
    for kind in ("single", "multiple", "true-false"):
        make_item(bank, kind=kind, rationale=CANARY, misconception=MISCONCEPTION, rules=[rule], is_critical=True)
    quiz = make_quiz(ground.module, [(bank, None, 3)], policy=request.param, time_limit=30)
    client_of(cast.learner).post(f"/quiz/start/{quiz.pk}/")
    return Attempt.objects.get()


def every_answer(client: Client, attempt: Attempt) -> Iterator[HttpResponse]:
    """Every response of the quiz before it is handed in: pages, JSON, a refused page, a stale page, the quiz's own page."""
    address = attempt.get_absolute_url()
    yield client.get(attempt.quiz.get_url())
    yield client.get(address)
    for item in attempt.items.all():
        message = {"item": item.number, "response": {"chosen": item.option_order[:1]}, "client_id": str(uuid4()), "seen": 0}
        yield client.post(f"{address}answer/", message, content_type="application/json")
        message |= {"response": {"chosen": item.option_order[1:2]}, "client_id": str(uuid4())}
        stale = client.post(f"{address}answer/", message, content_type="application/json")
        assert stale.status_code == 409
        yield stale
        wrong = client.post(f"{address}answer/", message | {"response": {"chosen": ["?"]}}, content_type="application/json")
        assert wrong.status_code == 400
        yield wrong
    merge = client.post(f"{address}save/", {"seen-1": 0, "item-1": attempt.items.get(number=1).option_order[1:2], "page": 1})
    assert merge.status_code == 409
    yield merge
    refused = client.post(f"{address}save/", {"seen-1": 9, "item-1": ["nonsense"], "page": 1})
    assert refused.status_code == 422
    yield refused
    yield client.get(f"{address}review/")
    yield client.get(f"{address}result/", follow=True)
    yield client.get("/learn/")


def test_no_answer_before_handing_in_tells_what_is_right(cast: Cast, client_of: ClientOf, attempt: Attempt) -> None:
    answers = list(every_answer(client_of(cast.learner), attempt))
    assert len(answers) == 16
    for number, each in enumerate(answers):
        text = each.content.decode() + json.dumps(dict(each.headers))
        found = [word for word in SPOILERS if word in text]
        assert not found, f"answer {number} tells {found}"


def test_two_questions_that_differ_only_in_their_key_look_the_same(
    cast: Cast, ground: Ground, client_of: ClientOf, attempt: Attempt
) -> None:
    """The page is a function of what may be shown: turning every key leaves each byte of the question as it was."""
    client = client_of(cast.learner)

    def questions() -> str:
        page = client.get(attempt.get_absolute_url()).content.decode()
        return page[page.index("<fieldset") : page.rindex("</fieldset>")]

    before = questions()
    with versions_that_may_change():
        for version in ItemVersion.objects.all():
            version.answer_key = {"fractions": {key: 1 - share for key, share in version.answer_key["fractions"].items()}}
            version.save()
    assert questions() == before


def test_a_certification_shows_topics_but_no_key_after_handing_in(cast: Cast, client_of: ClientOf, attempt: Attempt) -> None:
    for item in attempt.items.select_related("version"):
        answer(attempt, item.number, wrong_ids(item)[:1], timezone.now())
    client = client_of(cast.learner)
    page = client.post(f"{attempt.get_absolute_url()}submit/", follow=True).content.decode()
    stems = [item.version.content["stem"] for item in attempt.items.select_related("version")]
    if attempt.policy == "practice":
        assert CANARY in page
        assert RULE in page
        assert all(stem in page for stem in stems)
    else:
        assert CANARY not in page
        assert RULE not in page
        assert not any(stem in page for stem in stems)
    if attempt.policy == "certification":
        assert "Study these topics again" in page
        assert "/rules/?topic=humane-treatment" in page
    if attempt.policy == "survey":
        assert "Thank you" in page
        assert "Study" not in page
    assert MISCONCEPTION not in page


def test_an_item_found_by_the_pages_search_index_is_no_item() -> None:
    from wagtail.search.index import SearchField

    from quizzes.models import Item

    assert {field.field_name for field in Item.search_fields if isinstance(field, SearchField)} == {"stem"}


def test_the_scripts_hold_no_question() -> None:
    scripts = list((Path(settings.BASE_DIR) / "static" / "js").glob("quiz-*.js"))
    assert scripts
    for script in scripts:
        text = script.read_text()
        assert not any(word in text for word in ("fraction", "rationale", "answer_key", "is_right", "stem"))


def test_answers_right_or_wrong_are_acknowledged_alike(cast: Cast, client_of: ClientOf, attempt: Attempt) -> None:
    client, shapes = client_of(cast.learner), set()
    for item in attempt.items.select_related("version").order_by("number"):
        for chosen in (right_ids(item)[:1], wrong_ids(item)[:1]):
            message = {"item": item.number, "response": {"chosen": chosen}, "client_id": str(uuid4()), "seen": 99}
            answered = client.post(f"{attempt.get_absolute_url()}answer/", message, content_type="application/json")
            shapes.add((answered.status_code, tuple(answered.json())))
    assert shapes == {(200, ("sequence",))}
