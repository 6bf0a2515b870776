"""Charts of the readiness pages as SVG: drawn by the server, coloured by classes, described by the table beside them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from readiness.names import Proof, proof_of
from readiness.page import Point
from readiness.shown import Shown
from readiness.words import STATE_SIGNS, STATE_WORDS

register = template.Library()

PARTS = (
    ("right", "qualified"),
    ("care", "expiring"),
    ("lapsing", "lapsing"),
    ("accent", "in_progress"),
    ("wrong", "overdue"),
)
WIDTH, HEIGHT = 300, 100


@register.simple_tag
def bar(figures: Shown) -> SafeString:
    """People by state, side by side; who has not started is the ground of the bar. Nothing where states are not said."""
    whole = figures.required
    if not whole or not figures.has_states:
        return format_html("{}", "")
    parts, at = [], 0
    for name, attribute in PARTS:
        people = getattr(figures, attribute)
        if people:
            parts.append((name, at, people))
        at += people
    drawn = format_html_join("", '<rect class="bar-{}" x="{}" width="{}" height="1"/>', parts)
    shape = '<svg class="bar" viewBox="0 0 {} 1" preserveAspectRatio="none" aria-hidden="true">{}</svg>'
    return format_html(shape, whole, drawn)


@register.simple_tag
def line(points: Sequence[Point]) -> SafeString:
    """Shares from 0 to 100 per cent, each at its day, with a line through them."""
    first, last = points[0].on, points[-1].on
    days = max((last - first).days, 1)
    at = [((point.on - first).days * WIDTH // days, HEIGHT - point.per_cent) for point in points]
    path = " ".join(f"{x},{y}" for x, y in at)
    dots = format_html_join("", '<circle cx="{}" cy="{}" r="3"/>', at)
    levels = format_html_join("", '<path class="trend-level" d="M0 {}H{}"/>', ((y, WIDTH) for y in (0, HEIGHT // 2, HEIGHT)))
    shape = '<svg class="trend" viewBox="-4 -4 {} {}" aria-hidden="true">{}<polyline points="{}"/>{}</svg>'
    return format_html(shape, WIDTH + 8, HEIGHT + 8, levels, path, dots)


@register.inclusion_tag("readiness/_state_mark.html")
def state_mark(state: str) -> dict[str, Any]:
    """The state as a sign with its word."""
    sign, tone = STATE_SIGNS[state]
    return {"sign": sign, "tone": tone, "word": STATE_WORDS[state]}


@register.simple_tag
def proof(row: Any, on: date) -> Proof:
    """What a person of the list shows on the day."""
    return proof_of(row, on)
