"""The editor of an item: advice beside the text, fields by kind, and the questions of a situation."""

from collections.abc import Callable

import pytest
from django.test import Client

from people.models import User
from quizzes.kinds import KINDS
from quizzes.models import Item
from tests.conftest import Cast
from tests.factories.quizzes import make_item
from tests.quizzes.conftest import Ground

ClientOf = Callable[[User | None], Client]
ITEMS = "/admin/snippets/quizzes/item/"


def editor(client: Client, item: Item) -> str:
    return str(client.get(f"{ITEMS}edit/{item.pk}/").content.decode())


def test_advice_stands_beside_the_text_and_stops_nothing(cast: Cast, ground: Ground, client_of: ClientOf) -> None:
    weak = make_item(ground.bank, options=[("Stop", True), ("Go", False), ("All of the above", False)])
    page = editor(client_of(cast.trainer), weak)
    assert "“All of the above” and its like do not work" in page
    assert "No rule is cited" in page
    assert "Save the draft to see advice on it." in client_of(cast.trainer).get(f"{ITEMS}add/").content.decode()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_opens_in_the_editor_and_marks_its_fields(cast: Cast, ground: Ground, client_of: ClientOf, kind: str) -> None:
    page = editor(client_of(cast.trainer), make_item(ground.bank, kind=kind))
    for field in set(KINDS[kind].fields) - {"image_alternative", "image_credit"}:
        kinds = " ".join(each.name for each in KINDS.values() if field in each.fields)
        assert f'data-item-kinds="{kinds}"' in page


def test_a_situation_lists_its_questions_and_leads_to_a_new_one(cast: Cast, ground: Ground, client_of: ClientOf) -> None:
    client, whole = client_of(cast.trainer), make_item(ground.bank, kind="situation-set")
    page = editor(client, whole)
    assert "they are asked together" in page
    assert all(f"{ITEMS}edit/{part.pk}/" in page for part in whole.parts.all())
    new = client.get(f"{ITEMS}add/?situation={whole.pk}")
    assert new.context["form"].initial.get("bank") == whole.bank_id
    assert str(whole.bank) in new.content.decode().split('id="id_bank-title">')[1].split("<")[0]
    whole.parts.update(status=Item.Status.DRAFT)
    assert "not asked before all its questions are ready" in editor(client, whole)
