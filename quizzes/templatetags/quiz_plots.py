"""Plots and figures in the templates of quizzes."""

from __future__ import annotations

from collections.abc import Sequence
from math import isinf
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.safestring import SafeString

from quizzes import plots

register = template.Library()


@register.simple_tag
def number(value: float | None, places: int = 0, unit: str = "") -> str:
    """A figure with so many places as the reader's language writes it; a dash where it does not exist."""
    if value is not None and isinf(value):
        return "∞" if value > 0 else "−∞"
    return "–" if value is None else number_format(round(value, places), places) + unit


@register.simple_tag
def score_plot(bars: Sequence[Any]) -> SafeString:
    """Bars with ``first``, ``attempts`` and ``is_pass``."""
    return plots.histogram([bar.attempts for bar in bars], [str(bar.first) for bar in bars], [bar.is_pass for bar in bars])


@register.simple_tag
def share_bar(percent: float, tone: str = "plain", mark: int | None = None) -> SafeString:
    """``percent`` and ``mark``: 0 … 100; ``tone``: of the style sheet."""
    return plots.share_bar(percent, tone, mark)


@register.simple_tag
def thirds_plot(lines: Sequence[Any]) -> SafeString:
    """Lines with ``name``, ``top_percent``, ``bottom_percent`` and ``is_right``."""
    return plots.pairs([(line.name, line.top_percent, line.bottom_percent, line.is_right) for line in lines])
