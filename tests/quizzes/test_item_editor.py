"""Authors write items in Wagtail: a faulty one is refused with a reason, a used one stays."""

import json
from collections.abc import Callable
from datetime import datetime

import pytest
from django.http import HttpResponse
from django.test import Client
from wagtail.test.utils.form_data import nested_form_data, streamfield

from people.models import User
from quizzes.freezing import freeze_items
from quizzes.models import Item
from tests.conftest import Cast
from tests.factories.courses import make_topic
from tests.factories.quizzes import SINGLE, make_item
from tests.quizzes.conftest import Ground

ClientOf = Callable[[User | None], Client]
ADD = "/admin/snippets/quizzes/item/add/"


def form(ground: Ground, options: list[tuple[str, bool]], **changed: object) -> dict[str, object]:
    values = [{"key": "", "text": text, "is_right": "on" if right else "", "rationale": "Because."} for text, right in options]
    fields = {
        "status": "draft",
        "bank": ground.bank.pk,
        "kind": "single",
        "topic": make_topic().pk,
        "level": 1,
        "stem": "A woman waits at the checkpoint. What do you do?",
        "difficulty": "medium",
        "misconception": "",
        "key": "",
        "options": streamfield([("option", value) for value in values]),
        "action-publish": "1",
    }
    return nested_form_data(fields | changed)


def add(client: Client, ground: Ground, options: list[tuple[str, bool]], **changed: object) -> HttpResponse:
    return client.post(ADD, form(ground, options, **changed))


def test_a_trainer_writes_an_item(cast: Cast, ground: Ground, client_of: ClientOf) -> None:
    answered = add(client_of(cast.trainer), ground, SINGLE)
    assert answered.status_code == 302, answered.context["form"].errors
    item = Item.objects.latest("pk")
    assert item.key == "a-woman-waits-at-the-checkpoint-what-do-you-do"
    keys = [option.value["key"] for option in item.options]
    assert len(set(keys)) == 3
    assert all(keys)


@pytest.mark.parametrize(
    "faulty",
    [
        ("single", [("A", True), ("B", True)], "Single choice needs exactly one right option."),
        ("multiple", [("A", True), ("B", False)], "at least two right options"),
        ("true-false", [("Yes", True), ("No", False)], "exactly these options: True, False"),
        ("single", [("A", True), ("a", False)], "Two options say the same."),
        ("single", [], ""),
    ],
)
def test_a_faulty_item_is_refused_with_its_reason(
    cast: Cast, ground: Ground, client_of: ClientOf, faulty: tuple[str, list[tuple[str, bool]], str]
) -> None:
    kind, options, fault = faulty
    answered = add(client_of(cast.trainer), ground, options, kind=kind)
    assert answered.status_code == 200
    assert fault in str(answered.context["form"].errors["options"])
    assert Item.objects.count() == 5


@pytest.mark.parametrize("options", ['{"broken', json.dumps([{"type": "unknown", "value": {}}])])
def test_options_that_cannot_be_read_are_never_an_empty_item(
    cast: Cast, ground: Ground, client_of: ClientOf, options: str
) -> None:
    data = form(ground, SINGLE) | {"options-count": "0", "options": options}
    assert client_of(cast.trainer).post(ADD, data).status_code == 200
    assert Item.objects.count() == 5


def test_a_key_stands_once_in_a_bank(cast: Cast, ground: Ground, client_of: ClientOf) -> None:
    answered = add(client_of(cast.trainer), ground, SINGLE, key=ground.items[0].key)
    assert "Another item of this bank has this key." in str(answered.context["form"].errors["key"])


def test_the_list_is_filtered(cast: Cast, ground: Ground, client_of: ClientOf) -> None:
    client = client_of(cast.trainer)
    page = client.get(f"/admin/snippets/quizzes/item/?bank={ground.bank.pk}&status=ready&kind=single").content.decode()
    assert ground.items[0].stem in page
    assert ground.items[0].stem not in client.get("/admin/snippets/quizzes/item/?status=draft").content.decode()


def test_a_used_item_is_not_deleted_and_says_what_to_do(cast: Cast, ground: Ground, client_of: ClientOf, now: datetime) -> None:
    used, unused = ground.items[:2]
    freeze_items(items=[used.pk], at=now)
    client = client_of(cast.trainer)
    told = client.post(f"/admin/snippets/quizzes/item/delete/{used.pk}/", follow=True).content.decode()
    assert "Set its status to “Retired” instead" in told
    client.post(f"/admin/snippets/quizzes/item/delete/{unused.pk}/")
    assert list(Item.objects.filter(pk__in=[used.pk, unused.pk])) == [used]


def test_used_items_are_not_deleted_in_bulk_either(cast: Cast, ground: Ground, client_of: ClientOf, now: datetime) -> None:
    freeze_items(items=[ground.items[0].pk], at=now)
    ids = "&".join(f"id={item.pk}" for item in ground.items)
    told = client_of(cast.trainer).post(f"/admin/bulk/quizzes/item/delete/?{ids}", follow=True)
    assert "Set its status to “Retired” instead" in told.content.decode()
    assert Item.objects.count() == 5


def test_learners_and_commanders_do_not_reach_the_items(cast: Cast, ground: Ground, client_of: ClientOf) -> None:
    for person in (cast.learner, cast.commander):
        assert client_of(person).get("/admin/snippets/quizzes/item/").status_code == 302


def test_a_question_of_a_situation_says_nothing_that_would_not_count(cast: Cast, ground: Ground, client_of: ClientOf) -> None:
    """The set is marked as one question: its topic and its “critical” decide."""
    client, whole = client_of(cast.trainer), make_item(ground.bank, kind="situation-set")
    refused = add(client, ground, SINGLE, situation=whole.pk, topic=make_topic("torture", "Torture").pk, is_critical="on")
    assert "under its own topic" in str(refused.context["form"].errors["topic"])
    assert "mark the situation as critical" in str(refused.context["form"].errors["is_critical"])
    Item.objects.filter(pk=whole.pk).update(is_critical=True)
    answered = add(client, ground, SINGLE, situation=whole.pk, topic=whole.topic_id, is_critical="on")
    assert answered.status_code == 302, answered.context["form"].errors


def test_a_situation_stays_critical_as_long_as_a_question_of_it_is(cast: Cast, ground: Ground, client_of: ClientOf) -> None:
    whole = make_item(ground.bank, kind="situation-set", is_critical=True)
    whole.parts.update(is_critical=True)
    data = form(ground, [], kind="situation-set", topic=whole.topic_id, stem=whole.stem, key=whole.key, status="ready")
    answered = client_of(cast.trainer).post(f"/admin/snippets/quizzes/item/edit/{whole.pk}/", data)
    assert "Take that back there first" in str(answered.context["form"].errors["is_critical"])
