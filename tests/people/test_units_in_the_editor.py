"""Administrators make units and postings as far as the work needs now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from people.models import Posting, Unit, User
from people.services import post_person
from people.tree.services import dissolve_unit
from tests.conftest import Cast
from tests.factories.people import LONG_AGO

ClientOf = Callable[[User | None], Client]
UNITS, POSTINGS = "/admin/unit/", "/admin/posting/"


def test_a_new_unit_stands_in_the_tree_at_once(cast: Cast, client_of: ClientOf) -> None:
    values = {"country": "QM", "name": "Charlie Company", "short_name": "C Coy", "kind": "company", "parent": cast.battalion.pk}
    assert client_of(cast.administrator).post(f"{UNITS}new/", values).status_code == 302
    made = Unit.objects.get(name="Charlie Company")
    assert made in Unit.objects.under([cast.battalion], timezone.localdate())


def test_a_renamed_unit_keeps_its_place(cast: Cast, client_of: ClientOf) -> None:
    values = {"country": "QM", "name": "Alpha Group", "short_name": "A", "kind": "company"}
    assert client_of(cast.administrator).post(f"{UNITS}edit/{cast.alpha.pk}/", values).status_code == 302
    cast.alpha.refresh_from_db()
    assert cast.alpha.name == "Alpha Group"
    assert cast.alpha.placements.count() == 1


def posting(cast: Cast, **changes: object) -> dict[str, object]:
    today = timezone.localdate()
    values = {
        "person": cast.learner.username.lower(),
        "unit": cast.bravo.pk,
        "role": "member",
        "is_main": "on",
        "starts_on": today,
    }
    return values | changes


def test_a_new_main_posting_ends_the_older(cast: Cast, client_of: ClientOf) -> None:
    today = timezone.localdate()
    assert client_of(cast.administrator).post(f"{POSTINGS}new/", posting(cast)).status_code == 302
    older, newer = cast.learner.postings.order_by("starts_on")
    assert older.ends_on == today - timedelta(days=1)
    assert newer.unit == cast.bravo


def test_an_unknown_person_or_a_posting_that_ends_before_it_begins_is_refused(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.administrator)
    yesterday = timezone.localdate() - timedelta(days=1)
    assert client.post(f"{POSTINGS}new/", posting(cast, person="QM-99999")).status_code == 200
    assert client.post(f"{POSTINGS}new/", posting(cast, ends_on=yesterday)).status_code == 200
    assert cast.learner.postings.count() == 1


def test_later_only_the_role_and_the_end_change(cast: Cast, client_of: ClientOf) -> None:
    row = cast.learner.postings.get()
    values = posting(cast, role="acting-commander", unit=cast.bravo.pk, person=cast.comrade.username)
    assert client_of(cast.administrator).post(f"{POSTINGS}edit/{row.pk}/", values).status_code == 302
    now = cast.learner.postings.get(ends_on=None)
    assert (now.role, now.unit, now.user) == (Posting.Role.ACTING_COMMANDER, cast.platoon, cast.learner)


def test_another_role_counts_from_today_on_and_what_is_over_keeps_its_role(cast: Cast, client_of: ClientOf) -> None:
    client, today = client_of(cast.administrator), timezone.localdate()
    row = cast.learner.postings.get()
    client.post(f"{POSTINGS}edit/{row.pk}/", posting(cast, role="commander"))
    client.post(f"{POSTINGS}edit/{row.pk}/", posting(cast, role="training-officer", ends_on=today - timedelta(days=1)))
    roles = cast.learner.postings.order_by("starts_on").values_list("role", "starts_on", "ends_on")
    assert list(roles) == [("member", LONG_AGO, today - timedelta(days=1)), ("commander", today, None)]


def test_a_posting_dated_back_writes_over_nothing_that_began_meanwhile(cast: Cast, client_of: ClientOf) -> None:
    client, today = client_of(cast.administrator), timezone.localdate()
    post_person(user=cast.learner, unit=cast.bravo, on=today - timedelta(days=60), at=timezone.now())
    post_person(user=cast.learner, unit=cast.alpha, on=today - timedelta(days=30), at=timezone.now())
    answer = client.post(f"{POSTINGS}new/", posting(cast, unit=cast.platoon.pk, starts_on=today - timedelta(days=90)))
    assert "serves in Bravo Company since" in answer.content.decode()
    assert cast.learner.postings.count() == 3


def test_a_planned_posting_does_not_give_way_unasked(cast: Cast, client_of: ClientOf) -> None:
    later = timezone.localdate() + timedelta(days=30)
    post_person(user=cast.learner, unit=cast.alpha, on=later, at=timezone.now())
    answer = client_of(cast.administrator).post(f"{POSTINGS}new/", posting(cast))
    assert "A posting to Alpha Company is planned from" in answer.content.decode()
    assert cast.learner.postings.filter(unit=cast.alpha, starts_on=later).exists()


def test_nobody_is_posted_to_a_unit_outside_the_tree(cast: Cast, client_of: ClientOf) -> None:
    """He or she would count in no strength, and nobody would see it."""
    client, today = client_of(cast.administrator), timezone.localdate()
    last = today + timedelta(days=9)
    post_person(user=cast.other_commander, unit=cast.alpha, on=last, at=timezone.now())
    dissolve_unit(unit=cast.bravo, on=last + timedelta(days=1), by=cast.administrator, at=timezone.now())
    for changes, told in (
        ({"starts_on": last + timedelta(days=1)}, "Bravo Company is not in the tree on that day."),
        ({}, "Bravo Company is dissolved before that."),
        ({"ends_on": last + timedelta(days=1)}, "Bravo Company is dissolved before that."),
    ):
        assert told in client.post(f"{POSTINGS}new/", posting(cast, **changes)).content.decode()
    assert client.post(f"{POSTINGS}new/", posting(cast, ends_on=last)).status_code == 302


def test_a_posting_is_not_stretched_over_the_next(cast: Cast, client_of: ClientOf) -> None:
    today = timezone.localdate()
    post_person(user=cast.learner, unit=cast.bravo, on=today, at=timezone.now())
    row = cast.learner.postings.earliest("starts_on")
    for ends_on in ("", today):
        values = posting(cast, starts_on=row.starts_on, ends_on=ends_on)
        assert client_of(cast.administrator).post(f"{POSTINGS}edit/{row.pk}/", values).status_code == 200
    row.refresh_from_db()
    assert row.ends_on == today - timedelta(days=1)


def test_the_listings_open(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.administrator)
    for kind in ("unit", "posting", "rank", "country"):
        assert client.get(f"/admin/{kind}/").status_code == 200
