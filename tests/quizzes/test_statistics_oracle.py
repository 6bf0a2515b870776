"""Item and test statistics against the values that another examination system gives for the same marks."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from quizzes.statistics import consistency, discrimination, effective_weights, item_figures, spread

NO_VALUE = ("", "**NULL**")


@dataclass
class Sitting:
    """``columns``: marks by slot, 1 …; ``expected``: what the oracle says of the whole."""

    columns: list[list[float]]
    totals: list[float]
    expected: dict[str, Any]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open() as file:
        return list(csv.DictReader(file))


def rests(totals: list[float], marks: list[float]) -> list[float]:
    return [total - mark for total, mark in zip(totals, marks, strict=True)]


@pytest.fixture
def folder(oracles: Path) -> Path:
    return oracles / "statistics"


@pytest.fixture
def seven(folder: Path) -> Sitting:
    rows = rows_of(folder / "results00.csv")
    columns = [[float(row[f"slots.{slot}.mark"]) for row in rows] for slot in range(1, 8)]
    expected = json.loads((folder / "expected.json").read_text())["seven_slots"]
    return Sitting(columns, [float(row["summarks"]) for row in rows], expected)


@pytest.fixture
def twenty(folder: Path) -> Sitting:
    expected = json.loads((folder / "expected.json").read_text())["twenty_slots"]
    columns: list[list[float]] = [[] for _ in range(20)]
    for row in rows_of(folder / "mdl_question_states.csv"):  # an attempt stands slot by slot, one attempt after the other
        columns[int(row["slot"]) - 1].append(float(row["mark"]))
    assert {len(column) for column in columns} == {expected["attempts"]}
    return Sitting(columns, [sum(marks) for marks in zip(*columns, strict=True)], expected)


def close(expected: str | float | None, relative: float = 1e-5) -> Any:
    return None if expected is None or expected in NO_VALUE else pytest.approx(float(expected), rel=relative)


def test_each_slot_of_the_short_examination(seven: Sitting, folder: Path) -> None:
    weights = effective_weights(seven.columns, seven.totals)
    rows = [row for row in rows_of(folder / "qstats00.csv") if not row["subqname"] and not row["variant"]]
    assert len(rows) == 7
    for row, marks, weight in zip(rows, seven.columns, weights, strict=True):
        found = item_figures(marks, rests(seven.totals, marks), float(row["maxmark"]))
        assert found.attempts == int(row["s"])
        assert found.facility == close(row["facility"])
        assert found.standard_deviation == close(row["sd"])
        assert found.discrimination_index == close(row["discriminationindex"])
        assert found.discriminative_efficiency == close(row["discriminativeefficiency"])
        assert weight == close(row["effectiveweight"])


@pytest.mark.parametrize("variant", ["1", "8"])
def test_each_variant_of_a_slot_over_the_attempts_that_showed_it(seven: Sitting, folder: Path, variant: str) -> None:
    (row,) = [row for row in rows_of(folder / "qstats00.csv") if row["variant"] == variant]
    chosen = [index for index, step in enumerate(rows_of(folder / "steps00.csv")) if step["variants.2"] == variant]
    marks = [seven.columns[1][index] for index in chosen]
    found = item_figures(marks, rests([seven.totals[index] for index in chosen], marks), 1)
    assert found.attempts == int(row["s"])
    assert found.facility == close(row["facility"])
    assert found.standard_deviation == close(row["sd"])
    assert found.discrimination_index == close(row["discriminationindex"])
    assert found.discriminative_efficiency == close(row["discriminativeefficiency"])


def test_the_drawn_question_as_the_fixture_has_it_and_as_the_house_has_it(seven: Sitting, folder: Path) -> None:
    """The fixture correlates the mark with the total that contains it. We take the rest, which does not flatter the item."""
    (row,) = [row for row in rows_of(folder / "qstats00.csv") if row["subqname"] == "numerical"]
    chosen = [index for index, step in enumerate(rows_of(folder / "steps00.csv")) if step["randqs.1"] == "numerical"]
    marks, totals = [seven.columns[0][i] for i in chosen], [seven.totals[i] for i in chosen]
    index, efficiency = discrimination(marks, totals)
    assert (index, efficiency) == (close(row["discriminationindex"]), close(row["discriminativeefficiency"]))
    ours = item_figures(marks, rests(totals, marks), 1)
    assert (ours.attempts, ours.facility) == (int(row["s"]), close(row["facility"]))
    assert ours.standard_deviation == close(row["sd"])
    assert ours.discrimination_index is not None
    assert index is not None and ours.discrimination_index < index - 20


def test_the_short_examination_as_a_whole(seven: Sitting) -> None:
    whole, trust = spread(seven.totals), consistency(seven.columns, seven.totals)
    found = {
        "median": whole.median,
        "average": whole.average,
        "standard_deviation": whole.standard_deviation,
        "skewness": whole.skewness,
        "kurtosis": whole.kurtosis,
        "internal_consistency": trust.alpha,
        "error_ratio": trust.error_ratio,
        "standard_error": trust.standard_error,
    }
    tolerance = seven.expected["relative_tolerance"]["test"]
    assert found == {name: close(value, tolerance) for name, value in seven.expected["test"].items()}


def test_each_slot_of_the_long_examination_with_unequal_and_absent_marks(twenty: Sitting, folder: Path) -> None:
    maxima = [float(row["maxmark"]) for row in rows_of(folder / "mdl_question.csv")]
    found = [
        item_figures(marks, rests(twenty.totals, marks), maximum) for marks, maximum in zip(twenty.columns, maxima, strict=True)
    ]
    expected = twenty.expected

    def within(values: list[float | None]) -> list[Any]:
        return [None if value is None else pytest.approx(value, abs=expected["tolerance"]) for value in values]

    def times(values: list[float | None], factor: int) -> list[float | None]:
        return [None if value is None else factor * value for value in values]

    assert times([f.facility for f in found], 100) == within(expected["facility_percent"])
    assert times([f.standard_deviation for f in found], 1000) == within(expected["standard_deviation_times_1000"])
    assert [f.discrimination_index for f in found] == within(expected["discrimination_index_percent"])
    assert [f.discriminative_efficiency for f in found] == within(expected["discriminative_efficiency_percent"])
    assert effective_weights(twenty.columns, twenty.totals) == within(expected["effective_weight_percent"])
