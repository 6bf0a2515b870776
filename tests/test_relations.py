"""Whoever stands in each relation to a unit, on each page about it: above, beside, former, future, acting, another country.

The tables stand in tests/relations_table.py; an address that names an object and has no line there fails the run. Transfers take
effect on their day: yesterday's officer is out today, tomorrow's not yet in.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from people.groups import AUDITORS
from people.models import Posting, Unit, User
from people.services import place_unit, post_person
from people.status.services import set_status
from people.tree.services import move_unit
from tests.access import Cabinet, Row, address, patterns, read_table, verdict
from tests.access_table import TABLE
from tests.conftest import Cast
from tests.factories.people import LONG_AGO, CountryFactory, RankFactory, UnitFactory, UserFactory
from tests.factories.stage import furnish
from tests.people.test_second_factor_required import WITH_PASSWORD
from tests.relations_table import COMMANDERS, OFFICERS, RELATIONS

DAY = timedelta(days=1)


def rows_of(table: str) -> list[Row]:
    rows = []
    for line in table.splitlines():
        name, method, *rest = line.split("#")[0].split() or ["", ""]
        if name:
            arguments = dict(word.split("=", 1) for word in rest if "=" in word)
            expected = [word for word in rest if "=" not in word]
            assert len(expected) in {1, len(RELATIONS)}, line
            whole = expected if len(expected) > 1 else expected * len(RELATIONS)
            rows.append(Row(name, method, arguments, tuple(whole)))
    return rows


def about_somebody() -> set[str]:
    """The addresses that name an object and are neither public nor one's own, outside the editor."""
    editor = {pattern.name for pattern in patterns() if pattern.route.lstrip("^").startswith("admin/")}
    return {row.name for row in read_table(TABLE) if row.arguments} - editor - set(WITH_PASSWORD.split())


@pytest.mark.parametrize("table", [COMMANDERS, OFFICERS], ids=["commanders", "officers"])
def test_every_address_of_an_object_has_its_relations(table: str) -> None:
    missing = about_somebody() - {row.name for row in rows_of(table)}
    assert not missing, "Add a line for each of these to both tables of tests/relations_table.py."


class Relatives:
    """One person in each relation, with the post of a commander or of a training officer."""

    def __init__(self, cast: Cast, role: str) -> None:
        self.cast, self.role, self.today = cast, role, timezone.localdate()
        self.rank = RankFactory(name="Captain", abbreviation="Capt", level=3)

    def all(self) -> dict[str, User]:
        cast, today = self.cast, self.today
        auditor = UserFactory(name="auditor")
        auditor.groups.add(Group.objects.get(name=AUDITORS))
        return {
            "own": self.posted("own", cast.alpha),
            "above": self.posted("above", cast.battalion),
            "below": self.posted("below", cast.platoon),
            "beside": self.posted("beside", cast.bravo),
            "former": self.posted("former", cast.alpha, until=today - DAY),
            "future": self.posted("future", cast.alpha, since=today + DAY),
            "acting": self.posted("acting", cast.alpha, since=today, until=today, is_main=False, acts=True),
            "past-acting": self.posted("past", cast.alpha, until=today - DAY, is_main=False, acts=True),
            "lent": self.lent(),
            "abroad": self.abroad(),
            "auditor": auditor,
        }

    def posted(self, name: str, unit: Unit, *, since: Any = LONG_AGO, until: Any = None, **how: Any) -> User:
        user = UserFactory(name=name, rank=self.rank)
        self.post(user, unit, since, until, **how)
        return user

    def post(self, user: User, unit: Unit, since: Any, until: Any, *, is_main: bool = True, acts: bool = False) -> None:
        is_acting = acts and self.role == Posting.Role.COMMANDER
        role = Posting.Role.ACTING_COMMANDER if is_acting else self.role
        post_person(user=user, unit=unit, on=since, until=until, role=role, is_main=is_main, at=timezone.now())

    def lent(self) -> User:
        """Holds the post in Bravo, and is attached to Alpha today: the role does not come along."""
        user = self.posted("lent", self.cast.bravo)
        by = self.cast.administrator
        set_status(
            user=user,
            status="attached",
            unit=self.cast.alpha,
            starts_on=self.today,
            ends_on=self.today + DAY,
            by=by,
            at=timezone.now(),
        )
        return user

    def abroad(self) -> User:
        country = CountryFactory(code="QX", name="Orient")
        unit = UnitFactory(name="Alpha Company", short_name="A Coy", country=country)
        place_unit(unit=unit, parent=None, on=LONG_AGO)
        user = UserFactory(name="abroad", country=country)
        self.post(user, unit, LONG_AGO, None)
        return user


