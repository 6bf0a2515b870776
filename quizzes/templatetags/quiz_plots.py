"""Plots in the templates of quizzes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString

from quizzes import plots

register = template.Library()


@register.simple_tag
def score_plot(bars: Sequence[Any]) -> SafeString:
    """Bars with ``first``, ``attempts`` and ``is_pass``."""
    return plots.histogram([bar.attempts for bar in bars], [str(bar.first) for bar in bars], [bar.is_pass for bar in bars])


@register.simple_tag
def share_bar(percent: float, tone: str = "plain", mark: int | None = None) -> SafeString:
    return plots.share_bar(percent, tone, mark)
