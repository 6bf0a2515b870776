"""Conditions and effects as sentences in the reader's language, with the names that the author gave."""

from __future__ import annotations

from django.utils.translation import gettext as _

from people.levels import Level
from scenarios.conditions import Condition, Effect, Group, Test
from scenarios.story import Story


def condition_sentence(story: Story, condition: Condition | None) -> str:
    """Empty where nothing is asked."""
    if condition is None:
        return ""
    parts = [_test(story, test) for test in condition.tests]
    parts += [f"({_joined(story, group)})" for group in condition.groups]
    return _join(condition.combine, parts)


def _joined(story: Story, group: Group) -> str:
    return _join(group.combine, [_test(story, test) for test in group.tests])


def _join(combine: str, parts: list[str]) -> str:
    return (_(" or ") if combine == "any" else _(" and ")).join(parts)


def _test(story: Story, test: Test) -> str:
    names = {"name": _name(story, test), "number": test.number}
    return {
        "meter-at-least": _("“%(name)s” is at least %(number)s"),
        "meter-equals": _("“%(name)s” is exactly %(number)s"),
        "meter-at-most": _("“%(name)s” is at most %(number)s"),
        "flag-set": _("“%(name)s” is set"),
        "flag-clear": _("“%(name)s” is not set"),
        "seen": _("“%(name)s” was visited"),
        "chose": _("“%(name)s” was chosen"),
        "level-at-least": _("the player’s level is at least “%(name)s”"),
    }.get(test.test, "%(name)s") % names


def _name(story: Story, test: Test) -> str:
    if test.test == "level-at-least":
        return str(Level(test.number).label) if test.number in Level.values else str(test.number)
    if test.test == "chose":
        scene, _slash, choice = test.subject.partition("/")
        found = story.scenes_by_key[scene].choice(choice) if scene in story.scenes_by_key else None
        return found.text if found else test.subject
    if test.test == "seen":
        return story.scenes_by_key[test.subject].title if test.subject in story.scenes_by_key else test.subject
    return subject_name(story, test.subject)


def subject_name(story: Story, key: str) -> str:
    """Of a meter or a flag; the key where there is none."""
    names = {meter.key: meter.name for meter in story.meters} | {flag.key: flag.name for flag in story.flags}
    return names.get(key) or key


def effect_sentence(story: Story, effect: Effect) -> str:
    """For authors; names meters and flags as they are called, not by key."""
    names = {"name": subject_name(story, effect.subject), "number": abs(effect.number or 0)}
    if effect.effect == "add":
        text = _("“%(name)s” rises by %(number)d") if (effect.number or 0) >= 0 else _("“%(name)s” falls by %(number)d")
        return text % names
    if effect.effect == "set":
        return _("“%(name)s” becomes %(number)d") % {**names, "number": effect.number or 0}
    return (_("“%(name)s” is set") if effect.effect == "set-flag" else _("“%(name)s” is cleared")) % names