@pytest.mark.parametrize(("role", "table"), [("commander", COMMANDERS), ("training-officer", OFFICERS)])
def test_each_relation_finds_what_the_table_says(
    cast: Cast, client_of: Callable[..., Client], caplog: pytest.LogCaptureFixture, role: str, table: str
) -> None:
    caplog.set_level("CRITICAL", "django.request")
    stage, relatives = furnish(cast), Relatives(cast, role).all()
    cabinet = Cabinet(relatives, client_of, RELATIONS)
    wrong = []
    for row in rows_of(table):
        path, data = address(row, stage), {} if row.method == "POST" else None
        for relation, expected in zip(RELATIONS, row.expected, strict=True):
            answer = verdict(cabinet.ask(relation, row.method, path, data))
            wrong += [f"{row}: {relation} should get {expected}, got {answer}"] if answer != expected else []
    assert not wrong, "\n".join(wrong)


# --- Moves and transfers on their day --------------------------------------------------------------


def test_a_platoon_that_moves_tomorrow_is_its_old_commanders_today(cast: Cast, client_of: Callable[..., Client]) -> None:
    old, new = client_of(cast.commander), client_of(cast.other_commander)
    url, today = f"/units/{cast.platoon.pk}/people/", timezone.localdate()
    assert [client.get(url).status_code for client in (old, new)] == [200, 404]
    move_unit(unit=cast.platoon, parent=cast.bravo, on=today + DAY, by=cast.administrator, at=timezone.now())
    assert [client.get(url).status_code for client in (old, new)] == [200, 404]
    move_unit(unit=cast.platoon, parent=cast.battalion, on=today + DAY, by=cast.administrator, at=timezone.now())
    move_unit(unit=cast.platoon, parent=cast.bravo, on=today + DAY, by=cast.administrator, at=timezone.now())
    assert [client.get(url).status_code for client in (old, new)] == [200, 404]


def test_a_platoon_moved_today_is_its_new_commanders(cast: Cast, client_of: Callable[..., Client]) -> None:
    move_unit(unit=cast.platoon, parent=cast.bravo, on=timezone.localdate(), by=cast.administrator, at=timezone.now())
    for url in (f"/units/{cast.platoon.pk}/people/", f"/readiness/units/{cast.platoon.pk}/"):
        answers = [client_of(user).get(url).status_code for user in (cast.commander, cast.other_commander)]
        assert answers == [404, 200]


def test_a_soldier_transferred_today_is_on_the_new_list_alone(cast: Cast, client_of: Callable[..., Client]) -> None:
    today = timezone.localdate()
    lists = {
        "old": (client_of(cast.commander), f"/units/{cast.alpha.pk}/people/"),
        "new": (client_of(cast.other_commander), f"/units/{cast.bravo.pk}/people/"),
    }

    def where() -> list[str]:
        return [key for key, (client, url) in lists.items() if cast.learner.name in client.get(url).content.decode()]

    post_person(user=cast.learner, unit=cast.bravo, on=today + DAY, at=timezone.now())
    assert where() == ["old"]
    post_person(user=cast.learner, unit=cast.bravo, on=today, at=timezone.now())
    assert where() == ["new"]
