"""A story as a small map, and one way through it: scenes in columns by their least number of steps from the start."""

from __future__ import annotations

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
    steps = {story.start: 0} if story.start in story.scenes_by_key else {}
    waiting = list(steps)
    for key in waiting:
        scene = story.scenes_by_key.get(key)
        for target in dict.fromkeys(scene.targets if scene else ()):
            if target not in steps and (target in story.scenes_by_key or target in story.endings_by_key):
                steps[target] = steps[key] + 1
                waiting.append(target)
    last = max((step for key, step in steps.items() if key in story.scenes_by_key), default=0) + 1
    columns: dict[int, list[str]] = {}
    for key in waiting:
        columns.setdefault(last if key in story.endings_by_key else steps[key], []).append(key)
    tallest = max((len(keys) for keys in columns.values()), default=0)
    return {
        key: (EDGE + column * COLUMN, EDGE + row * ROW + (tallest - len(keys)) * ROW // 2)
        for column, keys in columns.items()
        for row, key in enumerate(keys)
    }
