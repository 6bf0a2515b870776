"""After any sequence of postings, statuses and moves: one place a day for each, the past as it was, parent = children."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from people.models import Placement, Posting, Unit, User
from people.postings import Refused
from people.services import place_unit, post_person
from people.status.services import appoint_acting_commander, end_status, set_status
from people.tree.services import dissolve_unit, move_unit
from tests.factories.people import UnitFactory, UserFactory

START, DAYS = date(2026, 1, 1), 30
NUMBER = st.integers(0, 4)
DEEDS = st.tuples(
    st.sampled_from(["post", "excuse", "attach", "end", "move", "move", "dissolve", "act"]),
    st.integers(0, 2),
    NUMBER,
    NUMBER,
    st.integers(0, DAYS - 1),
    st.integers(0, 8),
)
Facts = dict[date, tuple[dict[int, tuple[Any, ...]], dict[int, int | None]]]


def day(n: int) -> date:
    return START + timedelta(days=n)


def do(deed: tuple[str, int, int, int, int, int], people: list[User], units: list[Unit]) -> date:
    """Does it, unless it is refused; the first day on which anything may be different."""
    kind, who, which, where, first, length = deed
    user, unit, other, on, until, by = people[who], units[which], units[where], day(first), day(first + length), people[0]
    try:
        if kind == "post":
            post_person(user=user, unit=unit, on=on, at=datetime.combine(day(where * 6), time(12), UTC))
        elif kind == "excuse":
            set_status(user=user, status="excused", reason="leave", starts_on=on, ends_on=until, by=by, at=timezone.now())
        elif kind == "attach":
            set_status(
                user=user, status="attached", unit=unit, starts_on=on, ends_on=until if length else None, by=by, at=timezone.now()
            )
        elif kind == "end":
            end_status(user=user, on=on, by=by, at=timezone.now())
        elif kind == "act":
            appoint_acting_commander(user=user, unit=unit, starts_on=on, ends_on=until, by=by, at=timezone.now())
        elif kind == "move":
            move_unit(unit=unit, parent=other, on=on, by=by, at=timezone.now())
        else:
            dissolve_unit(unit=unit, on=on, by=by, at=timezone.now())
    except Refused:
        return date.max
    return on


def facts() -> Facts:
    """What is true on each day: who serves where and how, and what stands under what. Two queries."""
    postings, places = list(Posting.objects.main()), list(Placement.objects.all())
    told: Facts = {}
    for on in map(day, range(DAYS + 10)):
        main = [p for p in postings if p.starts_on <= on <= (p.ends_on or date.max)]
        tree = {p.path: p.unit_id for p in places if p.starts_on <= on <= (p.ends_on or date.max)}
        assert max(Counter(p.user_id for p in main).values()) == 1, "two main postings on a day"
        assert max(Counter(tree.values()).values()) == 1, "two places on a day"
        assert all(len(path) == 4 or path[:-4] in tree for path in tree), "a unit stands under nothing"
        served = {p.user_id: (p.unit_id, p.home_id, p.role, p.status, p.reason) for p in main}
        told[on] = served, {unit: tree.get(path[:-4]) for path, unit in tree.items()}
    return told


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(DEEDS, max_size=8))
def test_no_sequence_of_deeds_breaks_the_record(db: None, deeds: list[tuple[str, int, int, int, int, int]]) -> None:
    units = UnitFactory.create_batch(5)
    for number, parent in enumerate([None, 0, 0, 1, 2]):
        place_unit(unit=units[number], parent=None if parent is None else units[parent], on=START)
    people = UserFactory.create_batch(3)
    for number, user in enumerate(people):
        post_person(user=user, unit=units[number + 2], on=START, at=timezone.now())
    before = facts()
    for deed in deeds:
        changed_from = do(deed, people, units)
        after = facts()
        assert [on for on in before if on < changed_from and before[on] != after[on]] == []
        before = after
    assert not any(Placement.find_problems())
    for on in (day(0), day(DAYS // 2), day(DAYS + 9)):
        check_strength(units, before[on][1], on)


def check_strength(units: list[Unit], parents: dict[int, int | None], on: date) -> None:
    """The strength of each subtree is what serves in the unit itself and in the subtrees of its children."""
    counted = Posting.objects.counted(on)
    whole = {unit.pk: counted.filter(unit__in=Unit.objects.under([unit], on)).count() for unit in units if unit.pk in parents}
    for unit, total in whole.items():
        own = counted.filter(unit=unit).count()
        assert total == own + sum(whole[child] for child, parent in parents.items() if parent == unit)
