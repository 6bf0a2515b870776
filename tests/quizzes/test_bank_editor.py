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


def test_a_bank_moves_with_all_that_stands_below_it(cast: Cast, ground: Ground, client_of: ClientOf) -> None:
    client, above = client_of(cast.trainer), make_bank("above", "Above")
    make_bank("below", "Below", parent=ItemBank.objects.get(pk=ground.bank.pk))
    form = {"name": ground.bank.name, "key": ground.bank.key, "module": "", "parent": above.pk}
    client.post(f"{BANKS}edit/{ground.bank.pk}/", form)
    below = ItemBank.objects.get(key="below")
    assert [bank.key for bank in below.get_ancestors()] == ["above", ground.bank.key]
    client.post(f"{BANKS}edit/{ground.bank.pk}/", form | {"parent": ""})
    assert ItemBank.objects.get(pk=ground.bank.pk).is_root()


def test_a_bank_never_stands_below_itself(cast: Cast, ground: Ground, client_of: ClientOf) -> None:
    below = make_bank("below", "Below", parent=ItemBank.objects.get(pk=ground.bank.pk))
    form = {"name": ground.bank.name, "key": ground.bank.key, "module": "", "parent": below.pk}
    answered = client_of(cast.trainer).post(f"{BANKS}edit/{ground.bank.pk}/", form)
    assert "parent" in answered.context["form"].errors


def test_the_list_shows_the_tree_and_leads_to_a_bank_below(cast: Cast, ground: Ground, client_of: ClientOf) -> None:
    below = make_bank("below", "Below", parent=ItemBank.objects.get(pk=ground.bank.pk))
    client = client_of(cast.trainer)
    page = client.get(BANKS).content.decode()
    assert page.index(ground.bank.name) < page.index("└ Below")
    assert f"{BANKS}add/?parent={below.pk}" in page
    assert f'<option value="{below.pk}" selected>' in client.get(f"{BANKS}add/?parent={below.pk}").content.decode()
