"""Checks of what a story counts and asks: meters, effects, conditions, and the rule by which it is passed."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from django.utils.translation import gettext as _

from scenarios.analysis.shape import leading_back, ring_scenes, ways_of
from scenarios.conditions import Condition, Test
from scenarios.findings import Finding, error, named_alike, place, shown_name, warning
from scenarios.story import ASSESSED, Meter, Story

WIDEST_METER = 20


def check_meters(story: Story) -> Iterator[Finding]:
    """Range, start and bands fit each other, and some choice moves the meter."""
    moved = {effect.subject for _scene, choice, _where in story.every_choice for effect in choice.effects}
    for meter in story.meters:
        limits = {"low": meter.minimum, "high": meter.maximum, "most": meter.minimum + WIDEST_METER}
        if not meter.minimum < meter.maximum <= meter.minimum + WIDEST_METER:
            yield error(
                "meter-range",
                place(meter),
                _("The highest value must be above the lowest, %(low)d, and at most %(most)d.") % limits,
            )
        elif not meter.minimum <= meter.start <= meter.maximum:
            yield error("meter-start", place(meter), _("At the start the meter must be from %(low)d to %(high)d.") % limits)
        yield from _check_bands(meter)
        if meter.key not in moved:
            yield warning("meter-never-moves", place(meter), _("No choice moves this meter."))


def _is_in_range(meter: Meter, value: int) -> bool:
    return meter.minimum <= value <= meter.maximum


def _check_bands(meter: Meter) -> Iterator[Finding]:
    if not meter.bands or meter.bands[-1].up_to < meter.maximum:
        yield warning("band-missing", place(meter), _("The debrief has no sentence for the value %d.") % meter.maximum)
    if len({band.up_to for band in meter.bands}) < len(meter.bands):
        yield error("band-repeated", place(meter), _("Two sentences are for the same values."))
    highest = meter.minimum - 1
    for band in meter.bands:
        if not band.says.strip():
            yield warning("band-empty", place(meter), _("The sentence for values up to %d is empty.") % band.up_to)
        if highest >= meter.maximum or band.up_to < meter.minimum:
            yield warning("band-unused", place(meter), _("The meter has no value for the sentence “up to %d”.") % band.up_to)
        highest = max(highest, band.up_to)


def check_names(story: Story) -> Iterator[Finding]:
    """In conditions, effects and the debrief a meter and a flag are known by their name."""
    for meter in named_alike(story.meters):
        yield warning("name-repeated", place(meter), _("Two meters are called “%s”.") % shown_name(meter))
    for flag in named_alike(story.flags):
        yield warning("name-repeated", place(flag), _("Two flags are called “%s”.") % shown_name(flag))


def check_passes(story: Story) -> Iterator[Finding]:
    """What is asked to pass names meters that exist, and values that they can have, all of it at once."""
    for bound in story.passes.meters:
        if bound.subject not in story.meters_by_key:
            yield error("meter-unknown", story.title, _("To pass, a meter “%s” is needed that does not exist.") % bound.subject)
    for meter in story.meters:
        if not kept_values(story, meter):
            yield error("never-passed", place(meter), _("Nobody can pass: the meter cannot reach what is asked."))
    if story.mode == ASSESSED and story.passes.unlawful and story.passes.unlawful >= _most_unlawful(story):
        told = _("Unlawful choices do not count: as many are allowed to pass as can be made.")
        yield warning("unlawful-uncounted", story.title, told)


def _most_unlawful(story: Story) -> float:
    """How many unlawful choices one play can make at most, read from the form alone; without end where one may come again."""
    scenes = {scene.key for scene in story.scenes if any(choice.quality == "unlawful" for choice in scene.choices)}
    return inf if scenes & leading_back(ways_of(story, ring_scenes(story))) else len(scenes)


def kept_values(story: Story, meter: Meter) -> range:
    """The values with which the rule to pass is kept; told by their ends, since a meter may be far too wide."""
    asked = [bound for bound in story.passes.meters if bound.subject == meter.key]
    lowest = max([meter.minimum, *(bound.at_least for bound in asked if bound.at_least is not None)])
    highest = min([meter.maximum, *(bound.at_most for bound in asked if bound.at_most is not None)])
    return range(lowest, highest + 1)


def check_flags(story: Story) -> Iterator[Finding]:
    """What no condition asks for makes no difference to any play."""
    conditions = [choice.when for _scene, choice, _where in story.every_choice]
    conditions += [route.when for scene in story.scenes for route in scene.routes]
    asked = {t.subject for when in conditions if when for t in when.every_test if t.test in ("flag-set", "flag-clear")}
    for flag in story.flags:
        if flag.key not in asked:
            yield warning("flag-unasked", place(flag), _("No condition asks for this flag."))


def check_effects(story: Story) -> Iterator[Finding]:
    """Each moves a meter or flag that exists; a meter by a number."""
    flags = {flag.key for flag in story.flags}
    for _scene, choice, where in story.every_choice:
        for effect in choice.effects:
            if effect.effect in ("set-flag", "clear-flag"):
                if effect.subject not in flags:
                    yield error("flag-unknown", where, _("It changes a flag “%s” that does not exist.") % effect.subject)
            elif effect.effect not in ("add", "set") or effect.number is None:
                yield error("effect-incomplete", where, _("An effect does not say by how much."))
            elif effect.subject not in story.meters_by_key:
                yield error("meter-unknown", where, _("It moves a meter “%s” that does not exist.") % effect.subject)
            elif effect.effect == "set" and not _is_in_range(story.meters_by_key[effect.subject], effect.number):
                told = _("An effect sets “%s” to a value that it never has.")
                yield warning("effect-out-of-range", where, told % effect.subject)


def check_conditions(story: Story) -> Iterator[Finding]:
    """The tests of choices and routes alike."""
    asked: list[tuple[str, Condition | None]] = [(where, choice.when) for _scene, choice, where in story.every_choice]
    asked += [(place(scene), route.when) for scene in story.scenes for route in scene.routes]
    names = _names(story)
    for where, condition in asked:
        for test in condition.every_test if condition else ():
            yield from _check_test(story, test, where, names)


def _names(story: Story) -> dict[str, tuple[str, set[str]]]:
    """For each kind of test: code and names that it may ask for."""
    flags = ("flag-unknown", {flag.key for flag in story.flags})
    chosen = {f"{scene.key}/{choice.key}" for scene, choice, _where in story.every_choice}
    meters = ("meter-unknown", set(story.meters_by_key))
    return {
        "flag-set": flags,
        "flag-clear": flags,
        "seen": ("scene-unknown", set(story.scenes_by_key)),
        "chose": ("choice-unknown", chosen),
        "meter-at-least": meters,
        "meter-equals": meters,
        "meter-at-most": meters,
    }


def _check_test(story: Story, test: Test, where: str, names: dict[str, tuple[str, set[str]]]) -> Iterator[Finding]:
    by_number = test.test == "level-at-least" or test.test.startswith("meter-")
    code, known = names.get(test.test, ("", set()))
    if not code and test.test != "level-at-least":
        yield error("condition-unknown", where, _("A condition asks for something unknown."))
    elif code and test.subject not in known:
        yield error(code, where, _("A condition asks for “%s”, which does not exist.") % test.subject)
    elif by_number and test.number is None:
        yield error("condition-incomplete", where, _("A condition lacks its number."))
    elif code == "meter-unknown" and not _is_in_range(story.meters_by_key[test.subject], test.number or 0):
        yield warning("condition-out-of-range", where, _("A condition compares “%s” with a value it never has.") % test.subject)
