"""Whoever stands in each relation to a unit, on each page about it: above, beside, former, future, acting, another country.

A row names the page and what it answers to people of these relations to Alpha Company; records are the learner's, of its
1st Platoon. Transfers take effect on their day: yesterday's officer is out today, tomorrow's not yet in.
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
from tests.access import Cabinet, Row, address, verdict
from tests.conftest import Cast
from tests.factories.people import LONG_AGO, CountryFactory, RankFactory, UnitFactory, UserFactory
from tests.factories.stage import furnish

RELATIONS = ("own", "above", "below", "beside", "former", "future", "acting", "past-acting", "lent", "abroad", "auditor")
COMMANDERS = """
#                                        own above below beside former future acting past-acting lent abroad auditor
readiness:unit          GET  pk=alpha    200 200   404   404    404    404    200    404         404  404    200
readiness:unit          GET  pk=platoon  200 200   200   404    404    404    200    404         404  404    200
readiness:figures       GET  pk=alpha    200 200   404   404    404    404    200    404         404  404    200
readiness:figures       GET  pk=platoon  200 200   200   404    404    404    200    404         404  404    200
readiness:figures-workbook  GET  pk=alpha 200 200  404   404    404    404    200    404         404  404    200
readiness:export        GET  pk=alpha    302 302   404   404    404    404    302    404         404  404    404
readiness:export-workbook  GET  pk=alpha 302 302   404   404    404    404    302    404         404  404    404
readiness:enrol         GET  pk=alpha    404 404   404   404    404    404    404    404         404  404    404
readiness:names         GET  pk=alpha    200 200   404   404    404    404    200    404         404  404    404
readiness:names         GET  pk=platoon  200 200   200   404    404    404    200    404         404  404    404
readiness:obstacles     GET  pk=alpha    200 200   404   404    404    404    200    404         404  404    404
credentials:credential  GET  code=learner-credential  200 200 200 404 404 404  200 404 404 404 404
credentials:sheet       GET  code=learner-credential  200 200 200 404 404 404  200 404 404 404 404
credentials:badge       GET  code=learner-credential  200 200 200 404 404 404  200 404 404 404 404
credentials:revoke      POST code=learner-credential  404 404 404 404 404 404  404 404 404 404 404
prints:unit             GET  pk=alpha    200 200   404   404    404    404    200    404         404  404    404
units:people            GET  pk=alpha    200 200   404   404    404    404    200    404         404  404    404
units:people            GET  pk=platoon  200 200   200   404    404    404    200    404         404  404    404
units:posts             GET  pk=alpha    404 404   404   404    404    404    404    404         404  404    404
units:person            GET  pk=learner  404 404   404   404    404    404    404    404         404  404    404
units:person            POST pk=learner  404 404   404   404    404    404    404    404         404  404    404
units:status-end        POST pk=leave    404 404   404   404    404    404    404    404         404  404    404
units:post-end          POST pk=acting   404 404   404   404    404    404    404    404         404  404    404
slips:unit              GET  pk=alpha    404 404   404   404    404    404    404    404         404  404    404
contests:one            GET  pk=contest  404 404   404   404    404    404    404    404         404  404    404
roll:index              GET              404 404   404   404    404    404    404    404         404  404    404
sittings:index          GET              404 404   404   404    404    404    404    404         404  404    404
sittings:sitting        GET  pk=sitting  404 404   404   404    404    404    404    404         404  404    404
paper:form              GET  pk=form     404 404   404   404    404    404    404    404         404  404    404
wagtailadmin_home       GET              in  in    in    in     in     in     in     in          in   in     in
unit-tree:index         GET              in  in    in    in     in     in     in     in          in   in     in
"""
OFFICERS = """
#                                        own above below beside former future acting past-acting lent abroad auditor
readiness:unit          GET  pk=alpha    200 200   404   404    404    404    200    404         404  404    200
readiness:unit          GET  pk=platoon  200 200   200   404    404    404    200    404         404  404    200
readiness:figures       GET  pk=alpha    200 200   404   404    404    404    200    404         404  404    200
readiness:figures       GET  pk=platoon  200 200   200   404    404    404    200    404         404  404    200
readiness:figures-workbook  GET  pk=alpha 200 200  404   404    404    404    200    404         404  404    200
readiness:export        GET  pk=alpha    302 302   404   404    404    404    302    404         404  404    404
readiness:export-workbook  GET  pk=alpha 302 302   404   404    404    404    302    404         404  404    404
readiness:enrol         GET  pk=alpha    200 200   404   404    404    404    200    404         404  404    404
readiness:enrol         POST pk=platoon  200 200   200   404    404    404    200    404         404  404    404
readiness:names         GET  pk=alpha    200 200   404   404    404    404    200    404         404  404    404
readiness:names         GET  pk=platoon  200 200   200   404    404    404    200    404         404  404    404
readiness:obstacles     GET  pk=alpha    200 200   404   404    404    404    200    404         404  404    404
documents:index         GET  pk=alpha    404 404   404   404    404    404    404    404         404  404    404
prints:unit             GET  pk=alpha    200 200   404   404    404    404    200    404         404  404    404
units:people            GET  pk=alpha    200 200   404   404    404    404    200    404         404  404    404
units:people            GET  pk=platoon  200 200   200   404    404    404    200    404         404  404    404
units:posts             GET  pk=alpha    200 200   404   404    404    404    200    404         404  404    404
units:posts             POST pk=alpha    200 200   404   404    404    404    200    404         404  404    404
units:person            GET  pk=learner  200 200   200   404    404    404    200    404         404  404    404
units:person            POST pk=learner  200 200   200   404    404    404    200    404         404  404    404
units:status-end        GET  pk=leave    200 200   200   404    404    404    200    404         404  404    404
units:status-end        POST pk=leave    302 302   302   404    404    404    302    404         404  404    404
units:post-end          GET  pk=acting   200 200   200   404    404    404    200    404         404  404    404
slips:unit              GET  pk=alpha    200 200   404   404    404    404    200    404         404  404    404
slips:print             POST pk=alpha    302 302   404   404    404    404    302    404         404  404    404
slips:withdraw          POST pk=alpha    302 302   404   404    404    404    302    404         404  404    404
people:slip-issue       GET  pk=learner  200 200   200   404    404    404    200    404         404  404    404
contests:one            GET  pk=contest  200 200   200   404    404    404    200    404         404  404    404
contests:answer         POST pk=contest  200 200   200   404    404    404    200    404         404  404    404
roll:index              GET              200 200   200   200    404    404    200    404         404  200    404
roll:roll               GET  pk=roll     404 404   404   404    404    404    404    404         404  404    404
credentials:credential  GET  code=learner-credential  404 404 404 404 404 404  404 404 404 404 404
sittings:index          GET                   200 200 200 200 404 404 200 404 404 200 404
sittings:sitting        GET  pk=sitting       200 200 404 404 404 404 200 404 404 404 404
sittings:sitting        GET  pk=other-sitting 404 200 404 200 404 404 404 404 404 404 404
sittings:wall           GET  pk=sitting       200 200 404 404 404 404 200 404 404 404 404
sittings:pause          POST pk=other-sitting 404 302 404 302 404 404 404 404 404 404 404
sittings:more-time      POST pk=other-sitting 404 200 404 200 404 404 404 404 404 404 404
sittings:record         GET  pk=sitting       200 200 404 404 404 404 200 404 404 404 404
sittings:close          POST pk=other-sitting 404 302 404 302 404 404 404 404 404 404 404
paper:class             GET  pk=class         200 200 404 404 404 404 200 404 404 404 404
paper:form              GET  pk=form          200 200 404 404 404 404 200 404 404 404 404
paper:form              GET  pk=other-form    404 200 404 200 404 404 404 404 404 404 404
hand-marking:index      GET                   404 404 404 404 404 404 404 404 404 404 404
wagtailadmin_home       GET              in  in    in    in     in     in     in     in          in   in     in
unit-tree:index         GET              in  in    in    in     in     in     in     in          in   in     in
"""
DAY = timedelta(days=1)


def rows_of(table: str) -> list[Row]:
    rows = []
    for line in table.splitlines():
        name, method, *rest = line.split("#")[0].split() or ["", ""]
        if name:
            arguments = dict(word.split("=", 1) for word in rest if "=" in word)
            expected = tuple(word for word in rest if "=" not in word)
            assert len(expected) == len(RELATIONS), line
            rows.append(Row(name, method, arguments, expected))
    return rows


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
        post_person(user=user, unit=unit, on=since, until=until, role=role, is_main=is_main)

    def lent(self) -> User:
        """Holds the post in Bravo, and is attached to Alpha today: the role does not come along."""
        user = self.posted("lent", self.cast.bravo)
        by = self.cast.administrator
        set_status(user=user, status="attached", unit=self.cast.alpha, starts_on=self.today, ends_on=self.today + DAY, by=by)
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
    move_unit(unit=cast.platoon, parent=cast.bravo, on=today + DAY, by=cast.administrator)
    assert [client.get(url).status_code for client in (old, new)] == [200, 404]
    move_unit(unit=cast.platoon, parent=cast.battalion, on=today + DAY, by=cast.administrator)
    move_unit(unit=cast.platoon, parent=cast.bravo, on=today + DAY, by=cast.administrator)
    assert [client.get(url).status_code for client in (old, new)] == [200, 404]


def test_a_platoon_moved_today_is_its_new_commanders(cast: Cast, client_of: Callable[..., Client]) -> None:
    move_unit(unit=cast.platoon, parent=cast.bravo, on=timezone.localdate(), by=cast.administrator)
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

    post_person(user=cast.learner, unit=cast.bravo, on=today + DAY)
    assert where() == ["old"]
    post_person(user=cast.learner, unit=cast.bravo, on=today)
    assert where() == ["new"]
