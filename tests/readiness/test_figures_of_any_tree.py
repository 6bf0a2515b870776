"""Whatever the tree and the postings: every unit is the sum of its children and its own people, and nobody is lost or doubled."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from courses.models import CoursePage
from people.models import Posting, Unit
from people.services import place_unit
from readiness.figures import STATES as EVERY_STATE
from readiness.figures import Figures
from readiness.names import names
from tests.factories.people import LONG_AGO, UnitFactory
from tests.readiness.contingents import COUNTED, STATES, course_for, own_of, reading, soldier, total_of


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
    course: CoursePage

    @classmethod
    def setUpTestData(cls) -> None:
        """Once for all trees."""
        cls.course = course_for()

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(plans())
    def test_sums_hold_at_every_level(self, plan: Plan) -> None:
        units: list[Unit] = []
        for parent in [None, *plan.parents]:
            unit = UnitFactory()
            place_unit(unit=unit, parent=None if parent is None else units[parent], on=LONG_AGO)
            units.append(unit)
        for place, state, is_active in plan.people:
            soldier(units[place], state, self.course, is_active=is_active)
        counted = [(place, state) for place, state, is_active in plan.people if is_active]
        for number, unit in enumerate(units):
            children = [units[child] for child, parent in enumerate(plan.parents, 1) if parent == number]
            found = total_of(unit)
            assert found == sum((total_of(child) for child in children), own_of(unit))
            assert own_of(unit) == expected([state for place, state in counted if place == number])
            assert Counter(posting.standing for posting in names(reading(unit))) == +Counter(
                {state: found.in_state(state) for state in EVERY_STATE}
            )
        assert total_of(units[0]).strength == len(counted) == Posting.objects.filter(user__is_active=True).count()


def expected(states: list[str]) -> Figures:
    return Figures.of(Counter(COUNTED.get(state, state) for state in states))
