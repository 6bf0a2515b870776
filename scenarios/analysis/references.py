"""Checks of what a story counts and asks: meters, effects, conditions, and the rule by which it is passed."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from scenarios.conditions import Condition, Test
from scenarios.findings import Finding, error, place, warning
from scenarios.story import Bound, Meter, Story

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


def check_passes(story: Story) -> Iterator[Finding]:
    """What is asked to pass names meters that exist and values that they can have."""
    for bound in story.passes.meters:
        meter = story.meters_by_key.get(bound.subject)
        if meter is None:
            yield error("meter-unknown", story.title, _("To pass, a meter “%s” is needed that does not exist.") % bound.subject)
        elif _lowest(meter, bound) > _highest(meter, bound):
            yield error("never-passed", place(meter), _("Nobody can pass: the meter cannot reach what is asked."))


def _lowest(meter: Meter, bound: Bound) -> int:
    return max(meter.minimum, meter.minimum if bound.at_least is None else bound.at_least)


def _highest(meter: Meter, bound: Bound) -> int:
    return min(meter.maximum, meter.maximum if bound.at_most is None else bound.at_most)


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
