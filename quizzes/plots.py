"""Plots as SVG: drawn by the server, coloured by classes, read out by the table beside them. Whole numbers, no language."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT, FOOT = 320, 120, 18
ROW, NAME = 30, 24  # height of a pair of bars, room for its name
BREADTH = 100  # of a plain bar


def histogram(counts: Sequence[int], labels: Sequence[str], marked: Sequence[bool]) -> SafeString:
    """A column for each count with its number above and its label below it; ``marked`` columns in the tone of success."""
    most, step = max([*counts, 1]), WIDTH // max(1, len(counts))
    columns = [(step * place, count, HEIGHT * count // most, marked[place]) for place, count in enumerate(counts)]
    drawn = format_html_join(
        "",
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>',
        (
            ("plot-right" if is_marked else "plot-plain", x + 2, HEIGHT - tall, step - 4, tall)
            for x, _n, tall, is_marked in columns
        ),
    )
    numbers = format_html_join(
        "", '<text x="{}" y="{}">{}</text>', ((x + step // 2, HEIGHT - tall - 4, n) for x, n, tall, _marked in columns if n)
    )
    words = format_html_join(
        "",
        '<text x="{}" y="{}">{}</text>',
        ((step * place + step // 2, HEIGHT + FOOT - 4, word) for place, word in enumerate(labels)),
    )
    shape = '<svg class="plot" viewBox="0 -16 {} {}" aria-hidden="true">{}<path class="plot-line" d="M0 {}H{}"/>{}{}</svg>'
    return format_html(shape, WIDTH, HEIGHT + FOOT + 16, drawn, HEIGHT, WIDTH, numbers, words)


def share_bar(percent: float, tone: str = "plain", mark: int | None = None) -> SafeString:
    """One bar from 0 to 100 per cent; ``mark``: a line across it, such as the pass mark."""
    line = format_html('<path class="plot-mark" d="M{} 0V8"/>', mark) if mark is not None else SafeString()
    bar = format_html('<rect class="plot-{}" width="{}" height="8"/>', tone, round(percent))
    shape = '<svg class="plot-bar" viewBox="0 0 {} 8" preserveAspectRatio="none" aria-hidden="true">{}{}</svg>'
    return format_html(shape, BREADTH, bar, line)


def pairs(lines: Sequence[tuple[str, float, float, bool]]) -> SafeString:
    """For each name two bars from 0 to 100 per cent, one below the other: the best third, in the tone of success where the
    answer is right, and the worst, plain."""
    whole = WIDTH - NAME
    drawn = format_html_join(
        "",
        '<text x="{}" y="{}">{}</text><rect class="{}" x="{}" y="{}" width="{}" height="11"/>'
        '<rect class="plot-ground" x="{}" y="{}" width="{}" height="8"/>',
        (
            (
                *(NAME // 2, ROW * place + 15, name),
                *("plot-right" if is_right else "plot-wrong", NAME, ROW * place + 3, round(whole * top / 100)),
                *(NAME, ROW * place + 15, round(whole * bottom / 100)),
            )
            for place, (name, top, bottom, is_right) in enumerate(lines)
        ),
    )
    shape = '<svg class="plot" viewBox="0 0 {0} {1}" aria-hidden="true">{2}<path class="plot-line" d="M{3} 0V{1}"/></svg>'
    return format_html(shape, WIDTH, ROW * len(lines), drawn, NAME)
