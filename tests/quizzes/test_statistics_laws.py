"""What is true of the statistics of any marks, and what does not exist."""

from __future__ import annotations

import statistics as library
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.statistics import consistency, effective_weights, item_figures, spread

MARKS = st.lists(st.tuples(st.sampled_from([0.0, 0.25, 1 / 3, 0.5, 1.0]), st.integers(0, 39)), min_size=2, max_size=60)


@given(MARKS)
@settings(max_examples=60, deadline=None)
def test_the_index_is_a_correlation_and_the_efficiency_reaches_further(pairs: list[tuple[float, int]]) -> None:
    marks, rests = [mark for mark, _rest in pairs], [float(rest) for _mark, rest in pairs]
    found = item_figures(marks, rests, 1)
    if len(set(marks)) == 1 or len(set(rests)) == 1:
        assert (found.discrimination_index, found.discriminative_efficiency) == (None, None)
        return
    assert found.discrimination_index is not None and found.discriminative_efficiency is not None
    assert found.discrimination_index == pytest.approx(100 * library.correlation(marks, rests), abs=1e-6)
    assert abs(found.discrimination_index) <= abs(found.discriminative_efficiency) + 1e-6


@given(MARKS, st.floats(0.01, 100))
@settings(max_examples=30, deadline=None)
def test_rests_may_be_given_as_shares(pairs: list[tuple[float, int]], whole: float) -> None:
    marks = [mark for mark, _rest in pairs]
    plain = item_figures(marks, [float(rest) for _mark, rest in pairs], 1)
    scaled = item_figures(marks, [rest / whole for _mark, rest in pairs], 1)
    assert scaled.discrimination_index == pytest.approx(plain.discrimination_index)
    assert scaled.discriminative_efficiency == pytest.approx(plain.discriminative_efficiency)


def test_an_item_without_marks_has_no_facility() -> None:
    found = item_figures([0.0, 0.0, 0.0], [1.0, 2.0, 3.0], 0)
    assert (found.facility, found.standard_deviation, found.discrimination_index) == (None, None, None)


def test_an_item_that_everybody_gets_right_tells_nobody_from_nobody() -> None:
    found = item_figures([1.0, 1.0, 1.0], [1.0, 2.0, 3.0], 1)
    assert (found.facility, found.standard_deviation, found.discrimination_index) == (1.0, 0.0, None)


def test_rests_that_differ_by_rounding_alone_are_equal() -> None:
    marks = [0.1, 0.2, 0.3, 0.7]
    totals = [mark + 0.6 for mark in marks]
    assert len({total - mark for total, mark in zip(totals, marks, strict=True)}) > 1
    found = item_figures(marks, [total - mark for total, mark in zip(totals, marks, strict=True)], 1)
    assert found.discrimination_index is None


def test_weights_of_what_helps_sum_to_a_hundred_and_what_hinders_has_none() -> None:
    columns = [[0.0, 1.0, 1.0, 1.0], [0.0, 0.0, 1.0, 1.0], [1.0, 1.0, 0.0, 0.0], [1.0, 1.0, 1.0, 1.0]]
    weights = effective_weights(columns, [sum(marks) for marks in zip(*columns, strict=True)])
    assert weights[2] is None
    assert weights[3] == 0
    assert sum(weight for weight in weights if weight is not None) == pytest.approx(100)


def test_items_that_agree_wholly_are_wholly_consistent() -> None:
    column = [0.0, 1.0, 0.0, 1.0, 1.0]
    found = consistency([column, column, column], [3 * mark for mark in column])
    assert found.alpha == pytest.approx(100)
    assert found.error_ratio == pytest.approx(0, abs=1e-5)
    assert found.standard_error == pytest.approx(0, abs=1e-5)


@pytest.mark.parametrize("totals", [[], [3.0], [3.0, 3.0, 3.0, 3.0, 3.0]])
def test_nothing_is_said_of_the_shape_of_totals_that_have_none(totals: list[float]) -> None:
    found = spread(totals)
    assert (found.attempts, found.skewness, found.kurtosis) == (len(totals), None, None)
    assert consistency([totals, totals], totals).alpha is None


def test_a_tail_of_low_scores_is_skewed_below_zero() -> None:
    found = spread([1.0, 7.0, 8.0, 9.0, 9.0, 10.0, 10.0])
    assert found.skewness is not None and found.skewness < -1
    assert found.median == 9.0


@given(st.lists(st.integers(0, 20), min_size=4, max_size=40))
@settings(max_examples=40, deadline=None)
def test_mirrored_scores_have_mirrored_skewness_and_the_same_kurtosis(totals: list[int]) -> None:
    found, mirrored = spread([float(t) for t in totals]), spread([20.0 - t for t in totals])
    if found.skewness is None or mirrored.skewness is None:
        assert all(a == b for a, b in pairwise(totals))
        return
    assert mirrored.skewness == pytest.approx(-found.skewness, abs=1e-9)
    assert mirrored.kurtosis == pytest.approx(found.kurtosis, abs=1e-9)
    assert found.standard_deviation == pytest.approx(library.stdev(totals))
