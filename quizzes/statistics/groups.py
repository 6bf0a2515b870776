"""Whether an item is harder for one group than for another whose people know as much (differential item functioning).

Mantel and Haenszel (1959) for right and wrong answers; variance of the logarithm after Robins, Breslow and Greenland (1986);
the three grades are those of the Educational Testing Service (Dorans and Holland 1993).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import inf, log, sqrt

from quizzes.statistics.sums import Numbers

DELTA = -2.35  # from a logarithm of odds to the scale of the Educational Testing Service
SIGNIFICANT = 3.841  # chi-square of one degree of freedom at 5 per cent
ONE_SIDED = 1.645
SMALL, LARGE = 1.0, 1.5
BANDS = 10

Answer = tuple[bool, bool, float]  # of the focal group?, right?, what the people are matched by


class Grade(StrEnum):
    """A, B and C of the Educational Testing Service."""

    NONE = "a"  # no difference worth a word
    SOME = "b"
    LARGE = "c"


@dataclass(frozen=True)
class Comparison:
    """``odds_ratio`` above 1, ``delta`` below 0: harder for the focal group than for equals of the reference group.

    None where the groups have no score in common, or nobody at one was right and another wrong. Where only one group was ever
    the better one, the ratio is 0 or infinite and has no standard error; its chi-square decides alone.
    """

    reference: int
    focal: int
    odds_ratio: float | None
    delta: float | None
    standard_error: float | None
    chi_square: float | None

    @property
    def grade(self) -> Grade:
        if self.delta is None or self.chi_square is None:
            return Grade.NONE
        if abs(self.delta) < SMALL or self.chi_square < SIGNIFICANT:
            return Grade.NONE
        if self.standard_error is None:
            return Grade.LARGE
        is_surely_large = abs(self.delta) - ONE_SIDED * self.standard_error > SMALL
        return Grade.LARGE if abs(self.delta) >= LARGE and is_surely_large else Grade.SOME


Table = list[float]  # a, b, c, d: reference right, reference wrong, focal right, focal wrong


def compare_groups(answers: Iterable[Answer]) -> Comparison:
    """Mantel and Haenszel's odds ratio over the levels at which both groups answered; the sizes count everybody."""
    tables: dict[float, Table] = {}
    for (is_focal, is_right, level), times in Counter(answers).items():
        tables.setdefault(level, [0, 0, 0, 0])[2 * is_focal + (not is_right)] += times
    sizes = int(sum(t[0] + t[1] for t in tables.values())), int(sum(t[2] + t[3] for t in tables.values()))
    shared = [table for table in tables.values() if table[0] + table[1] and table[2] + table[3]]
    r = sum(a * d / (a + b + c + d) for a, b, c, d in shared)
    s = sum(b * c / (a + b + c + d) for a, b, c, d in shared)
    if not r and not s:
        return Comparison(*sizes, None, None, None, None)
    if not r or not s:
        return Comparison(*sizes, inf if r else 0.0, -inf if r else inf, None, _chi_square(shared))
    ratio = r / s
    return Comparison(*sizes, ratio, DELTA * log(ratio), -DELTA * sqrt(_log_variance(shared, r, s)), _chi_square(shared))


def _log_variance(tables: list[Table], r: float, s: float) -> float:
    pr = ps_qr = qs = 0.0
    for a, b, c, d in tables:
        n = a + b + c + d
        p, q = (a + d) / n, (b + c) / n
        pr += p * a * d / n
        ps_qr += p * b * c / n + q * a * d / n
        qs += q * b * c / n
    return pr / (2 * r * r) + ps_qr / (2 * r * s) + qs / (2 * s * s)


def _chi_square(tables: list[Table]) -> float | None:
    """With the correction for continuity."""
    off = spread = 0.0
    for a, b, c, d in tables:
        n = a + b + c + d
        off += a - (a + b) * (a + c) / n
        if n > 1:
            spread += (a + b) * (c + d) * (a + c) * (b + d) / (n * n * (n - 1))
    return max(0.0, abs(off) - 0.5) ** 2 / spread if spread else None


def bands(totals: Numbers, most: int = BANDS) -> list[float]:
    """The level by which each attempt is matched: its total, or, where there are many totals, its tenth of all attempts."""
    if len(set(totals)) <= most:
        return list(totals)
    ordered = sorted(totals)
    cuts = sorted({ordered[len(ordered) * part // most] for part in range(1, most)})
    return [float(bisect_right(cuts, total)) for total in totals]
