"""Sums over lists of numbers, as every statistic of an examination needs them. None where a value does not exist."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum
from operator import mul

NOISE = 1e-12  # of what a computed variance may differ from zero by rounding, as a share of the squares it was made of

Numbers = Sequence[float]


def mean(values: Numbers) -> float:
    """Of at least one value."""
    return fsum(values) / len(values)


def centred(values: Numbers) -> list[float]:
    """Each value less the mean."""
    middle = mean(values)
    return [value - middle for value in values]


def covariance(left: Numbers, right: Numbers) -> float:
    """Of two centred lists of at least two values: their products over n − 1."""
    return fsum(map(mul, left, right)) / (len(left) - 1)


def variance(values: Numbers) -> float:
    """Of a centred list of at least two values, over n − 1."""
    return covariance(values, values)


def is_constant(values: Numbers) -> bool:
    """Whether the list says the same everywhere, but for rounding."""
    least, most = min(values), max(values)
    return most - least <= NOISE * max(1.0, abs(least), abs(most))


def median(values: Iterable[float]) -> float | None:
    """Of an even number of values the mean of the two in the middle; None of no value."""
    ordered = sorted(values)
    if not ordered:
        return None
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def share(part: float, whole: float) -> float | None:
    """0 … 1; None of a whole of nought."""
    return part / whole if whole else None


def unbiased_moments(values: Numbers) -> tuple[float, float, float] | None:
    """The k-statistics k₂, k₃ and k₄ of at least four values (Fisher 1930)."""
    n = len(values)
    if n < 4:
        return None
    away = centred(values)
    squares = list(map(mul, away, away))
    m2 = fsum(squares) / n
    m3 = fsum(map(mul, squares, away)) / n
    m4 = fsum(map(mul, squares, squares)) / n
    k2 = n * m2 / (n - 1)
    k3 = n * n * m3 / ((n - 1) * (n - 2))
    k4 = n * n * ((n + 1) * m4 - 3 * (n - 1) * m2 * m2) / ((n - 1) * (n - 2) * (n - 3))
    return k2, k3, k4
