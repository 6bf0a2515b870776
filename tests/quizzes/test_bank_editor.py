"""Banks stand in a tree; a bank that is needed stays."""

from collections.abc import Callable

from django.test import Client

from people.models import User
from quizzes.models import ItemBank
from tests.conftest import Cast
from tests.factories.quizzes import make_bank
from tests.quizzes.conftest import Ground

ClientOf = Callable[[User | None], Client]
BANKS = "/admin/snippets/quizzes/itembank/"


def test_a_trainer_makes_banks_at_the_top_and_below_others(cast: Cast, ground: Ground, client_of: ClientOf) -> None:
    client = client_of(cast.trainer)
    client.post(f"{BANKS}add/", {"name": "Emblems", "key": "emblems", "parent": ""})
    client.post(f"{BANKS}add/", {"name": "Red crystal", "key": "red-crystal", "parent": ItemBank.objects.get(key="emblems").pk})
    assert ItemBank.objects.get(key="red-crystal").get_parent().key == "emblems"
    assert "Red crystal" in client.get(BANKS).content.decode()


def test_a_bank_is_renamed_where_it_stands(cast: Cast, ground: Ground, client_of: ClientOf) -> None:
    client_of(cast.trainer).post(f"{BANKS}edit/{ground.bank.pk}/", {"name": "Humane", "key": "humane"})
    ground.bank.refresh_from_db()
    assert (ground.bank.name, ground.bank.key, ground.bank.depth) == ("Humane", "humane", 1)


def test_a_key_stands_once(cast: Cast, ground: Ground, client_of: ClientOf) -> None:
    answered = client_of(cast.trainer).post(f"{BANKS}add/", {"name": "Again", "key": ground.bank.key, "parent": ""})
    assert "key" in answered.context["form"].errors


def test_a_bank_in_use_is_not_deleted(cast: Cast, ground: Ground, client_of: ClientOf) -> None:
    client = client_of(cast.trainer)
    above = make_bank("above", "Above")
    ground.bank.move(above, pos="last-child")
    for bank in (above, ground.bank):
        told = client.post(f"{BANKS}delete/{bank.pk}/", follow=True).content.decode()
        assert "was not deleted: it holds items, or a quiz draws from it" in told
    empty = make_bank("empty", "Empty")
    client.post(f"{BANKS}delete/{empty.pk}/")
    assert set(ItemBank.objects.values_list("key", flat=True)) == {"above", ground.bank.key}
