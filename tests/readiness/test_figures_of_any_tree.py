"""Whatever the tree and the postings: every unit is the sum of its children and its own people, and nobody is lost or doubled."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from people.models import Posting, Unit
from people.services import place_unit
from readiness.figures import Figures, names
from tests.conftest import TODAY
from tests.factories.people import LONG_AGO, UnitFactory
from tests.readiness.contingents import STATES, course_for, page_of, soldier


@dataclass(frozen=True)
class Plan:
    """``parents``: for each unit after the first, the number of an earlier one; ``people``: unit and state of each person."""

    parents: list[int]
    people: list[tuple[int, str, bool]]


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    size = draw(st.integers(1, 7))
    parents = [draw(st.integers(0, number - 1)) for number in range(1, size)]
    person = st.tuples(st.integers(0, size - 1), st.sampled_from(STATES), st.booleans())
    return Plan(parents, draw(st.lists(person, max_size=12)))


class AnyTree(TestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(plans())
    def test_sums_hold_at_every_level(self, plan: Plan) -> None:
        course = course_for()
        units: list[Unit] = []
        for parent in [None, *plan.parents]:
            unit = UnitFactory()
            place_unit(unit=unit, parent=None if parent is None else units[parent], on=LONG_AGO)
            units.append(unit)
        for place, state, is_active in plan.people:
            soldier(units[place], state, course, is_active=is_active)
        pages = [page_of(unit) for unit in units]
        counted = [(place, state) for place, state, is_active in plan.people if is_active]
        for number, page in enumerate(pages):
            children = [pages[child] for child, parent in enumerate(plan.parents, 1) if parent == number]
            assert page.total == sum((child.total for child in children), page.own)
            assert {sub.unit.pk: sub.figures for sub in page.sub_units} == {c.unit.pk: c.total for c in children}
            assert page.own == expected([state for place, state in counted if place == number])
            assert standings(page.unit, page.asked.achievement) == partition(page.total)
        assert pages[0].total.strength == len(counted) == Posting.objects.filter(user__is_active=True).count()


def expected(states: list[str]) -> Figures:
    count = Counter(states)
    return Figures(len(states), count["qualified"] + count["expiring"], count["expiring"], count["in-progress"])


def partition(figures: Figures) -> Counter[str]:
    return +Counter(
        {
            "qualified": figures.lasting,
            "expiring": figures.expiring,
            "in-progress": figures.in_progress,
            "not-started": figures.not_started,
        }
    )


def standings(unit: Unit, achievement: object) -> Counter[str]:
    """The same question asked of the names."""
    return Counter(posting.standing for posting in names(unit, achievement, TODAY))  # type: ignore[arg-type]
