"""Administrators change the tree in the editor: past days for reading, a move only after its effect was seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from people.models import Placement, Unit, User
from people.services import place_unit, post_person
from people.tree.reading import tree
from people.tree.services import move_unit
from tests.conftest import Cast
from tests.factories.people import UnitFactory

ClientOf = Callable[[User | None], Client]
TREE = "/admin/unit-tree/"
DAY = timedelta(days=1)


def parent_of(unit: Unit, on: date) -> Unit | None:
    above = Placement.objects.valid(on).get(unit=unit).get_parent()
    return above.unit if above else None


def shown(client: Client, query: str = "") -> str:
    return client.get(TREE + query).content.decode()


def test_the_tree_shows_units_with_their_strength_and_deeds(cast: Cast, client_of: ClientOf) -> None:
    text = shown(client_of(cast.administrator))
    assert all(unit.name in text for unit in (cast.contingent, cast.alpha, cast.platoon))
    assert f"{TREE}{cast.alpha.pk}/move/" in text
    (top,) = tree(None, timezone.localdate())
    assert (top.strength, top.own) == (4, 0)
    assert [child.strength for child in top.children[0].children] == [3, 1]


def test_a_past_day_is_as_it_was_and_for_reading(cast: Cast, client_of: ClientOf) -> None:
    today = timezone.localdate()
    move_unit(unit=cast.platoon, parent=cast.bravo, on=today, by=cast.administrator, at=timezone.now())
    text = shown(client_of(cast.administrator), f"?on={today - DAY}")
    assert text.index("1st Platoon") < text.index("Bravo Company")
    assert "/move/" not in text
    now = shown(client_of(cast.administrator))
    assert now.index("1st Platoon") > now.index("Bravo Company")


def test_a_day_that_is_none_means_today(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.administrator)
    assert all(f"{TREE}{cast.alpha.pk}/move/" in shown(client, f"?on={odd}") for odd in ("", "soon", "2026-13-45"))


def test_a_deep_tree_is_shown_level_by_level(cast: Cast, client_of: ClientOf) -> None:
    section = UnitFactory(name="1st Section")
    place_unit(unit=section, parent=cast.platoon, on=timezone.localdate())
    client = client_of(cast.administrator)
    assert "1st Section" not in shown(client)
    assert "1 unit below" in shown(client)
    assert "1st Section" in shown(client, f"?top={cast.platoon.pk}")


def test_a_unit_is_added_below_and_at_the_top(cast: Cast, client_of: ClientOf) -> None:
    client, today = client_of(cast.administrator), timezone.localdate()
    data: dict[str, Any] = {"name": "Charlie Company", "short_name": "C Coy", "kind": "company", "on": today}
    assert client.post(f"{TREE}{cast.battalion.pk}/add/", data).status_code == 302
    assert parent_of(Unit.objects.get(short_name="C Coy"), today) == cast.battalion
    top = data | {"name": "Second", "short_name": "2nd", "kind": "contingent", "country": "QM"}
    assert client.post(f"{TREE}add/", top).status_code == 302
    assert parent_of(Unit.objects.get(short_name="2nd"), today) is None


def test_a_unit_is_renamed(cast: Cast, client_of: ClientOf) -> None:
    data = {"name": "Alpha Group", "short_name": "A Gp", "kind": "company"}
    assert client_of(cast.administrator).post(f"{TREE}{cast.alpha.pk}/rename/", data).status_code == 302
    assert Unit.objects.get(pk=cast.alpha.pk).name == "Alpha Group"


def test_a_move_first_shows_what_moves_and_whose_command_changes(cast: Cast, client_of: ClientOf) -> None:
    client, day = client_of(cast.administrator), timezone.localdate() + 5 * DAY
    url, data = f"{TREE}{cast.platoon.pk}/move/", {"parent": cast.bravo.pk, "on": day}
    text = client.post(url, data).content.decode()
    for words in ("1 unit moves", "2 people move along", cast.commander.short_label, cast.other_commander.short_label):
        assert words in text
    assert parent_of(cast.platoon, day) == cast.alpha
    assert client.post(url, data | {"confirmed": "yes"}).status_code == 302
    assert (parent_of(cast.platoon, day - DAY), parent_of(cast.platoon, day)) == (cast.alpha, cast.bravo)


def test_the_select_leaves_the_own_subtree_out(cast: Cast, client_of: ClientOf) -> None:
    text = client_of(cast.administrator).get(f"{TREE}{cast.alpha.pk}/move/").content.decode()
    offered = [unit for unit in vars(cast).values() if isinstance(unit, Unit) and f'<option value="{unit.pk}"' in text]
    assert offered == [cast.contingent, cast.battalion, cast.bravo]


def test_refused_and_past_moves_change_nothing(cast: Cast, client_of: ClientOf) -> None:
    client, today = client_of(cast.administrator), timezone.localdate()
    rows = list(Placement.objects.values())
    for parent, on in ((cast.platoon, today), (cast.battalion, today), (cast.contingent, today - DAY), (cast.contingent, "")):
        answer = client.post(f"{TREE}{cast.alpha.pk}/move/", {"parent": parent.pk, "on": on, "confirmed": "yes"})
        assert answer.status_code == 200
    assert list(Placement.objects.values()) == rows


def test_a_slip_of_the_year_moves_nothing(cast: Cast, client_of: ClientOf) -> None:
    deed = {"parent": cast.contingent.pk, "on": "9999-12-31", "confirmed": "yes"}
    assert "Look at the year." in client_of(cast.administrator).post(f"{TREE}{cast.alpha.pk}/move/", deed).content.decode()
    assert not Placement.objects.filter(starts_on__year=9999).exists()


def test_an_empty_unit_is_dissolved_and_a_full_one_is_not(cast: Cast, client_of: ClientOf) -> None:
    client, today = client_of(cast.administrator), timezone.localdate()
    url = f"{TREE}{cast.platoon.pk}/dissolve/"
    assert "People are posted" in client.post(url, {"on": today}).content.decode()
    for user in (cast.learner, cast.comrade):
        post_person(user=user, unit=cast.alpha, on=today, at=timezone.now())
    assert client.post(url, {"on": today}).status_code == 302
    assert not Placement.objects.valid(today).filter(unit=cast.platoon).exists()


def test_only_administrators_find_the_tree_in_the_menu(cast: Cast, client_of: ClientOf) -> None:
    assert TREE in client_of(cast.administrator).get("/admin/").content.decode()
    assert TREE not in client_of(cast.trainer).get("/admin/").content.decode()
