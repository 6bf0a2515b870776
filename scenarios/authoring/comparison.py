"""Two editions side by side: what was added, taken away, led elsewhere, worded or reckoned otherwise. Plain documents in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models import Family
from scenarios.blocks import OUTCOMES, QUALITIES
from scenarios.document import plain_quotes
from scenarios.sentences import condition_sentence, effect_sentence, pass_sentence
from scenarios.story import ASSESSED, PRACTICE, Choice, Ending, Flag, Meter, Scene, Story

ADDED, REMOVED, TARGET, TEXT, EFFECTS, CONDITION, OTHER = "added", "removed", "target", "text", "effects", "condition", "other"

MODES = {ASSESSED: gettext_lazy("Assessed"), PRACTICE: gettext_lazy("Practice")}


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
        (OTHER, _("Mode"), *(_label(MODES, story.mode) for story in (before, after))),
        (OTHER, _("Family"), *(_label(dict(Family.choices), story.family) for story in (before, after))),
        (OTHER, _("Language"), before.language, after.language),
        (TEXT, _("Title"), before.title, after.title),
        (TEXT, _("Your role"), before.role, after.role),
    ]
    if before.start != after.start:  # by key: another title of the same scene is told there
        yield Difference(OTHER, "", _("First scene"), _title(before, before.start), _title(after, after.start))
    if before.passes != after.passes:
        yield Difference(OTHER, "", _("To pass"), pass_sentence(before), pass_sentence(after))
    yield from (Difference(kind, "", where, one, other) for kind, where, one, other in pairs if one != other)
    yield from _named({m.key: _meter(m) for m in before.meters}, {m.key: _meter(m) for m in after.meters}, _("Meter"))
    yield from _named({f.key: f.name for f in before.flags}, {f.key: f.name for f in after.flags}, _("Flag"))
    orders = [[part.key for part in _counted(story)] for story in (before, after)]
    if orders[0] != orders[1] and sorted(orders[0]) == sorted(orders[1]):
        yield Difference(OTHER, "", _("Order of meters and flags"), *(_keys_named(story) for story in (before, after)))


def _named(old: Mapping[str, str], new: Mapping[str, str], kind: str) -> Iterator[Difference]:
    """Meters or flags, each in words; known again by their key."""
    for key in dict.fromkeys([*new, *old]):
        one, other = old.get(key, ""), new.get(key, "")
        if one != other:
            yield Difference(ADDED if key not in old else REMOVED if key not in new else OTHER, key, kind, one, other)


def _keys_named(story: Story) -> str:
    return _(", ").join(part.name or part.key for part in _counted(story))


def _counted(story: Story) -> list[Meter | Flag]:
    return [*story.meters, *story.flags]


def _meter(meter: Meter) -> str:
    """All that a meter says and does."""
    limits = {"name": meter.name or meter.key, "low": meter.minimum, "high": meter.maximum, "start": meter.start}
    said = [_("%(name)s: from %(low)d to %(high)d, %(start)d at the start") % limits]
    said.append(_("High is good") if meter.good == "high" else _("Low is good"))
    said += [_("hidden until the debrief")] if meter.is_hidden else []
    return _("; ").join([*said, *(f"≤ {band.up_to}: {band.says}" for band in meter.bands)])


def _label(labels: Mapping[str, Any], key: str) -> str:
    return str(labels.get(key, key))


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
    for name in ("title", "body", "debrief"):
        old, new = (plain_quotes(getattr(part, name, "")) for part in (one, other))
        if old != new:
            yield Difference(TEXT, other.key, other.title, old, new)
    outcomes = [_label(dict(OUTCOMES), getattr(part, "outcome", "")) for part in (one, other)]
    if outcomes[0] != outcomes[1]:
        yield Difference(OTHER, other.key, other.title, *outcomes)


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
    if [c.key for c in one.choices if c.key in kept] != [c.key for c in other.choices if one.choice(c.key)]:
        yield Difference(OTHER, other.key, other.title, *(_order(scene) for scene in (one, other)))
    for told in (_clock, _image, _sound, _checkpoint):
        if told(one) != told(other):
            yield Difference(OTHER, other.key, other.title, told(one), told(other))


def _order(scene: Scene) -> str:
    return _("Order of choices: %(choices)s") % {"choices": _(", ").join(f"“{c.text or c.key}”" for c in scene.choices)}


def _clock(scene: Scene) -> str:
    if not scene.seconds and not scene.timeout_choice:
        return _("no time limit")
    choice = scene.choice(scene.timeout_choice)
    names = {"seconds": scene.seconds or "–", "choice": choice.text if choice else scene.timeout_choice or "–"}
    return _("time limit %(seconds)s s, then “%(choice)s”") % names


def _image(scene: Scene) -> str:
    return f"{scene.image.text} ({scene.image.url})" if scene.image else _("no image")


def _sound(scene: Scene) -> str:
    return f"{scene.sound.title}: {scene.sound.text} ({scene.sound.url})" if scene.sound else _("no sound")


def _checkpoint(scene: Scene) -> str:
    return _("a checkpoint") if scene.is_checkpoint else _("no checkpoint")


def _choice(stories: tuple[Story, Story], old: Choice, new: Choice, key: str, where: str) -> Iterator[Difference]:
    before, after = stories
    if old.target != new.target:
        yield Difference(TARGET, key, where, _title(before, old.target), _title(after, new.target))
    for name in ("text", "consequence", "feedback", "unmet_reason"):
        worded = [plain_quotes(getattr(choice, name)) for choice in (old, new)]
        if worded[0] != worded[1]:
            yield Difference(TEXT, key, where, *worded)
    if old.effects != new.effects:
        yield Difference(EFFECTS, key, where, _effects(before, old), _effects(after, new))
    if old.when != new.when:
        yield Difference(CONDITION, key, where, condition_sentence(before, old.when), condition_sentence(after, new.when))
    if old.quality != new.quality:
        yield Difference(OTHER, key, where, *(_label(dict(QUALITIES), choice.quality) for choice in (old, new)))
    if old.better != new.better:
        yield Difference(OTHER, key, where, _better(before, key, old), _better(after, key, new))
    if old.rules != new.rules:
        yield Difference(OTHER, key, where, *(_cited(choice, other) for choice, other in ((old, new), (new, old))))


def _better(story: Story, scene: str, choice: Choice) -> str:
    better = story.scenes_by_key[scene].choice(choice.better)
    return _("better: “%(choice)s”") % {"choice": better.text if better else choice.better or "–"}


def _cited(choice: Choice, other: Choice) -> str:
    """The rules, and the wording of those that the other one has with other words."""
    worded = {rule.citation: rule for rule in other.rules}
    changed = [rule for rule in choice.rules if rule.citation in worded and worded[rule.citation] != rule]
    cited = _(", ").join(rule.citation for rule in choice.rules) or "–"
    return _("; ").join(
        [cited, *(f"{rule.citation}: {rule.title}. {rule.gist} {rule.applies_label} {rule.url}" for rule in changed)]
    )


def _title(story: Story, key: str) -> str:
    part = story.scenes_by_key.get(key) or story.endings_by_key.get(key)
    return part.title if part else key or _("not built yet")


def _effects(story: Story, choice: Choice) -> str:
    return _("; ").join(effect_sentence(story, effect) for effect in choice.effects)


def _routes(story: Story, scene: Scene) -> str:
    routes = [(condition_sentence(story, route.when) or "…", _title(story, route.target)) for route in scene.routes]
    return _("; ").join(f"{when} {_('→')} {target}" for when, target in routes)
