"""The comparison of two groups that know as much, against published values."""

from __future__ import annotations

from math import exp, inf

import pytest

from quizzes.statistics import Grade, bands, compare_groups, item_findings
from quizzes.statistics.findings import Finding, Flag
from quizzes.statistics.groups import Answer, Comparison
from quizzes.statistics.items import ItemFigures

# Admissions to Berkeley in 1973 (Bickel et al., Science 1975): men admitted and rejected, women admitted and rejected.
BERKELEY = [
    (512, 313, 89, 19),
    (353, 207, 17, 8),
    (120, 205, 202, 391),
    (138, 279, 131, 244),
    (53, 138, 94, 299),
    (22, 351, 24, 317),
]


def answers(tables: list[tuple[int, int, int, int]]) -> list[Answer]:
    return [
        (is_focal, is_right, float(level))
        for level, cells in enumerate(tables)
        for (is_focal, is_right), count in zip([(False, True), (False, False), (True, True), (True, False)], cells, strict=True)
        for _ in range(count)
    ]


def test_the_published_values_of_a_known_table_come_out() -> None:
    """R's mantelhaen.test(UCBAdmissions): chi-square 1.4269, odds ratio 0.9046968, 95 % from 0.7719074 to 1.0603298."""
    found = compare_groups(answers(BERKELEY))
    assert (found.reference, found.focal) == (2691, 1835)
    assert found.odds_ratio == pytest.approx(0.9046968, abs=1e-7)
    assert found.chi_square == pytest.approx(1.4269, abs=5e-5)
    assert found.standard_error is not None and found.odds_ratio is not None
    half = 1.959964 * found.standard_error / 2.35
    assert found.odds_ratio * exp(-half) == pytest.approx(0.7719074, abs=1e-6)
    assert found.odds_ratio * exp(half) == pytest.approx(1.0603298, abs=1e-6)
    assert found.grade == Grade.NONE


def test_the_order_of_the_answers_decides_nothing() -> None:
    rows = answers(BERKELEY)
    assert compare_groups(rows[::2][::-1] + rows[1::2]).odds_ratio == pytest.approx(0.9046968, abs=1e-7)


def test_swapping_the_groups_turns_the_difference_round() -> None:
    found = compare_groups(answers([(30, 10, 15, 25), (36, 4, 22, 18)]))
    swapped = compare_groups(
        [(not is_focal, is_right, level) for is_focal, is_right, level in answers([(30, 10, 15, 25), (36, 4, 22, 18)])]
    )
    assert found.delta == pytest.approx(-swapped.delta)  # type: ignore[operator]
    assert found.chi_square == pytest.approx(swapped.chi_square)


def test_an_item_much_harder_for_equals_is_graded_large_and_flagged() -> None:
    found = compare_groups(answers([(30, 10, 10, 30), (36, 4, 18, 22)]))
    assert found.delta is not None and found.delta < -1.5
    assert found.grade == Grade.LARGE
    figures = ItemFigures(160, 0.6, 0.5, 40.0, 50.0)
    assert item_findings(figures, comparisons=[("fr", found)]) == [Finding(Flag.LANGUAGE, group="fr")]


def test_a_difference_in_knowledge_alone_is_none() -> None:
    """The focal group knows less; at each level of knowledge it answers as well."""
    found = compare_groups(answers([(10, 10, 40, 40), (45, 5, 9, 1)]))
    assert found.odds_ratio == pytest.approx(1)
    assert found.grade == Grade.NONE


@pytest.mark.parametrize("tables", [[(5, 5, 0, 0), (0, 0, 5, 5)], [(5, 0, 5, 0)], []])
def test_groups_that_cannot_be_compared_are_not(tables: list[tuple[int, int, int, int]]) -> None:
    found = compare_groups(answers(tables))
    assert (found.odds_ratio, found.delta, found.chi_square, found.grade) == (None, None, None, Grade.NONE)


def test_a_question_that_nobody_gets_right_in_one_language_is_flagged_most_of_all() -> None:
    """A key that was mistyped in the translation: the ratio has no end, and the question is the first to look at."""
    found = compare_groups(answers([(15, 25, 0, 40), (38, 2, 0, 40)]))
    assert (found.odds_ratio, found.delta, found.grade) == (inf, -inf, Grade.LARGE)
    assert item_findings(ItemFigures(160, 0.3, 0.5, 40.0, 50.0), comparisons=[("fr", found)]) == [
        Finding(Flag.LANGUAGE, group="fr")
    ]
    assert compare_groups(answers([(0, 40, 15, 25), (0, 40, 38, 2)])).delta == inf


def test_a_few_answers_are_no_proof_however_one_sided() -> None:
    assert compare_groups(answers([(2, 1, 0, 2)])).grade == Grade.NONE


def test_an_advantage_is_no_fault_of_the_translation() -> None:
    found = Comparison(200, 200, 0.3, 2.8, 0.4, 40.0)
    assert found.grade == Grade.LARGE
    assert item_findings(ItemFigures(400, 0.6, 0.5, 40.0, 50.0), comparisons=[("fr", found)]) == []


def test_few_totals_match_people_exactly_and_many_by_tenths() -> None:
    assert bands([3.0, 1.0, 2.0, 3.0]) == [3.0, 1.0, 2.0, 3.0]
    totals = [float(n % 50) for n in range(500)]
    levels = bands(totals)
    assert len(set(levels)) == 10
    assert {totals[i]: levels[i] for i in range(500)} == {totals[i]: levels[i] for i in range(499, -1, -1)}
    assert sorted(levels) == [level for _total, level in sorted(zip(totals, levels, strict=True))]
