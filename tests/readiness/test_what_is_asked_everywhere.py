"""Any plan of units, postings, acting commands, requirements, tours and certificates: everybody reads the same of a person.

The learner's home, the commander's names and figures, the reminders and the verification page are held against each other.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

import time_machine
from hypothesis import HealthCheck, example, given, settings
from hypothesis.extra.django import TestCase

from courses.cards import CourseCard
from courses.home import learner_home
from credentials.demands import Demand, bound_by, demands_on
from credentials.models import Credential, Requirement
from credentials.verdicts import verdict_on
from people.models import Posting, User
from readiness.figures import Figures
from readiness.names import names
from readiness.page import Reading
from readiness.reminders.scan import Due, Ground, due_of, people_in_chunks
from readiness.thresholds import decide
from tests.conftest import NOW, TODAY
from tests.factories.people import LONG_AGO
from tests.readiness.contingents import reading
from tests.readiness.plans import ASKED, DAY, KEYS, NOTHING, House, plans


@dataclass(frozen=True)
class Said:
    """Of one person and one achievement, from each reader."""

    key: str
    demand: Demand | None
    card: CourseCard | None
    standing: str
    unit: Reading
    due: Due | None


def all_said(house: House) -> list[Said]:
    homes = {person.pk: cards_and_demands(person) for person in house.people}
    dues = all_due()
    said = []
    for unit in house.units:
        for key in KEYS:
            shown = reading(unit, TODAY, key)
            rows = list(names(shown))
            agree_on_sum(shown, rows)
            for row in (row for row in rows if row.unit_id == unit.pk):
                cards, demands = homes[row.user_id]
                card, demand, due = cards.get(key), demands.get(key), dues.get((row.user_id, key))
                said.append(Said(key, demand, card, row.standing, shown, due))
    assert len(said) == len(house.people) * len(KEYS)
    return said


def cards_and_demands(person: User) -> tuple[dict[str, CourseCard], dict[str, Demand]]:
    home = learner_home(person, TODAY, "en")
    cards = {card.outline.course.achievement.key: card for card in home.cards if card.outline.course.achievement}
    return cards, {demand.achievement_key: demand for demand in demands_on(person, TODAY)}


def all_due() -> dict[tuple[int, str], Due]:
    ground = Ground(TODAY)
    dues: dict[tuple[int, str], Due] = {}
    for chunk in people_in_chunks(ground):
        for due in due_of(chunk, ground):
            assert dues.setdefault((due.person.user, due.achievement_key), due) is due, "asked of once"
    return dues


def agree_on_sum(shown: Reading, rows: list[Any]) -> None:
    """The figures are those of the names."""
    counted: dict[int, dict[str, int]] = {}
    for row in rows:
        of_unit = counted.setdefault(row.unit_id, {})
        of_unit[row.standing] = of_unit.get(row.standing, 0) + 1
    by_unit = {pk: each for pk, each in shown.by_unit.items() if each.in_state("")}
    assert by_unit == {pk: Figures.of(states) for pk, states in counted.items()}


def agree(said: Said) -> None:
    """Raises AssertionError where two readers of one person differ."""
    if said.standing == "excused":
        return
    asks_something = bool(said.unit.asked.own.asked)
    if said.demand is None:
        assert said.due is None
        assert not asks_something or said.standing == "not-required"
        return
    assert said.standing != "not-required"
    card = said.card
    assert card is not None, "what is required stands on the home"
    assert card.is_overdue == (said.standing == "overdue")
    assert (card.is_earned or card.cover is not None) == (said.standing in ("qualified", "expiring", "lapsing"))
    lasts = [card.standing.until or date.max] if card.is_earned else []
    lasts += [card.cover.until or date.max] if card.cover else []
    if lasts:
        needed = said.demand.needed_until
        if needed:
            assert (max(lasts) < needed) == (said.standing == "lapsing")
        else:
            assert ("expiring" if max(lasts) <= said.demand.horizon_on else "qualified") == said.standing
    agree_with_reminder(said)


def agree_with_reminder(said: Said) -> None:
    demand, day = said.demand, said.due.day if said.due else None
    assert demand is not None
    if said.standing in ("overdue", "lapsing", "expiring"):
        assert day is not None
    assert bool(said.due and said.due.is_overdue) == (said.standing == "overdue")
    if day and decide(day.on, TODAY, ()):
        assert said.standing != "qualified"


def agree_on_papers() -> None:
    for row in Credential.objects.all():
        assert verdict_on(row.code, TODAY).standing == row.standing(TODAY)


class AnyPlan(TestCase):
    house: House

    @classmethod
    def setUpTestData(cls) -> None:
        with time_machine.travel(NOW, tick=False):
            cls.house = House()

    @settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(plans)
    @example(NOTHING | {"requirements": [ASKED | {"unit": 5}], "posts": [{"person": 1, "unit": 5, "role": "acting-commander"}]})
    @example(
        NOTHING
        | {
            "requirements": [ASKED | {"unit": 0, "due": None, "before": 90}],
            "tours": [{"unit": 4, "begins": 20, "lasts": 300}],
            "posts": [{"person": 2, "unit": 4, "role": "acting-commander"}],
            "held": [{"person": 2, "key": "core", "left": 120}],
        }
    )
    @example(
        NOTHING
        | {
            "requirements": [ASKED | {"unit": 1}, ASKED | {"unit": 2}],
            "posts": [{"person": 1, "unit": 1, "role": "acting-commander"}, {"person": 2, "unit": 2, "role": "acting-commander"}],
        }
    )
    def test_every_reader_says_the_same(self, plan: dict[str, list[Any]]) -> None:
        house = deepcopy(self.house)
        with time_machine.travel(NOW, tick=False):
            house.follow(plan)
            for said in all_said(house):
                agree(said)
            agree_on_papers()
            agree_on_the_number_bound(house)


def agree_on_the_number_bound(house: House) -> None:
    """Whom a requirement is said to bind are those whose home shows it."""
    for row in Requirement.objects.all():
        bound = set(Posting.objects.counted(TODAY).filter(bound_by(row, TODAY)).values_list("user", flat=True))
        others = Requirement.objects.exclude(pk=row.pk)
        kept = list(others.values_list("pk", flat=True))
        others.update(starts_on=TODAY + DAY)
        meant = {p.pk for p in house.people if demands_on(p, TODAY)} & set(
            Posting.objects.counted(TODAY).values_list("user", flat=True)
        )
        Requirement.objects.filter(pk__in=kept).update(starts_on=LONG_AGO)
        assert bound == meant
