"""How an item worked: how hard it was, and whether it tells those who know from those who do not.

The formulas are those of Moodle's quiz statistics report (docs.moodle.org, “Quiz statistics calculations”): x = mark on the
item, T = total, rest = T − x, over S attempts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from quizzes.statistics.sums import NOISE, Numbers, centred, covariance, is_constant, mean, share, variance


@dataclass(frozen=True)
class ItemFigures:
    """``facility``: 0 … 1. ``standard_deviation``: in marks. The two of discrimination: per cent, −100 … 100.

    None where a value does not exist: of an item without marks, of one attempt, where nobody or nothing differs.
    """

    attempts: int
    facility: float | None
    standard_deviation: float | None
    discrimination_index: float | None
    discriminative_efficiency: float | None


def item_figures(marks: Numbers, rests: Numbers, maximum: float) -> ItemFigures:
    """``marks``: on the item; ``rests``: on the rest of the same attempts, in the same order.

    Where attempts had different questions, give ``rests`` as shares of what each rest could earn.
    """
    if not marks:
        return ItemFigures(0, None, None, None, None)
    facility = share(mean(marks), maximum)
    if len(marks) == 1 or not maximum:
        return ItemFigures(len(marks), facility, None, None, None)
    return ItemFigures(len(marks), facility, sqrt(variance(centred(marks))), *discrimination(marks, rests))


def discrimination(marks: Numbers, rests: Numbers) -> tuple[float | None, float | None]:
    """Index and efficiency: the correlation of mark and rest, and its share of what these marks and rests allow."""
    if is_constant(marks) or is_constant(rests):
        return None, None
    own, rest = centred(marks), centred(rests)
    together = covariance(own, rest)
    most = covariance(sorted(own), sorted(rest))
    return 100 * together / sqrt(variance(own) * variance(rest)), 100 * together / most


def effective_weights(columns: Sequence[Numbers], totals: Numbers) -> list[float | None]:
    """How much each item moves the total, in per cent of all. ``columns``: one list of marks an item, of the same attempts.

    None for an item that works against the total: its covariance is negative, and has no root.
    """
    if len(totals) < 2 or is_constant(totals):
        return [None] * len(columns)
    away = centred(totals)
    shared = [0.0 if is_constant(column) else covariance(centred(column), away) for column in columns]
    roots = [sqrt(max(0.0, each)) if each >= -NOISE else None for each in shared]
    whole = sum(root for root in roots if root is not None)
    return [100 * root / whole if root is not None and whole else None for root in roots]
