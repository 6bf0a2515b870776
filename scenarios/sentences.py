"""Conditions and effects as sentences in the reader's language, with the names that the author gave."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from people.levels import Level
from scenarios import engine
from scenarios.conditions import Condition, Effect, Group, Test
from scenarios.story import Story

Words = dict[str, str]


def condition_sentence(story: Story, condition: Condition | None) -> str:
    """Empty where nothing is asked."""
    if condition is None:
        return ""
    words = _words()
    parts = [_test(story, test, words) for test in condition.tests]
    parts += [f"({_joined(story, group, words)})" for group in condition.groups]
    return _join(condition.combine, parts, words)


def _joined(story: Story, group: Group, words: Words) -> str:
    return _join(group.combine, [_test(story, test, words) for test in group.tests], words)


def _join(combine: str, parts: list[str], words: Words) -> str:
    return words["any" if combine == "any" else "all"].join(parts) if len(parts) > 1 else "".join(parts)


WORDS = {
    "any": gettext_lazy(" or "),
    "all": gettext_lazy(" and "),
    "meter-at-least": gettext_lazy("“%(name)s” is at least %(number)s"),
    "meter-equals": gettext_lazy("“%(name)s” is exactly %(number)s"),
    "meter-at-most": gettext_lazy("“%(name)s” is at most %(number)s"),
    "flag-set": gettext_lazy("“%(name)s” is set"),
    "flag-clear": gettext_lazy("“%(name)s” is not set"),
    "seen": gettext_lazy("“%(name)s” was visited"),
    "chose": gettext_lazy("“%(name)s” was chosen"),
    "level-at-least": gettext_lazy("the player’s level is at least “%(name)s”"),
    "effect rises": gettext_lazy("“%(name)s” rises by %(number)d"),
    "effect falls": gettext_lazy("“%(name)s” falls by %(number)d"),
    "effect set": gettext_lazy("“%(name)s” becomes %(number)d"),
    "effect set-flag": gettext_lazy("“%(name)s” is set"),
    "effect clear-flag": gettext_lazy("“%(name)s” is cleared"),
}


def _words() -> Words:
    return _said_in(get_language() or "")


@lru_cache
def _said_in(_language: str) -> Words:
    """Looked up once a language: a large story has thousands of conditions and effects."""
    return {what: str(words) for what, words in WORDS.items()}


def _test(story: Story, test: Test, words: Words) -> str:
    return words.get(test.test, "%(name)s") % {"name": _name(story, test), "number": test.number}


def _name(story: Story, test: Test) -> str:
    if test.test == "level-at-least":
        return str(Level(test.number).label) if test.number in Level.values else str(test.number)
    if test.test == "chose":
        scene, _slash, choice = test.subject.partition("/")
        found = story.scenes_by_key[scene].choice(choice) if scene in story.scenes_by_key else None
        return found.text if found else test.subject
    if test.test == "seen":
        return story.scenes_by_key[test.subject].title if test.subject in story.scenes_by_key else test.subject
    return subject_name(story, test.subject, is_flag=test.test in ("flag-set", "flag-clear"))


def subject_name(story: Story, key: str, *, is_flag: bool = False) -> str:
    """Of a meter, or of a flag, which may have the same key; the key where there is none."""
    found = story.flags_by_key.get(key) if is_flag else story.meters_by_key.get(key)
    return (found.name if found else "") or key


def effect_sentence(story: Story, effect: Effect) -> str:
    """For authors; names meters and flags as they are called, not by key."""
    number, what = effect.number or 0, effect.effect
    if what == "add":
        what, number = ("rises", number) if number >= 0 else ("falls", -number)
    elif what not in ("set", "set-flag"):
        what = "clear-flag"
    name = subject_name(story, effect.subject, is_flag=what in ("set-flag", "clear-flag"))
    return _words()[f"effect {what}"] % {"name": name, "number": number}


def pass_sentence(story: Story) -> str:
    """The rule by which a run is passed."""
    said = [_("unlawful choices: at most %(number)d") % {"number": story.passes.unlawful}]
    for bound in story.passes.meters:
        name = subject_name(story, bound.subject)
        if bound.at_least is not None:
            said.append(_("“%(name)s” is at least %(number)s") % {"name": name, "number": bound.at_least})
        if bound.at_most is not None:
            said.append(_("“%(name)s” is at most %(number)s") % {"name": name, "number": bound.at_most})
    return _("; ").join(said)


def play_in_words(story: Story, level: int, choices: Iterable[str]) -> list[str]:
    """Each choice with its scene, as far as it can be played; then the bare keys."""
    words = []
    state = engine.start(story, level) if story.start in story.scenes_by_key else None
    for key in choices:
        scene = story.scenes_by_key.get(state.scene) if state else None
        choice = scene.choice(key) if scene else None
        words.append(f"{scene.title}: “{choice.text or key}”" if scene and choice else key)
        try:
            state = engine.choose(story, state, key, level) if state and choice else None
        except engine.NotOpen:
            state = None
    return words
