"""How long each answer took."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from quizzes.statistics import seconds_between, seconds_by_item
from quizzes.statistics.sums import median


def test_an_answer_took_the_time_since_the_save_before_it(now: datetime) -> None:
    steps = [(now + timedelta(seconds=seconds), item) for seconds, item in [(40, 1), (50, 2), (80, 1)]]
    assert seconds_by_item(now, steps) == {1: 70.0, 2: 10.0}


def test_a_page_saved_in_one_go_shares_its_time(now: datetime) -> None:
    page = now + timedelta(seconds=90)
    assert seconds_by_item(now, [(page, 1), (page, 2), (page, 3), (page + timedelta(seconds=5), 1)]) == {
        1: 35.0,
        2: 30.0,
        3: 30.0,
    }


def test_a_clock_that_was_set_back_takes_no_time_away(now: datetime) -> None:
    assert seconds_by_item(now, [(now - timedelta(seconds=5), 1), (now + timedelta(seconds=5), 2)]) == {1: 0.0, 2: 5.0}


@pytest.mark.parametrize(("values", "middle"), [([], None), ([4.0], 4.0), ([9.0, 1.0, 4.0], 4.0), ([1.0, 9.0, 4.0, 2.0], 3.0)])
def test_the_median_is_the_middle(values: list[float], middle: float | None) -> None:
    assert median(values) == middle


def test_a_pause_takes_no_time(now: datetime) -> None:
    def at(seconds: int) -> datetime:
        return now + timedelta(seconds=seconds)

    pauses = [(at(20), at(320)), (at(400), at(500))]
    assert seconds_by_item(now, [(at(10), 1), (at(330), 2), (at(520), 1)], pauses) == {1: 100.0, 2: 20.0}
    assert seconds_between(now, at(350), pauses) == 50.0
    assert seconds_between(at(400), at(450), pauses) == 0.0
