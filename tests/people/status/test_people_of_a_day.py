"""The people of a unit as of any day: figures, statuses and ranks of that day, and the names of whom the reader sees today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from people.models import Posting, Unit, User
from people.services import keep_former_ranks, post_person
from people.status.services import appoint_commander, set_status
from people.tree.services import move_unit
from tests.conftest import Cast
from tests.factories.people import LONG_AGO, RankFactory, UserFactory

ClientOf = Callable[[User | None], Client]
DAY = timedelta(days=1)


def listed(client: Client, unit: Unit, on: date | str, **more: str) -> str:
    return client.get(f"/units/{unit.pk}/people/", {"on": str(on), **more}).content.decode()


def test_leave_that_is_over_and_leave_to_come_count_on_their_days(cast: Cast, client_of: ClientOf) -> None:
    today, client = timezone.localdate(), client_of(cast.commander)
    days: dict[str, Any] = {"status": "excused", "reason": "leave", "by": cast.administrator}
    set_status(user=cast.learner, starts_on=today + 3 * DAY, ends_on=today + 5 * DAY, **days, at=timezone.now())
    assert "Strength 3 of 3 posted" in listed(client, cast.alpha, today + 2 * DAY)
    assert "Strength 2 of 3 posted" in listed(client, cast.alpha, today + 3 * DAY)
    excused = listed(client, cast.alpha, today + 5 * DAY, status="excused")
    assert cast.learner.name in excused
    assert cast.comrade.name not in excused
    assert "Strength 3 of 3 posted" in listed(client, cast.alpha, today + 6 * DAY)


def test_a_transfer_within_the_own_subtree_shows_each_day_where_somebody_served(cast: Cast, client_of: ClientOf) -> None:
    today, client = timezone.localdate(), client_of(cast.commander)
    post_person(user=cast.learner, unit=cast.alpha, on=today, at=timezone.now())
    assert cast.learner.name not in listed(client, cast.platoon, today)
    before = listed(client, cast.platoon, today - DAY)
    assert cast.learner.name in before
    assert "From" not in before  # what came later is no part of that day


def test_whoever_left_the_own_subtree_is_counted_and_not_named(cast: Cast, client_of: ClientOf) -> None:
    today, client = timezone.localdate(), client_of(cast.commander)
    post_person(user=cast.learner, unit=cast.bravo, on=today, at=timezone.now())
    page = listed(client, cast.alpha, today - DAY)
    assert "Strength 3 of 3 posted" in page
    assert "1 person is counted and not named" in page
    assert cast.learner.name not in page
    assert cast.comrade.name in page


def test_whoever_comes_later_is_counted_and_not_named(cast: Cast, client_of: ClientOf) -> None:
    today, client = timezone.localdate(), client_of(cast.other_commander)
    post_person(user=cast.learner, unit=cast.bravo, on=today + 7 * DAY, at=timezone.now())
    page = listed(client, cast.bravo, today + 7 * DAY)
    assert "Strength 2 of 2 posted" in page
    assert "1 person is counted and not named" in page
    assert cast.learner.name not in page


def test_an_administrator_reads_every_name(cast: Cast, client_of: ClientOf) -> None:
    today, client = timezone.localdate(), client_of(cast.administrator)
    post_person(user=cast.learner, unit=cast.bravo, on=today, at=timezone.now())
    page = listed(client, cast.alpha, today - DAY)
    assert cast.learner.name in page
    assert "not named" not in page


def test_a_closed_account_counts_until_it_was_closed(cast: Cast, client_of: ClientOf) -> None:
    today, client = timezone.localdate(), client_of(cast.commander)
    User.objects.filter(pk=cast.learner.pk).update(is_active=False, closed_on=today)
    assert "Strength 3 of 3 posted" in listed(client, cast.alpha, today - DAY)
    assert "Strength 2 of 2 posted" in listed(client, cast.alpha, today)


def test_each_wears_the_rank_of_the_day(cast: Cast, client_of: ClientOf) -> None:
    today, client = timezone.localdate(), client_of(cast.commander)
    corporal = RankFactory(name="Corporal", abbreviation="Cpl", level=2)
    former = cast.learner.rank
    assert former is not None
    keep_former_ranks(ranks={cast.learner.pk: former.pk}, on=today)
    User.objects.filter(pk=cast.learner.pk).update(rank=corporal)
    assert f"Cpl {cast.learner.name}" in listed(client, cast.alpha, today)
    assert f"{former.abbreviation} {cast.learner.name}" in listed(client, cast.alpha, today - DAY)


def test_the_posts_are_those_of_the_day_without_the_name_of_who_is_gone(cast: Cast, client_of: ClientOf) -> None:
    today = timezone.localdate()
    appoint_commander(user=cast.learner, unit=cast.alpha, on=today, by=cast.administrator, at=timezone.now())
    post_person(user=cast.commander, unit=cast.bravo, on=today, at=timezone.now())
    now, before = (listed(client_of(cast.learner), cast.alpha, on) for on in (today, today - DAY))
    assert cast.learner.short_label in now
    assert "Somebody who does not serve in your units today" in before
    assert cast.commander.short_label not in before
    assert "No commander is recorded" not in before


def test_units_below_are_those_of_the_day_and_open_only_where_they_are_still_the_readers(cast: Cast, client_of: ClientOf) -> None:
    today, client = timezone.localdate(), client_of(cast.commander)
    move_unit(unit=cast.platoon, parent=cast.bravo, on=today, by=cast.administrator, at=timezone.now())
    now, before = (listed(client, cast.alpha, on) for on in (today, today - DAY))
    assert cast.platoon.name not in now
    assert cast.platoon.name in before
    assert f"/units/{cast.platoon.pk}/people/" not in before


def test_another_day_offers_no_deed(cast: Cast, client_of: ClientOf) -> None:
    today, officer = timezone.localdate(), UserFactory(name="Omar Sy")
    post_person(user=officer, unit=cast.alpha, on=LONG_AGO, role=Posting.Role.TRAINING_OFFICER, is_main=False, at=timezone.now())
    client, deeds = client_of(officer), (f"/units/people/{cast.learner.pk}/", "/posts/", "/slips/")
    now, before = (listed(client, cast.alpha, on) for on in (today, today - DAY))
    main = [page.split("<main")[1] for page in (now, before)]
    assert [deed in main[0] for deed in deeds] == [True, True, True]
    assert [deed in main[1] for deed in deeds] == [False, False, False]


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-40", "0000-00-00"])
def test_what_is_no_day_means_today(cast: Cast, client_of: ClientOf, text: str) -> None:
    page = listed(client_of(cast.commander), cast.alpha, text)
    assert f'value="{timezone.localdate().isoformat()}"' in page


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_of_the_calendar_are_answered(cast: Cast, client_of: ClientOf, text: str) -> None:
    assert "posted" in listed(client_of(cast.commander), cast.alpha, text)
