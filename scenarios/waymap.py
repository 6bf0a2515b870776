"""A story as a small map, and one way through it: scenes in columns, each to the right of those that lead to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from scenarios.story import Story

COLUMN, ROW, EDGE, RADIUS = 46, 40, 22, 13  # units of the drawing


@dataclass(frozen=True)
class Spot:
    """A scene or ending on the map. ``number``: the decisions made there, as the debrief counts them; ``kind``: scene, ending."""

    key: str
    title: str
    kind: str
    x: int
    y: int
    number: str
    is_on_way: bool


@dataclass(frozen=True)
class Line:
    """A way between two spots, in units of the drawing."""

    x1: int
    y1: int
    x2: int
    y2: int
    is_on_way: bool


@dataclass(frozen=True)
class WayMap:
    """In units of the drawing; ``radius``: of a spot."""

    width: int
    height: int
    spots: list[Spot]
    lines: list[Line]

    radius = RADIUS


def way_map(story: Story, places: Sequence[str], decided: Sequence[str] = ()) -> WayMap:
    """``places``: keys of scenes and the ending in the order in which they were come to; ``decided``: those of decisions."""
    spots_at = spread(story)
    titles = {part.key: part.title for part in story.scenes} | {part.key: part.title for part in story.endings}
    numbers = {key: ", ".join(str(n) for n, here in enumerate(decided, 1) if here == key) for key in titles}
    taken = set(pairwise(places))
    ways = {(scene.key, target) for scene in story.scenes for target in scene.targets} | taken
    lines = [
        Line(*spots_at[here], *spots_at[target], (here, target) in taken)
        for here, target in sorted(ways, key=lambda way: way in taken)
        if here in spots_at and target in spots_at
    ]
    spots = [
        Spot(key, titles[key], "ending" if key in story.endings_by_key else "scene", x, y, numbers[key], key in places)
        for key, (x, y) in spots_at.items()
    ]
    width = max((x for x, _y in spots_at.values()), default=0) + EDGE
    height = max((y for _x, y in spots_at.values()), default=0) + EDGE
    return WayMap(width, height, spots, lines)


def spread(story: Story) -> dict[str, tuple[int, int]]:
    """The middle of each spot; endings in the last column, what nothing leads to left out."""
    columns: dict[int, list[str]] = {}
    for key, column in columns_of(story).items():
        columns.setdefault(column, []).append(key)
    tallest = max((len(keys) for keys in columns.values()), default=0)
    return {
        key: (EDGE + column * COLUMN, EDGE + row * ROW + (tallest - len(keys)) * ROW // 2)
        for column, keys in columns.items()
        for row, key in enumerate(keys)
    }


def columns_of(story: Story) -> dict[str, int]:
    """0 for the first scene; each other one by the longest way there that never leads back; endings after all scenes.

    In the order in which they are met from the start; what nothing leads to is left out.
    """
    met, ahead = _met(story), _ahead(story)
    steps = dict.fromkeys(met, 0)
    for key in _each_after_its_sources(met[:1], ahead):
        for target in ahead[key]:
            steps[target] = max(steps[target], steps[key] + 1)
    last = max((step for key, step in steps.items() if key in story.scenes_by_key), default=0) + 1
    return {key: last if key in story.endings_by_key else step for key, step in steps.items()}


def _met(story: Story) -> list[str]:
    """All parts that the start leads to, nearest first."""
    waiting = dict.fromkeys([story.start] if story.start in story.scenes_by_key else [])
    met = list(waiting)
    for key in met:
        new = [target for target in _targets(story, key) if target not in waiting]
        waiting.update(dict.fromkeys(new))
        met.extend(new)
    return met


def _targets(story: Story, key: str) -> list[str]:
    """Parts that there are, each once."""
    scene = story.scenes_by_key.get(key)
    targets = dict.fromkeys(scene.targets if scene else ())
    return [target for target in targets if target in story.scenes_by_key or target in story.endings_by_key]


def _ahead(story: Story) -> dict[str, list[str]]:
    """By part, where its ways lead; those that lead back into the way by which one came are left out."""
    ahead: dict[str, list[str]] = {}
    behind: dict[str, None] = {}  # the way to where the search stands
    waiting = [(story.start, iter(_targets(story, story.start)))]
    while waiting:
        key, targets = waiting[-1]
        behind.setdefault(key)
        own = ahead.setdefault(key, [])
        target = next(targets, None)
        if target is None:
            behind.pop(key)
            waiting.pop()
        elif target not in behind:
            own.append(target)
            if target not in ahead:
                waiting.append((target, iter(_targets(story, target))))
    return ahead


def _each_after_its_sources(starts: list[str], ahead: dict[str, list[str]]) -> list[str]:
    """In an order in which every way of ``ahead`` leads on."""
    sources = Counter(target for targets in ahead.values() for target in targets)
    order = list(starts)
    for key in order:
        for target in ahead[key]:
            sources[target] -= 1
            if not sources[target]:
                order.append(target)
    return order
