"""Shares of the mark as files write them."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _

from quizzes.formats.numbers import number_of

PLACES = 7
NEAR = 1e-5  # how far 33.33333 % may be from a third
WHOLE = 1e-5  # how far the right options together may be from 1: an answer that earns less is never fully right
PARTS = range(1, 13)


def share_of(percent: str) -> float:
    """A percentage as the fraction that was meant, on seven places: 33.33333 is a third. Raises ValueError."""
    value = number_of(percent) / 100
    if not -1 <= value <= 1:
        raise ValueError(percent)
    meant = _meant(value)
    return round(float(meant if meant is not None else value), PLACES)


def _meant(value: float) -> Fraction | None:
    near = (Fraction(round(value * part), part) for part in PARTS)
    return next((each for each in near if abs(float(each) - value) < NEAR), None)


def doubts_about(shares: list[float], *, is_single: bool) -> list[str]:
    """What is odd about the shares of a choice, in sentences for the author."""
    best = max(shares, default=0.0)
    if best <= 0:
        return [_("No answer is right.")]
    if is_single and abs(best - 1) > WHOLE:
        return [_("No answer earns the whole mark; the best earns %(best)s %%.") % {"best": f"{best * 100:g}"}]
    if is_single and sum(abs(share - 1) <= WHOLE for share in shares) > 1:
        return [_("Several answers are right, but only one may be chosen. Is an “=” meant as text?")]
    total = sum(share for share in shares if share > 0)
    if not is_single and abs(total - 1) > WHOLE:
        return [_("The right answers together earn %(total)s %%, not 100 %%.") % {"total": f"{total * 100:g}"}]
    return []
