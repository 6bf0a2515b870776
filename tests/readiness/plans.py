"""Any plan of units, postings, acting commands, requirements, tours and certificates, and a house that follows it."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.utils import timezone
from hypothesis import strategies as st

from credentials.models import Credential, Deployment, ExternalCertificate, Requirement
from credentials.services import issue_credential
from people.levels import Level
from people.models import Posting, Unit, User
from people.postings import Refused
from people.services import place_unit, post_person
from people.status.services import set_status
from people.tree.services import move_unit
from tests.conftest import NOW, TODAY
from tests.factories.courses import make_achievement
from tests.factories.people import LONG_AGO, RankFactory, UnitFactory, UserFactory
from tests.readiness.contingents import bring_to, course_for

DAY = timedelta(days=1)
PARENTS = (None, 0, 0, 1, 1, None)  # two contingents, one of them with three levels
PEOPLE = 8
ROLES = list(Posting.Role)
KEYS = ("core", "driving")
Row = dict[str, Any]

units, people = st.integers(0, len(PARENTS) - 1), st.integers(0, PEOPLE - 1)
keys = st.sampled_from(KEYS)
days = st.sampled_from([-200, -30, -1, 0, 1, 30, 61, 200])
some = {
    "levels": st.lists(st.integers(1, 3), max_size=2, unique=True),
    "posts": st.lists(st.sampled_from([role.value for role in ROLES]), max_size=2, unique=True),
    "ranks": st.lists(st.integers(0, 2), max_size=1),
}
requirements = st.fixed_dictionaries(
    {
        "unit": units,
        "key": keys,
        "due": days | st.none(),
        "before": st.sampled_from([0, 14, 90]),
        "external": st.booleans(),
        **some,
    }
)
tours = st.fixed_dictionaries(
    {"unit": units, "begins": st.sampled_from([-30, 1, 20, 100]), "lasts": st.sampled_from([10, 90, 300])}
)
posts = st.fixed_dictionaries({"person": people, "unit": units, "role": st.sampled_from(ROLES[1:])})
held = st.fixed_dictionaries({"person": people, "key": keys, "left": st.sampled_from([-40, 0, 1, 59, 60, 61, 120, 500])})
moves = st.fixed_dictionaries({"unit": units, "parent": units})
plans = st.fixed_dictionaries(
    {
        "requirements": st.lists(requirements, min_size=1, max_size=5),
        "tours": st.lists(tours, max_size=3),
        "posts": st.lists(posts, max_size=4),
        "held": st.lists(held, max_size=6, unique_by=lambda row: (row["person"], row["key"])),
        "others": st.lists(held, max_size=3),
        "begun": st.lists(people, max_size=3, unique=True),
        "excused": st.lists(people, max_size=1),
        "lent": st.lists(st.fixed_dictionaries({"person": people, "unit": units}), max_size=1),
        "moves": st.lists(moves, max_size=1),
    }
)
NOTHING: dict[str, list[Any]] = {
    "tours": [],
    "posts": [],
    "held": [],
    "others": [],
    "begun": [],
    "excused": [],
    "lent": [],
    "moves": [],
}
ASKED: Row = {"key": "core", "due": -1, "before": 0, "external": False, "levels": [], "posts": ["acting-commander"], "ranks": []}


class House:
    """Six units, eight people of three ranks, and two achievements, each with a course."""

    def __init__(self) -> None:
        self.by, self.other = (UserFactory(rank=None, password="", is_superuser=True) for _ in range(2))
        self.courses = {key: course_for(make_achievement(key, name=key)) for key in KEYS}
        self.units: list[Unit] = [UnitFactory() for _ in PARENTS]
        for unit, parent in zip(self.units, PARENTS, strict=True):
            place_unit(unit=unit, parent=None if parent is None else self.units[parent], on=LONG_AGO)
        self.ranks = [RankFactory(abbreviation=f"R{level}", level=level) for level in (1, 2, 3)]
        self.people: list[User] = []
        for n in range(PEOPLE):
            person = UserFactory(rank=None if n == 0 else self.ranks[n % 3], password="")
            role = Posting.Role.COMMANDER if n in (3, 6) else Posting.Role.MEMBER
            post_person(user=person, unit=self.units[n % len(PARENTS)], on=LONG_AGO, role=role, at=timezone.now())
            self.people.append(person)

    def follow(self, plan: dict[str, list[Any]]) -> None:
        for row in plan["moves"]:
            unit, parent = self.units[row["unit"]], self.units[row["parent"]]
            with suppress(Refused):
                move_unit(unit=unit, parent=parent, on=TODAY - 5 * DAY, by=self.by, at=timezone.now())
        for row in plan["lent"]:
            person, unit = self.people[row["person"]], self.units[row["unit"]]
            with suppress(Refused):
                set_status(
                    user=person, status="attached", unit=unit, starts_on=TODAY - DAY, ends_on=None, by=self.by, at=timezone.now()
                )
        for n in plan["excused"]:
            set_status(
                user=self.people[n],
                status="excused",
                reason="leave",
                starts_on=TODAY,
                ends_on=None,
                by=self.by,
                at=timezone.now(),
            )
        for row in plan["posts"]:
            post_person(
                user=self.people[row["person"]],
                unit=self.units[row["unit"]],
                on=TODAY,
                role=row["role"],
                is_main=False,
                at=timezone.now(),
            )
        for row in plan["requirements"]:
            self.require(row)
        for row in plan["tours"]:
            starts_on = TODAY + row["begins"] * DAY
            dates = {"starts_on": starts_on, "ends_on": starts_on + row["lasts"] * DAY, "announced_on": LONG_AGO}
            Deployment.objects.create(unit=self.units[row["unit"]], mission="UNAK", **dates)
        for row in plan["held"]:
            achievement, until = self.courses[row["key"]].achievement, TODAY + row["left"] * DAY
            made = issue_credential(
                holder=self.people[row["person"]], achievement=achievement, level=Level.EVERYONE, at=NOW - 400 * DAY
            )
            Credential.objects.filter(pk=made.pk).update(expires_on=until)
        for row in plan["others"]:
            self.certify_elsewhere(row)
        for n in plan["begun"]:
            bring_to(self.people[n], "in-progress", self.courses["core"])

    def require(self, row: Row) -> None:
        due = {"due_on": TODAY + row["due"] * DAY} if row["due"] is not None else {"days_before": row["before"]}
        made = Requirement.objects.create(
            unit=self.units[row["unit"]],
            achievement=self.courses[row["key"]].achievement,
            levels=row["levels"],
            posts=row["posts"],
            accepts_external=row["external"],
            starts_on=LONG_AGO,
            **due,
        )
        made.ranks.set([self.ranks[n] for n in row["ranks"]])

    def certify_elsewhere(self, row: Row) -> None:
        ExternalCertificate.objects.create(
            holder=self.people[row["person"]],
            achievement_key=row["key"],
            title="Elsewhere",
            provider="Others",
            earned_on=TODAY - 500 * DAY,
            expires_on=TODAY + row["left"] * DAY,
            recorded_by=self.other,
            recorded_at=NOW - 300 * DAY,
            is_approved=True,
            decided_by=self.by,
            decided_at=NOW - 299 * DAY,
        )
