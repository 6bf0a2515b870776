"""Laws of the outline, for any course, any order of its author and any ledger."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from courses.models import ActivityPage
from courses.rows import STEP, ActivityRow, missing_before, with_states
from people.levels import Level

Opens = ActivityPage.Opens
COURSE = "000100010001"


def row(module: int, place: int, is_required: bool, opens: str) -> ActivityRow:
    number = module * 100 + place
    path = f"{COURSE}{module:0{STEP}}{place:0{STEP}}"
    return ActivityRow(
        number, UUID(int=number), f"{number}", "", f"/{number}/", "lesson", "Lesson", 10, Level(1), is_required, opens, path
    )


@st.composite
def courses(draw: st.DrawFn) -> tuple[list[ActivityRow], set[UUID]]:
    """Rows of up to three modules in the order of the tree, and keys that are in the ledger (some of another course)."""
    sizes = draw(st.lists(st.integers(0, 4), min_size=1, max_size=3))
    places = [(module, place) for module, size in enumerate(sizes, 1) for place in range(1, size + 1)]
    rows = [row(m, p, draw(st.booleans()), draw(st.sampled_from(Opens.values))) for m, p in places]
    done = draw(st.sets(st.sampled_from([r.key for r in rows] + [UUID(int=99_999)])))
    return rows, done


@given(courses())
def test_only_what_stands_before_can_be_missing(course: tuple[list[ActivityRow], set[UUID]]) -> None:
    rows, done = course
    for own in rows:
        for missing in missing_before(rows, own, done):
            assert missing.path < own.path
            assert missing.is_required
            assert missing.key not in done


@given(courses())
def test_at_any_time_means_at_any_time(course: tuple[list[ActivityRow], set[UUID]]) -> None:
    rows, done = course
    assert all(not missing_before(rows, own, done) for own in rows if own.opens == Opens.ANYTIME)


@given(courses())
def test_after_the_module_looks_no_further_than_the_module(course: tuple[list[ActivityRow], set[UUID]]) -> None:
    rows, done = course
    for own in rows:
        if own.opens == Opens.AFTER_MODULE:
            assert {r.path[:-STEP] for r in missing_before(rows, own, done)} <= {own.path[:-STEP]}


@given(courses())
def test_after_the_course_means_everything_required_before(course: tuple[list[ActivityRow], set[UUID]]) -> None:
    rows, done = course
    for own in rows:
        if own.opens == Opens.AFTER_COURSE:
            before = {r.key for r in rows if r.path < own.path and r.is_required}
            assert {r.key for r in missing_before(rows, own, done)} == before - done


@given(courses())
def test_finishing_more_never_locks(course: tuple[list[ActivityRow], set[UUID]]) -> None:
    rows, done = course
    for extra in rows:
        for own in rows:
            missing = {r.key for r in missing_before(rows, own, done | {extra.key})}
            assert missing <= {r.key for r in missing_before(rows, own, done)}


@given(courses())
def test_states_change_nothing_but_the_state(course: tuple[list[ActivityRow], set[UUID]]) -> None:
    rows, done = course
    stated = with_states(rows, done)
    assert [r.key for r in stated] == [r.key for r in rows]
    assert {r.state for r in stated} <= {"done", "current", "open", "locked"}


@given(courses())
def test_done_is_exactly_what_the_ledger_says(course: tuple[list[ActivityRow], set[UUID]]) -> None:
    rows, done = course
    assert {r.key for r in with_states(rows, done) if r.is_done} == done & {r.key for r in rows}


@given(courses())
def test_locked_is_exactly_what_waits_for_something(course: tuple[list[ActivityRow], set[UUID]]) -> None:
    rows, done = course
    for own in with_states(rows, done):
        assert own.is_locked == bool(own.key not in done and missing_before(rows, own, done))


@given(courses())
def test_one_thing_is_next_until_nothing_required_is_left(course: tuple[list[ActivityRow], set[UUID]]) -> None:
    rows, done = course
    current = [r for r in with_states(rows, done) if r.state == "current"]
    left = [r for r in rows if r.is_required and r.key not in done]
    assert len(current) == (1 if left else 0)
    assert [r.key for r in current] == [r.key for r in left[:1]]
