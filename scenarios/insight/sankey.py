"""The ways of many as bands, as SVG: scenes in columns as the story runs, each as tall as the decisions that pass through it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from scenarios.insight.figures import Flow
from scenarios.story import Story
from scenarios.waymap import columns_of

COLUMN, BAR, GAP, EDGE, HEIGHT = 150, 14, 18, 16, 420  # units of the drawing


@dataclass(frozen=True)
class Bar:
    """A scene or an ending in its column, in units of the drawing; ``times``: decisions that pass through it."""

    key: str
    title: str
    x: float
    y: float
    height: float
    times: int


@dataclass(frozen=True)
class Band:
    """``path``: the middle line; ``width``: as thick as the decisions are many."""

    path: str
    width: float
    times: int
    source: str
    target: str

    @property
    def words(self) -> str:
        return f"{self.source} {_('→')} {self.target}"


@dataclass(frozen=True)
class Sankey:
    """In units of the drawing; the style sheet scales it."""

    width: int
    height: int
    bars: list[Bar]
    bands: list[Band]

    bar = BAR


def sankey_of(story: Story, flows: Sequence[Flow]) -> Sankey:
    """The height of a bar is linear in its decisions, the same scale in every column; a bar is never thinner than one unit."""
    columns = _columns(story, flows)
    through = {key: _through(key, flows) for keys in columns for key in keys}
    tallest = max((sum(through[key] for key in keys) for keys in columns), default=0)
    most = max((len(keys) for keys in columns), default=1)
    scale = (HEIGHT - GAP * most) / tallest if tallest else 1.0
    titles = {part.key: part.title for part in story.scenes} | {part.key: part.title for part in story.endings}
    bars: dict[str, Bar] = {}
    for number, keys in enumerate(columns):
        y = float(EDGE)
        for key in keys:
            height = max(through[key] * scale, 1.0)
            bars[key] = Bar(key, titles.get(key, key), EDGE + number * COLUMN, y, height, through[key])
            y += height + GAP
    height = int(max((bar.y + bar.height for bar in bars.values()), default=0) + EDGE)
    return Sankey(EDGE * 2 + len(columns) * COLUMN, height, list(bars.values()), _bands(flows, bars, scale))


def _through(key: str, flows: Iterable[Flow]) -> int:
    """The larger of what comes in and what goes out."""
    into = sum(flow.times for flow in flows if flow.target == key)
    out = sum(flow.times for flow in flows if flow.source == key)
    return max(into, out)


def _columns(story: Story, flows: Sequence[Flow]) -> list[list[str]]:
    """As the story itself runs, also where a way on the way there is not told; empty ones are left out."""
    met = dict.fromkeys([*(flow.source for flow in flows), *(flow.target for flow in flows)])
    steps = columns_of(story)
    columns: dict[int, list[str]] = {}
    for key in [*filter(met.__contains__, steps), *(key for key in met if key not in steps)]:
        columns.setdefault(steps.get(key, 0), []).append(key)
    return [columns[number] for number in sorted(columns)]


def _bands(flows: Sequence[Flow], bars: dict[str, Bar], scale: float) -> list[Band]:
    """At each bar the bands lie one above the other as the bars lie that they lead to or come from."""
    out = _places(flows, bars, scale, of="source", by="target")
    into = _places(flows, bars, scale, of="target", by="source")
    bands = []
    for flow in flows:
        here, there = bars[flow.source], bars[flow.target]
        x1, x2 = here.x + BAR, there.x
        y1, y2 = out[flow], into[flow]
        bend = abs(x2 - x1) / 2 or COLUMN / 2
        path = f"M{x1:.1f},{y1:.1f} C{x1 + bend:.1f},{y1:.1f} {x2 - bend:.1f},{y2:.1f} {x2:.1f},{y2:.1f}"
        width = max(flow.times * scale, 1.0)
        bands.append(Band(path, round(width, 1), flow.times, here.title, there.title))
    return bands


def _places(flows: Sequence[Flow], bars: dict[str, Bar], scale: float, *, of: str, by: str) -> dict[Flow, float]:
    """The middle of each band at its bar: ``of`` which end, sorted ``by`` the height of the other."""
    reached = {key: bar.y for key, bar in bars.items()}
    middles = {}
    for flow in sorted(flows, key=lambda flow: bars[getattr(flow, by)].y):
        bar, width = getattr(flow, of), max(flow.times * scale, 1.0)
        middles[flow] = reached[bar] + width / 2
        reached[bar] += width
    return middles
