"""The form that adds a unit, pressed twice or sent again, adds one; another name, kind, place or day is another unit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from people.models import Unit, User
from tests.conftest import Cast

ClientOf = Callable[[User | None], Client]


def form(**changes: object) -> dict[str, object]:
    plain = {"name": "3rd Platoon", "short_name": "3 Plt", "kind": "platoon", "on": timezone.localdate().isoformat()}
    return plain | changes


def added() -> int:
    return Unit.objects.filter(name__in=["3rd Platoon", "4th Platoon"]).count()


def test_the_same_form_sent_twice_adds_one_unit(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.administrator)
    for _ in range(2):
        assert client.post(f"/admin/unit-tree/{cast.alpha.pk}/add/", form()).status_code == 302
    assert added() == 1


def test_so_it_does_at_the_top(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.administrator)
    for _ in range(2):
        assert client.post("/admin/unit-tree/add/", form(country=cast.alpha.country_id)).status_code == 302
    assert added() == 1


@pytest.mark.parametrize("changes", [{"name": "4th Platoon"}, {"kind": "company"}, {"on": "later"}, {"unit": "bravo"}])
def test_what_differs_is_another_unit(cast: Cast, client_of: ClientOf, changes: dict[str, str]) -> None:
    client, later = client_of(cast.administrator), (timezone.localdate() + timedelta(days=9)).isoformat()
    client.post(f"/admin/unit-tree/{cast.alpha.pk}/add/", form())
    parent = getattr(cast, changes.get("unit", "alpha"))
    other = {key: later if value == "later" else value for key, value in changes.items() if key != "unit"}
    client.post(f"/admin/unit-tree/{parent.pk}/add/", form(**other))
    assert added() == 2
