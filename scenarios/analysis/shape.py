"""The shape of a story: where it begins, where its ways lead, where they stop. Conditions are not asked here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from django.utils.translation import gettext as _

from scenarios.findings import Finding, Part, error, place, repeated
from scenarios.story import Scene, Story


def check_start(story: Story) -> Iterator[Finding]:
    """Without a first scene or an ending there is nothing to play."""
    if not story.start:
        yield error("start-missing", story.title, _("No first scene is named."))
    elif story.start not in story.scenes_by_key:
        yield error("start-unknown", story.title, _("The first scene “%s” does not exist.") % story.start)
    if not story.endings:
        yield error("no-ending", story.title, _("The scenario has no ending."))


def check_keys(story: Story) -> Iterator[Finding]:
    """Keys are unique: scenes and endings among each other, since a way leads to either; choices within their scene."""
    kinds: list[tuple[Sequence[Part], str]] = [
        ([*story.scenes, *story.endings], _("Two scenes or endings have the key “%s”.")),
        (story.meters, _("Two meters have the key “%s”.")),
        (story.flags, _("Two flags have the key “%s”.")),
    ]
    for parts, sentence in kinds:
        for key in repeated(part.key for part in parts):
            yield error("key-repeated", place(next(part for part in parts if part.key == key)), sentence % key)
    for scene in story.scenes:
        for key in repeated(choice.key for choice in scene.choices):
            yield error("key-repeated", place(scene), _("Two choices of this scene have the key “%s”.") % key)


def check_targets(story: Story) -> Iterator[Finding]:
    """A way that is not built yet and one that leads astray are two findings."""
    known = {*story.scenes_by_key, *story.endings_by_key}
    ways = [(where, choice.target) for _scene, choice, where in story.every_choice]
    ways += [(place(scene), route.target) for scene in story.scenes for route in scene.routes]
    for where, target in ways:
        if not target:
            yield error("target-missing", where, _("It does not lead anywhere yet."))
        elif target not in known:
            yield error("target-unknown", where, _("It leads to “%s”, which does not exist.") % target)


def check_ways_on(story: Story) -> Iterator[Finding]:
    """Read from the form alone; whether conditions leave nothing open is a matter of states."""
    rings = ring_scenes(story)
    for scene in story.scenes:
        if not scene.choices and not scene.routes:
            yield error("dead-end", place(scene), _("The story stops here: the scene has no choices and no routes."))
        elif not scene.choices and all(route.when for route in scene.routes):
            yield error(
                "no-otherwise",
                place(scene),
                _("If no condition holds, there is no way on. Add a last route without a condition."),
            )
        if is_hiding(scene) and scene.key not in rings:
            yield never_shown(scene)


def is_hiding(scene: Scene) -> bool:
    """Whether a route is always taken before the choices; only where a ring closes are they offered all the same."""
    return bool(scene.choices) and any(route.when is None for route in scene.routes)


def never_shown(scene: Scene) -> Finding:
    return error("choices-never-shown", place(scene), _("A route is always taken, so nobody sees the choices."))


def reached_from(sources: Sequence[str], ways: Mapping[str, Sequence[str]], *, but: Set[str] = frozenset()) -> set[str]:
    """The sources and whatever they lead to, not through what is left out. ``ways``: from each key to the next."""
    reached, waiting = set(sources), list(sources)
    while waiting:
        for key in ways.get(waiting.pop(), ()):
            if key not in reached and key not in but:
                reached.add(key)
                waiting.append(key)
    return reached


def forward_order(sources: Iterable[str], ways: Mapping[str, Sequence[str]]) -> list[str]:
    """The sources and what they lead to, each before what it leads to, save where a way goes back (reverse postorder)."""
    left: list[str] = []
    seen: set[str] = set()
    for source in sources:
        path = [(source, iter(ways.get(source, ())))] if source not in seen else []
        seen.add(source)
        while path:
            key, onward = path[-1]
            ahead = next((target for target in onward if target in ways and target not in seen), None)
            if ahead is None:
                left.append(key)
                path.pop()
            else:
                seen.add(ahead)
                path.append((ahead, iter(ways[ahead])))
    return left[::-1]


def leading_back(ways: Mapping[str, Sequence[str]]) -> set[str]:
    """What leads back to itself: strongly connected parts of two or more, and what leads straight to itself (Kosaraju)."""
    back: dict[str, list[str]] = {}
    for key, targets in ways.items():
        for target in targets:
            back.setdefault(target, []).append(key)
    found: set[str] = set()
    done: set[str] = set()
    for key in forward_order(ways, ways):
        if key not in done:
            part = reached_from([key], back, but=done)
            done |= part
            found |= part if len(part) > 1 or key in ways[key] else set()
    return found


def ring_scenes(story: Story) -> set[str]:
    """Scenes from which routes alone may lead back to themselves."""
    return leading_back({scene.key: [route.target for route in scene.routes] for scene in story.scenes if scene.routes})


def ways_of(story: Story, rings: Set[str]) -> dict[str, Sequence[str]]:
    """Wherever each scene might lead, whatever the conditions. A play rests where a ring of routes closes, and is offered the
    choices there in spite of an “otherwise”; ``rings``: the scenes in which that may be."""
    return {
        scene.key: [*scene.targets, *(choice.target for choice in scene.choices)] if scene.key in rings else scene.targets
        for scene in story.scenes
    }
