"""Trainers find items by bank, module, tag, topic, level, rule, language, status and kind."""

from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.models import Locale

from people.models import User
from quizzes.models import Item, ItemBank
from tests.conftest import Cast
from tests.factories.courses import make_module, make_rule, make_topic
from tests.factories.quizzes import make_bank, make_item
from tests.quizzes.conftest import Ground

ClientOf = Callable[[User | None], Client]
ITEMS = "/admin/snippets/quizzes/item/"


@pytest.fixture
def wanted(ground: Ground) -> Item:
    """One item that differs from the five others in everything one can ask for."""
    below = ItemBank.objects.get(pk=make_bank("law", "Law").pk)
    bank = make_bank("emblems", "Emblems", parent=below)
    item = make_item(
        bank,
        kind="multiple",
        topic=make_topic("emblems", "Emblems"),
        rules=[make_rule("AP III Art 2")],
        status=Item.Status.RETIRED,
        stem="The one that is wanted?",
        level=3,
        locale=Locale.objects.get(language_code="fr"),
    )
    item.tags.add("checkpoint")
    item.save()
    return item


def found(client: Client, query: str) -> bool:
    """Whether the list holds the wanted item, and none of the five."""
    page = client.get(f"{ITEMS}?{query}").content.decode()
    others = [item for item in Item.objects.exclude(stem="The one that is wanted?") if item.stem in page]
    return "The one that is wanted?" in page and not others


def test_every_filter_leaves_what_was_asked_for(cast: Cast, ground: Ground, client_of: ClientOf, wanted: Item) -> None:
    client = client_of(cast.trainer)
    module = make_module(ground.course, number=2, title="The emblems")
    above = ItemBank.objects.get(key="law")
    ItemBank.objects.filter(pk=above.pk).update(module=module)
    queries = [
        f"bank={above.pk}",
        f"module={module.pk}",
        f"tag={wanted.tags.get().pk}",
        f"topic={wanted.topic_id}",
        "level=3",
        "rule=ap+iii",
        f"language={wanted.locale_id}",
        "status=retired",
        "kind=multiple",
    ]
    assert [query for query in queries if not found(client, query)] == []


def test_the_module_of_a_bank_holds_for_those_below_unless_they_name_another(ground: Ground, wanted: Item) -> None:
    from quizzes.item_filters import banks_of_module

    module, other = (make_module(ground.course, number=n, title=f"Module {n}", slug=f"m{n}") for n in (2, 3))
    above = ItemBank.objects.get(key="law")
    ItemBank.objects.filter(pk=above.pk).update(module=module)
    assert banks_of_module(module) == [above.pk, wanted.bank_id]
    ItemBank.objects.filter(pk=wanted.bank_id).update(module=other)
    assert banks_of_module(module) == [above.pk]
