"""Two editions side by side: what was added, taken away, led elsewhere, worded or reckoned otherwise. Plain documents in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from scenarios.sentences import condition_sentence, effect_sentence
from scenarios.story import Choice, Ending, Scene, Story

ADDED, REMOVED, TARGET, TEXT, EFFECTS, CONDITION, OTHER = "added", "removed", "target", "text", "effects", "condition", "other"


@dataclass(frozen=True)
class Difference:
    """``where``: title of the scene or ending, and the choice; ``before`` and ``after`` as a person reads them."""

    kind: str
    key: str
    where: str
    before: str = ""
    after: str = ""


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    """In the order of the newer edition, then what is gone."""
    before, after = Story.from_document(old), Story.from_document(new)
    return [*_whole(before, after), *_parts(before, after)]


def _whole(before: Story, after: Story) -> Iterator[Difference]:
    pairs = [
        (OTHER, _("First scene"), before.start, after.start),
        (OTHER, _("Mode"), before.mode, after.mode),
        (TEXT, _("Title"), before.title, after.title),
        (TEXT, _("Your role"), before.role, after.role),
        (OTHER, _("Meters"), _listed(before, "meters"), _listed(after, "meters")),
        (OTHER, _("Flags"), _listed(before, "flags"), _listed(after, "flags")),
        (OTHER, _("To pass"), repr(before.passes), repr(after.passes)),
    ]
    yield from (Difference(kind, "", where, one, other) for kind, where, one, other in pairs if one != other)


def _listed(story: Story, name: str) -> str:
    """Meters with their ranges and starts; flags by name."""
    if name == "meters":
        return ", ".join(f"{m.name} {m.minimum}–{m.maximum} ({m.start})" for m in story.meters)
    return ", ".join(flag.name for flag in story.flags)


def _parts(before: Story, after: Story) -> Iterator[Difference]:
    old: dict[str, Scene | Ending] = {**before.scenes_by_key, **before.endings_by_key}
    new: dict[str, Scene | Ending] = {**after.scenes_by_key, **after.endings_by_key}
    for key, part in new.items():
        if key not in old:
            yield Difference(ADDED, key, part.title)
        else:
            yield from _texts(old[key], part)
            one = old[key]
            if isinstance(one, Scene) and isinstance(part, Scene):
                yield from _scene(before, after, one, part)
    yield from (Difference(REMOVED, key, part.title) for key, part in old.items() if key not in new)


def _texts(one: Scene | Ending, other: Scene | Ending) -> Iterator[Difference]:
    for name in ("title", "body", "debrief", "outcome"):
        old, new = getattr(one, name, ""), getattr(other, name, "")
        if old != new:
            yield Difference(TEXT, other.key, other.title, old, new)


def _scene(before: Story, after: Story, one: Scene, other: Scene) -> Iterator[Difference]:
    for choice in other.choices:
        old = one.choice(choice.key)
        where = f"{other.title}: “{choice.text}”"
        if old is None:
            yield Difference(ADDED, other.key, where)
        else:
            yield from _choice((before, after), old, choice, other.key, where)
    kept = {choice.key for choice in other.choices}
    yield from (Difference(REMOVED, one.key, f"{one.title}: “{c.text}”") for c in one.choices if c.key not in kept)
    if one.routes != other.routes:
        yield Difference(TARGET, other.key, other.title, _routes(before, one), _routes(after, other))
    if (one.seconds, one.timeout_choice) != (other.seconds, other.timeout_choice):
        yield Difference(OTHER, other.key, other.title, f"{one.seconds or '–'} s", f"{other.seconds or '–'} s")


def _choice(stories: tuple[Story, Story], old: Choice, new: Choice, key: str, where: str) -> Iterator[Difference]:
    before, after = stories
    if old.target != new.target:
        yield Difference(TARGET, key, where, _title(before, old.target), _title(after, new.target))
    for name in ("text", "consequence", "feedback", "unmet_reason"):
        if getattr(old, name) != getattr(new, name):
            yield Difference(TEXT, key, where, getattr(old, name), getattr(new, name))
    if old.effects != new.effects:
        yield Difference(EFFECTS, key, where, _effects(before, old), _effects(after, new))
    if old.when != new.when:
        yield Difference(CONDITION, key, where, condition_sentence(before, old.when), condition_sentence(after, new.when))
    for name in ("quality", "better"):
        if getattr(old, name) != getattr(new, name):
            yield Difference(OTHER, key, where, getattr(old, name), getattr(new, name))
    if old.rules != new.rules:
        cited = [", ".join(rule.citation for rule in choice.rules) for choice in (old, new)]
        yield Difference(OTHER, key, where, *cited)


def _title(story: Story, key: str) -> str:
    part = story.scenes_by_key.get(key) or story.endings_by_key.get(key)
    return part.title if part else key or _("not built yet")


def _effects(story: Story, choice: Choice) -> str:
    return "; ".join(effect_sentence(story, effect) for effect in choice.effects)


def _routes(story: Story, scene: Scene) -> str:
    return "; ".join(f"{condition_sentence(story, route.when) or '…'} → {_title(story, route.target)}" for route in scene.routes)
