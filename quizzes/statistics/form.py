"""How an examination worked as a whole: how its scores spread, and how far they can be trusted.

The formulas are those of Moodle's quiz statistics report. Internal consistency, error ratio and standard error speak of one
fixed set of items: where every attempt drew its own, they do not exist, and whoever asks must not compute them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from quizzes.statistics.sums import Numbers, centred, is_constant, mean, median, unbiased_moments, variance


@dataclass(frozen=True)
class Spread:
    """Of the totals. ``skewness`` below 0: more scores above the average than below; ``kurtosis`` above 0: heavier tails
    than a bell."""

    attempts: int
    average: float | None
    median: float | None
    standard_deviation: float | None
    skewness: float | None
    kurtosis: float | None


@dataclass(frozen=True)
class Consistency:
    """``alpha`` (Cronbach, also called the coefficient of internal consistency) and ``error_ratio``: in per cent;
    ``standard_error``: in marks."""

    alpha: float | None
    error_ratio: float | None
    standard_error: float | None


def spread(totals: Numbers) -> Spread:
    """Standard deviation over n − 1. Skewness k₃/k₂^1.5 and kurtosis k₄/k₂², None below four attempts or where all totals
    are one; the average in the unit of the totals."""
    if not totals:
        return Spread(0, None, None, None, None, None)
    moments = None if is_constant(totals) else unbiased_moments(totals)
    return Spread(
        attempts=len(totals),
        average=mean(totals),
        median=median(totals),
        standard_deviation=sqrt(variance(centred(totals))) if len(totals) > 1 else None,
        skewness=moments[1] / moments[0] ** 1.5 if moments else None,
        kurtosis=moments[2] / moments[0] ** 2 if moments else None,
    )


def consistency(columns: Sequence[Numbers], totals: Numbers) -> Consistency:
    """``columns``: one list of marks an item, of the same attempts in the same order as ``totals``."""
    if len(columns) < 2 or len(totals) < 2 or is_constant(totals):
        return Consistency(None, None, None)
    whole = variance(centred(totals))
    parts = sum(variance(centred(column)) for column in columns)
    alpha = 100 * len(columns) / (len(columns) - 1) * (1 - parts / whole)
    error_ratio = 100 * sqrt(max(0.0, 1 - alpha / 100))
    return Consistency(alpha, error_ratio, error_ratio * sqrt(whole) / 100)
