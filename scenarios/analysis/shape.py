"""The shape of a story: where it begins, where its ways lead, where they stop. Conditions are not asked here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from scenarios.findings import Finding, Part, error, place, repeated
from scenarios.story import Story


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
        if scene.choices and any(route.when is None for route in scene.routes) and scene.key not in rings:
            yield error("choices-never-shown", place(scene), _("A route is always taken, so nobody sees the choices."))


def check_rings(story: Story) -> Iterator[Finding]:
    """Routes change nothing, so a ring of routes alone can only go round until the player is left standing."""
    rings = ring_scenes(story)
    for scene in story.scenes:
        if scene.key in rings:
            yield error("route-ring", place(scene), _("Its routes lead back to it without any choice between."))


def reached_from(sources: Sequence[str], ways: Mapping[str, Sequence[str]]) -> set[str]:
    """The sources and whatever they lead to. ``ways``: from each key to the next."""
    reached, waiting = set(sources), list(sources)
    while waiting:
        for key in ways.get(waiting.pop(), ()):
            if key not in reached:
                reached.add(key)
                waiting.append(key)
    return reached


def ring_scenes(story: Story) -> set[str]:
    """Scenes from which routes alone may lead back to themselves."""
    ways = {scene.key: [route.target for route in scene.routes] for scene in story.scenes if scene.routes}
    return {key for key, first in ways.items() if key in reached_from(first, ways)}


def ways_of(story: Story) -> dict[str, Sequence[str]]:
    """Wherever each scene might lead, whatever the conditions. A play rests where a ring of routes closes, and is offered the
    choices there in spite of an “otherwise”."""
    rings = ring_scenes(story)
    return {
        scene.key: [*scene.targets, *(choice.target for choice in scene.choices)] if scene.key in rings else scene.targets
        for scene in story.scenes
    }
