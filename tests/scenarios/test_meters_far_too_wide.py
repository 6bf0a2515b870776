"""A meter of any width is checked at once: it is told as too wide, and no value of it is counted out for that."""

from __future__ import annotations

import tracemalloc
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scenarios.analysis import findings_of
from scenarios.analysis.references import kept_values
from scenarios.story import Story
from tests.factories.scenarios import small_story

LITTLE = 2_000_000  # bytes
near = st.integers(-30, 30)
ends = st.none() | near
Ends = tuple[int | None, int | None]


def with_meter(**changes: Any) -> dict[str, Any]:
    document = small_story()
    document["meters"][0] |= changes
    return document


def test_a_meter_to_a_million_is_too_wide_and_costs_no_memory() -> None:
    document = with_meter(maximum=1_000_000)
    findings_of(document)
    tracemalloc.start()
    try:
        codes = {finding.code for finding in findings_of(document)}
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert "meter-range" in codes
    assert most < LITTLE


@given(low=near, high=near, bounds=st.lists(st.tuples(ends, ends), max_size=3))
def test_the_values_kept_are_those_that_every_bound_keeps(low: int, high: int, bounds: list[Ends]) -> None:
    document = with_meter(minimum=low, maximum=high)
    subject = document["meters"][0]["key"]
    document["passes"]["meters"] = [{"subject": subject, "at_least": least, "at_most": most} for least, most in bounds]
    story = Story.from_document(document)
    asked = story.passes.meters
    one_by_one = [value for value in range(low, high + 1) if all(bound.is_kept(value) for bound in asked)]
    assert list(kept_values(story, story.meters[0])) == one_by_one
