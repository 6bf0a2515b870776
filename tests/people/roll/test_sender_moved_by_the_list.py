"""A list may move whoever sends it out of the own post: it says so beforehand, and its figures are still read afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from people.models import RollImport, Unit, User
from people.roll import services
from tests.conftest import Cast
from tests.factories.people import training_officer
from tests.people.roll.lists import as_csv

ClientOf = Callable[[User | None], Client]


@pytest.fixture
def officer(cast: Cast) -> User:
    """The training officer of Alpha, counted there."""
    return training_officer(cast.alpha, is_main=True)


@pytest.fixture
def roll(cast: Cast, officer: User) -> RollImport:
    """A list of today that puts the officer into a platoon."""
    content, now = as_csv([[officer.service_number, officer.name, "", "1 Pl", ""]]), timezone.now()
    roll = services.send_roll(
        unit=cast.alpha,
        by=officer,
        on=timezone.localdate(),
        file_name="a.csv",
        content=content,
        is_complete=False,
        at=timezone.now(),
    )
    return services.check_roll(roll=services.name_columns(roll=roll, columns=roll.columns, at=now), at=now)


def test_the_list_says_so_and_ends_with_its_figures_instead_of_not_found(
    cast: Cast, officer: User, roll: RollImport, client_of: ClientOf
) -> None:
    client = client_of(officer)
    assert "Gives up the training of Alpha Company." in client.get(f"/roll/{roll.pk}/").content.decode()
    answer = client.post(f"/roll/{roll.pk}/take-over/", follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "The list is taken over" in page
    assert "You no longer look after the training of this unit." in page
    for door in ("/roll/", f"/slips/units/{cast.alpha.pk}/"):
        assert f'href="{door}"' not in page
        assert client.get(door).status_code == 404


def test_from_that_day_the_sender_trains_nobody_and_until_then_everybody(cast: Cast, officer: User, roll: RollImport) -> None:
    services.apply_roll(roll=roll, at=timezone.now())
    today = timezone.localdate()
    assert not Unit.objects.trained_by(officer, today).exists()
    assert Unit.objects.trained_by(officer, today - timedelta(days=1)).contains(cast.platoon)


def test_a_list_that_is_still_open_is_closed_to_whoever_lost_the_post(
    cast: Cast, officer: User, roll: RollImport, client_of: ClientOf
) -> None:
    officer.postings.update(ends_on=timezone.localdate() - timedelta(days=1))
    client = client_of(officer)
    assert client.get(f"/roll/{roll.pk}/").status_code == 404
    assert client.post(f"/roll/{roll.pk}/take-over/").status_code == 404
    services.discard_roll(roll=roll, at=timezone.now())
    assert "This list was thrown away" in client.get(f"/roll/{roll.pk}/").content.decode()


def test_nobody_else_reads_how_it_ended(cast: Cast, roll: RollImport, client_of: ClientOf) -> None:
    services.discard_roll(roll=roll, at=timezone.now())
    for person in (cast.commander, cast.administrator):
        assert client_of(person).get(f"/roll/{roll.pk}/").status_code == 404
