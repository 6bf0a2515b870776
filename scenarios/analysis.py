"""What is wrong with a story, in sentences that a trainer understands. Plain values in, findings out; no database.

An error stops the release; a warning is for the author to judge. Reachability here asks only where ways lead, not whether
their conditions can come true, so what it calls unreachable is unreachable indeed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from scenarios.findings import ERROR, Finding, Part, error, errors_in, every_choice, place, repeated, warning
from scenarios.references import check_conditions, check_effects, check_meters, check_passes
from scenarios.story import Choice, Ending, Scene, Story

QUALITIES = ("right", "acceptable", "wrong", "unlawful")  # best first
OUTCOMES = ("good", "mixed", "bad")


def findings_of(document: Mapping[str, Any]) -> list[Finding]:
    """Everything that was found, errors first, in the order of the story."""
    story = Story.from_document(document)
    found = [finding for check in CHECKS for finding in check(story)]
    return sorted(dict.fromkeys(found), key=lambda finding: finding.severity != ERROR)


def errors_of(document: Mapping[str, Any]) -> list[Finding]:
    return errors_in(findings_of(document))


# --- Shape ---------------------------------------------------------------------------------------


def check_start(story: Story) -> Iterator[Finding]:
    if not story.start:
        yield error("start-missing", story.title, _("No first scene is named."))
    elif story.start not in story.scenes_by_key:
        yield error("start-unknown", story.title, _("The first scene “%s” does not exist.") % story.start)
    if not story.endings:
        yield error("no-ending", story.title, _("The scenario has no ending."))


def check_keys(story: Story) -> Iterator[Finding]:
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
    known = {*story.scenes_by_key, *story.endings_by_key}
    ways = [(where, choice.target) for _scene, choice, where in every_choice(story)]
    ways += [(place(scene), route.target) for scene in story.scenes for route in scene.routes]
    for where, target in ways:
        if not target:
            yield error("target-missing", where, _("It does not lead anywhere yet."))
        elif target not in known:
            yield error("target-unknown", where, _("It leads to “%s”, which does not exist.") % target)


def check_ways_on(story: Story) -> Iterator[Finding]:
    for scene in story.scenes:
        if not scene.choices and not scene.routes:
            yield error("dead-end", place(scene), _("The story stops here: the scene has no choices and no routes."))
        elif not scene.choices and all(route.when for route in scene.routes):
            yield error("no-otherwise", place(scene), _("If no condition holds, there is no way on. Add an “otherwise”."))
        elif scene.choices and all(choice.when for choice in scene.choices):
            yield warning("may-be-stuck", place(scene), _("Every choice has a condition. If none holds, the story stops here."))
        if scene.choices and any(route.when is None for route in scene.routes):
            yield error("choices-never-shown", place(scene), _("A route is always taken, so nobody sees the choices."))


def check_rings(story: Story) -> Iterator[Finding]:
    """Routes change nothing, so a ring of routes alone can only go round until the player is left standing."""
    ways = {scene.key: [route.target for route in scene.routes] for scene in story.scenes}
    for scene in story.scenes:
        if scene.key in _reached(ways[scene.key], ways):
            yield error("route-ring", place(scene), _("Its routes lead back to it without any choice between."))


def check_reach(story: Story) -> Iterator[Finding]:
    """What nothing leads to, and where no way leads to an ending."""
    if story.start not in story.scenes_by_key:
        return
    ahead = {scene.key: scene.targets for scene in story.scenes}
    reached = _reached([story.start], ahead)
    parts: list[Scene | Ending] = [*story.scenes, *story.endings]
    for part in parts:
        if part.key not in reached:
            yield warning("unreachable", place(part), _("No way leads here from the first scene."))
    back: dict[str, list[str]] = {}
    for key, targets in ahead.items():
        for target in targets:
            back.setdefault(target, []).append(key)
    ends = _reached(list(story.endings_by_key), back)
    for scene in story.scenes:
        if story.endings and scene.key in reached and scene.targets and all(scene.targets) and scene.key not in ends:
            yield error("no-way-out", place(scene), _("From here the story can never reach an ending."))


# --- What a decision needs to teach --------------------------------------------------------------


def check_decisions(story: Story) -> Iterator[Finding]:
    for scene in story.scenes:
        if len(scene.choices) >= 2 and not any(choice.quality == "right" for choice in scene.choices):
            yield error("no-right-choice", place(scene), _("None of the choices is marked as right."))
        for text in repeated(" ".join(choice.text.split()).casefold() for choice in scene.choices):
            yield error("choice-repeated", place(scene), _("Two choices say the same: “%s”.") % text)


def check_choices(story: Story) -> Iterator[Finding]:
    for scene, choice, where in every_choice(story):
        if choice.quality not in QUALITIES:
            yield error("quality-unknown", where, _("It is not said how good this choice is."))
        if choice.quality in ("wrong", "unlawful") and not choice.rules:
            yield error("rule-missing", where, _("A wrong choice must cite the rule it breaks."))
        if choice.quality in ("wrong", "unlawful") and not choice.feedback:
            yield warning("feedback-missing", where, _("The debrief does not say why this is wrong."))
        if choice.quality != "right":
            yield from _check_better(scene, choice, where)


def _check_better(scene: Scene, choice: Choice, where: str) -> Iterator[Finding]:
    better = scene.choice(choice.better)
    if not choice.better:
        yield error("better-missing", where, _("The debrief needs to know which choice was better."))
    elif better is None:
        yield error("better-unknown", where, _("The better choice “%s” does not exist in this scene.") % choice.better)
    elif {better.quality, choice.quality} <= set(QUALITIES) and _rank(better) >= _rank(choice):
        yield error("better-not-better", where, _("The choice named as better is not better."))


def _rank(choice: Choice) -> int:
    return QUALITIES.index(choice.quality)


def check_texts(story: Story) -> Iterator[Finding]:
    for scene in story.scenes:
        if not (scene.title and scene.body):
            yield error("text-missing", place(scene), _("The scene needs a title and a text."))
        if scene.image and not scene.image.text.strip():
            yield error("image-text-missing", place(scene), _("Say what the image shows, for those who cannot see it."))
        if scene.image and not scene.image.url:
            yield error("image-unreadable", place(scene), _("The image’s file cannot be read. Choose another image."))
    for scene, choice, _where in every_choice(story):
        if not choice.text.strip():
            yield error("text-missing", place(scene), _("The choice “%s” has no text.") % choice.key)
    for ending in story.endings:
        if not (ending.title and ending.body and ending.debrief):
            yield error("text-missing", place(ending), _("The ending needs a title, a text and what it teaches."))
        if ending.outcome not in OUTCOMES:
            yield error("outcome-unknown", place(ending), _("It is not said whether this ending is good, mixed or bad."))


def check_timers(story: Story) -> Iterator[Finding]:
    for scene in story.scenes:
        if scene.seconds and not scene.timeout_choice:
            yield error("timer-without-choice", place(scene), _("Say which choice is taken when the time is up."))
        elif scene.timeout_choice and scene.choice(scene.timeout_choice) is None:
            yield error("timer-choice-unknown", place(scene), _("There is no choice “%s” in this scene.") % scene.timeout_choice)


def _reached(sources: Sequence[str], ways: Mapping[str, Sequence[str]]) -> set[str]:
    reached, waiting = set(sources), list(sources)
    while waiting:
        for key in ways.get(waiting.pop(), ()):
            if key not in reached:
                reached.add(key)
                waiting.append(key)
    return reached


CHECKS: tuple[Callable[[Story], Iterator[Finding]], ...] = (
    check_start,
    check_keys,
    check_targets,
    check_ways_on,
    check_rings,
    check_reach,
    check_decisions,
    check_choices,
    check_texts,
    check_timers,
    check_meters,
    check_effects,
    check_conditions,
    check_passes,
)
