"""How a scenario is played, drawn on its author's map: each part where the author put it, each choice with its share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from scenarios.insight.figures import Figures, SceneCount
from scenarios.story import Story
from scenarios.waymap import COLUMN, ROW, spread

WIDTH, HEIGHT, EDGE = 168, 64, 24  # of a part, as on the authors' map, in pixels; and around the drawing
ACROSS, DOWN = 250 / COLUMN, 110 / ROW  # from the small map to this one, for parts that have no place yet
Place = tuple[int, int]


@dataclass(frozen=True)
class Node:
    """``strength``: 0 … 5, the more people the stronger; ``words``: lines below the title, none where too few came."""

    title: str
    is_ending: bool
    x: int
    y: int
    strength: int
    words: list[str]


@dataclass(frozen=True)
class Way:
    """A choice or a route from part to part. ``share``: of the decisions in its scene, in per cent; None is not counted."""

    path: str
    x: int
    y: int
    text: str
    share: int | None

    @property
    def width(self) -> float:
        return 1 + (self.share or 0) / 12


@dataclass(frozen=True)
class HeatMap:
    """In pixels of the authors' map."""

    width: int
    height: int
    nodes: list[Node]
    ways: list[Way]

    part_width, part_height = WIDTH, HEIGHT


def heat_map(figures: Figures, places: Mapping[str, Place]) -> HeatMap:
    """``places``: where the author put each part, by key; what has no place stands where the small map would put it."""
    story = figures.story
    at = _moved_to_the_corner(_automatic(story) | {key: place for key, place in places.items() if key in _titles(story)})
    counted = {scene.key: scene for scene in figures.scenes}
    most = max((scene.people for scene in figures.scenes), default=1)
    nodes = [_node(figures, key, place, counted.get(key), most) for key, place in at.items()]
    width = max((x for x, _y in at.values()), default=0) + WIDTH + EDGE
    height = max((y for _x, y in at.values()), default=0) + HEIGHT + EDGE
    return HeatMap(width, height, nodes, list(_ways(story, at, counted)))


def _titles(story: Story) -> dict[str, str]:
    return {scene.key: scene.title for scene in story.scenes} | {ending.key: ending.title for ending in story.endings}


def _automatic(story: Story) -> dict[str, Place]:
    return {key: (round(x * ACROSS), round(y * DOWN)) for key, (x, y) in spread(story).items()}


def _moved_to_the_corner(at: Mapping[str, Place]) -> dict[str, Place]:
    left = min((x for x, _y in at.values()), default=0) - EDGE
    top = min((y for _x, y in at.values()), default=0) - EDGE
    return {key: (x - left, y - top) for key, (x, y) in at.items()}


def _node(figures: Figures, key: str, place: Place, scene: SceneCount | None, most: int) -> Node:
    is_ending = key in figures.story.endings_by_key
    words = _told(scene) if scene else _ended(figures.endings.get(key, 0)) if is_ending else []
    strength = -(-5 * scene.people // most) if scene else 0
    return Node(_titles(figures.story)[key], is_ending, *place, strength, words)


def _told(scene: SceneCount) -> list[str]:
    people = ngettext("%(n)s person", "%(n)s people", scene.people) % {"n": scene.people}
    seconds = "" if scene.median_seconds is None else _(" · %(n)s s") % {"n": scene.median_seconds}
    late = _("time up %(late)s · stopped %(left)s") % {"late": _number(scene.timed_out), "left": _number(scene.left)}
    return [people + seconds, late]


def _number(value: int | None) -> str:
    """A dash for what is not said."""
    return "–" if value is None else str(value)


def _ended(times: int) -> list[str]:
    if not times:
        return []
    return [ngettext("%(n)s run ended here", "%(n)s runs ended here", times) % {"n": times}]


def _ways(story: Story, at: Mapping[str, Place], counted: Mapping[str, SceneCount]) -> Iterator[Way]:
    for scene in story.scenes:
        shares = _shares(counted[scene.key]) if scene.key in counted else {}
        ways: list[tuple[str, str, int | None]] = [("", route.target, None) for route in scene.routes]
        ways += [(choice.text, choice.target, shares.get(choice.key)) for choice in scene.choices]
        for number, (text, target, share) in enumerate(ways, 1):
            if scene.key in at and target in at:
                yield _way(at[scene.key], at[target], HEIGHT * number // (len(ways) + 1), text, share)


def _shares(scene: SceneCount) -> dict[str, int]:
    return {each.key: round(100 * each.share) for each in scene.choices if each.share is not None}


def _way(here: Place, there: Place, down: int, text: str, share: int | None) -> Way:
    """From the right edge of one part to the left edge of another; ``down``: how far below the upper edge it begins."""
    x1, y1 = here[0] + WIDTH, here[1] + down
    x2, y2 = there[0], there[1] + HEIGHT // 2
    bend = max(40, abs(x2 - x1) // 2)
    path = f"M{x1},{y1} C{x1 + bend},{y1} {x2 - bend},{y2} {x2},{y2}"
    return Way(path, x1 + 6, y1 - 3, text, share)
