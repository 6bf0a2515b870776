"""Names with state and expiry, in the order of the tree, filtered and in pages; for the own subtree only."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from courses.models import CoursePage
from credentials.models import Credential
from people.models import User
from people.services import place_unit, post_person
from readiness.names import NamesInPages, names
from tests.conftest import TODAY, Cast
from tests.factories.people import LONG_AGO, UnitFactory, UserFactory
from tests.readiness.contingents import COUNTED, STATES, names_page, reading, soldier

pytestmark = pytest.mark.usefixtures("still_day")
ClientOf = Callable[[User | None], Client]
WORDS = {"qualified": "Qualified", "expiring": "Expires soon", "in-progress": "In progress", "not-started": "Not started"}


def table(text: str) -> list[str]:
    """The names in the order of the table."""
    return re.findall(r"<tr><th scope=\"row\">(?:<a[^>]*>)?<bdi>([^<]+)</bdi>", text.split('id="names"')[1])


def test_every_soldier_of_the_subtree_stands_there_once(cast: Cast, course: CoursePage, client_of: ClientOf) -> None:
    text = names_page(client_of(cast.commander), cast.alpha)
    assert table(text) == ["Capt Grace Mensah", "Pte Amina Diallo", "Pte Jonas Weber"]
    assert cast.other_commander.name not in text


@pytest.mark.parametrize("state", WORDS)
def test_the_filter_shows_one_state(cast: Cast, course: CoursePage, client_of: ClientOf, state: str) -> None:
    for number, each in enumerate(STATES):
        soldier(cast.platoon, each, course, name=f"Person {number} {each}")
    text = names_page(client_of(cast.commander), cast.platoon, state=state)
    shown = {name for name in table(text) if name.startswith("Person")}
    expected = {f"Person {n} {each}" for n, each in enumerate(STATES) if COUNTED.get(each, each) == state}
    assert shown == expected
    assert f'<option value="{state}" selected>{WORDS[state]}</option>' in text


def test_a_state_that_nobody_is_in_says_so(cast: Cast, course: CoursePage, client_of: ClientOf) -> None:
    assert "Nobody is in this state." in names_page(client_of(cast.commander), cast.alpha, state="expiring")


def test_a_state_that_does_not_exist_shows_everybody(cast: Cast, course: CoursePage, client_of: ClientOf) -> None:
    assert len(table(names_page(client_of(cast.commander), cast.alpha, state="promoted"))) == 3


def test_the_day_is_shown_also_when_it_is_past_and_leads_to_the_certificate(
    cast: Cast, course: CoursePage, client_of: ClientOf
) -> None:
    for state in ("qualified", "expired"):
        soldier(cast.platoon, state, course, name=f"Soldier {state}")
    text = names_page(client_of(cast.commander), cast.platoon)
    for held in Credential.objects.all():
        assert held.get_absolute_url() in text
        assert date_format(held.expires_on, "j N Y") in text
    assert text.count("(expired)") == 1


def test_a_credential_without_an_end_says_so(cast: Cast, course: CoursePage, client_of: ClientOf) -> None:
    soldier(cast.platoon, "qualified", course)
    Credential.objects.update(expires_on=None)
    assert "No end" in names_page(client_of(cast.commander), cast.platoon)


def test_names_follow_the_tree_not_the_alphabet_of_unit_names(cast: Cast, course: CoursePage) -> None:
    twin = UnitFactory(name="1st Platoon", short_name="1 Pl B")
    place_unit(unit=twin, parent=cast.bravo, on=LONG_AGO)
    post_person(user=UserFactory(name="Aaron Abel"), unit=twin, on=LONG_AGO, at=timezone.now())
    order = [posting.unit for posting in names(reading(cast.battalion))]
    assert order == [cast.alpha, cast.platoon, cast.platoon, cast.bravo, twin]


def test_long_lists_come_in_pages_that_keep_the_filter(
    cast: Cast, course: CoursePage, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("readiness.views.NAMES_A_PAGE", 4)
    for number in range(5):
        soldier(cast.platoon, "qualified", course, name=f"Soldier {number}")
    client = client_of(cast.commander)
    first = names_page(client, cast.platoon, state="qualified")
    assert "Page 1 of 2" in first
    assert "?state=qualified&amp;page=2" in first
    assert table(names_page(client, cast.platoon, state="qualified", page="2")) == ["Soldier 4"]
    assert table(names_page(client, cast.platoon, state="qualified", page="99")) == ["Soldier 4"]
    assert len(table(names_page(client, cast.platoon, state="qualified", page="nonsense"))) == 4


def test_a_transferred_soldier_is_named_where_he_serves_today(cast: Cast, course: CoursePage) -> None:
    on = TODAY + timedelta(days=5)
    post_person(user=cast.learner, unit=cast.bravo, on=on, at=timezone.now())

    def named(unit: object, day: object) -> set[User]:
        return {posting.user for posting in names(reading(unit, day))}  # type: ignore[arg-type]

    assert cast.learner in named(cast.alpha, TODAY)
    assert cast.learner not in named(cast.bravo, TODAY)
    assert cast.learner in named(cast.bravo, on)
    assert cast.learner not in named(cast.alpha, on)


def test_closed_accounts_are_not_named(cast: Cast, course: CoursePage, client_of: ClientOf) -> None:
    User.objects.filter(pk=cast.learner.pk).update(is_active=False)
    assert "Amina Diallo" not in names_page(client_of(cast.commander), cast.alpha)


def test_the_commander_sees_no_answers_no_scores_and_no_addresses(cast: Cast, course: CoursePage, client_of: ClientOf) -> None:
    User.objects.filter(pk=cast.learner.pk).update(email="amina@example.org")
    assert "amina@example.org" not in names_page(client_of(cast.commander), cast.alpha)


@pytest.mark.parametrize("state", ["", "qualified", "not-started"])
def test_every_piece_of_the_list_is_that_piece_of_the_whole(cast: Cast, course: CoursePage, state: str) -> None:
    """Pages are cut from what is known of each unit; nobody is left out or named twice where one unit ends."""
    for unit in (cast.battalion, cast.alpha, cast.platoon, cast.bravo):
        for each in STATES:
            soldier(unit, each, course)
    whole = [posting.pk for posting in names(reading(cast.battalion), state)]
    pieces = NamesInPages(reading(cast.battalion), state)
    assert len(pieces) == len(whole)
    for start in range(len(whole) + 1):
        for size in (1, 3, 7):
            assert [posting.pk for posting in pieces[start : start + size]] == whole[start : start + size]
