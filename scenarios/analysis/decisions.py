"""What a decision needs to teach: a right choice, the better one named, rules, reasons, texts, and words for pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from django.utils.translation import gettext as _

from scenarios.findings import Finding, error, folded, named_alike, place, repeated, shown_name, warning
from scenarios.story import Choice, Ending, Scene, Story

QUALITIES = ("right", "acceptable", "wrong", "unlawful")  # best first
OUTCOMES = ("good", "mixed", "bad")
TAG = re.compile(r"<[^<>]*>")
WORD = re.compile(r"(?:^|>)\s*[^\s<>&]")  # the first of a text; what begins with a sign of HTML is looked at closely


def check_decisions(story: Story) -> Iterator[Finding]:
    """A scene in which somebody decides needs a right choice, and no two that say the same."""
    for scene in story.scenes:
        if len(scene.choices) >= 2 and not any(choice.quality == "right" for choice in scene.choices):
            yield error("no-right-choice", place(scene), _("None of the choices is marked as right."))
        for text in repeated(text for choice in scene.choices if (text := _plain(choice.text))):
            yield error("choice-repeated", place(scene), _("Two choices say the same: “%s”.") % text)


def check_choices(story: Story) -> Iterator[Finding]:
    """A choice says how good it is; a wrong or unlawful one cites the rule it breaks, and each one teaches something."""
    for scene, choice, where in story.every_choice:
        if choice.quality not in QUALITIES:
            yield error("quality-unknown", where, _("It is not said how good this choice is."))
        if choice.quality in ("wrong", "unlawful") and not choice.rules:
            yield error("rule-missing", where, _("A wrong choice must cite the rule it breaks."))
        if choice.quality in ("wrong", "unlawful") and not says_something(choice.feedback):
            yield warning("feedback-missing", where, _("The debrief does not say why this is wrong."))
        is_taught = choice.rules or says_something(choice.feedback)
        if choice.quality in ("right", "acceptable") and len(scene.choices) >= 2 and not is_taught:
            yield warning("teaching-missing", where, _("The debrief says nothing of it: cite a rule, or say why."))
        if choice.unmet_reason.strip() and choice.when is None:
            yield warning("reason-unused", where, _("It says why it is closed, but it is always open."))
        if choice.quality != "right":
            yield from _check_better(scene, choice, where)


def _check_better(scene: Scene, choice: Choice, where: str) -> Iterator[Finding]:
    """Nothing is better than a choice that is not judged yet, or than the only one that there is."""
    better = scene.choice(choice.better)
    if not choice.better and (choice.quality not in QUALITIES or (choice.quality == "acceptable" and len(scene.choices) == 1)):
        return
    if not choice.better:
        yield error("better-missing", where, _("The debrief needs to know which choice was better."))
    elif better is None:
        yield error("better-unknown", where, _("The better choice “%s” does not exist in this scene.") % choice.better)
    elif {better.quality, choice.quality} <= set(QUALITIES) and _rank(better) >= _rank(choice):
        yield error("better-not-better", where, _("The choice named as better is not better."))


def _rank(choice: Choice) -> int:
    return QUALITIES.index(choice.quality)


def says_something(html: str) -> bool:
    """A paragraph with nothing in it says nothing."""
    return bool(WORD.search(html) or unescape(TAG.sub("", html)).strip())


def _plain(text: str) -> str:
    """Without the signs at its end, by which no two choices are told apart."""
    return folded(text).rstrip(".!…?؟ ")


def check_same_texts(story: Story) -> Iterator[Finding]:
    """Scenes and endings are told apart by title and text; a copy that nobody wrote anew is none of either."""
    first: dict[str, Scene | Ending] = {}
    parts: list[Scene | Ending] = [*story.scenes, *story.endings]
    for part in parts:
        other = first.setdefault(part.body, part) if says_something(part.body) else part
        if other is not part:
            yield warning("text-repeated", place(part), _("Its text is the same as that of “%s”.") % place(other))
    for scene in named_alike(story.scenes):
        yield warning("text-repeated", place(scene), _("Two scenes are called “%s”.") % shown_name(scene))
    for ending in named_alike(story.endings):
        yield warning("text-repeated", place(ending), _("Two endings are called “%s”.") % shown_name(ending))


def check_texts(story: Story) -> Iterator[Finding]:
    """What a player would miss: words, and words for what is seen or heard."""
    for scene in story.scenes:
        if not (scene.title and says_something(scene.body)):
            yield error("text-missing", place(scene), _("The scene needs a title and a text."))
        if scene.image and not scene.image.text.strip():
            yield error("image-text-missing", place(scene), _("Say what the image shows, for those who cannot see it."))
        if scene.image and not scene.image.url:
            yield error("image-unreadable", place(scene), _("The image’s file cannot be read. Choose another image."))
        if scene.sound and not scene.sound.text.strip():
            yield error("sound-text-missing", place(scene), _("Write what is heard, for those who cannot hear it."))
    for scene, choice, _where in story.every_choice:
        if not choice.text.strip():
            yield error("text-missing", place(scene), _("The choice “%s” needs a text.") % choice.key)
    for ending in story.endings:
        if not (ending.title and says_something(ending.body) and says_something(ending.debrief)):
            yield error("text-missing", place(ending), _("The ending needs a title, a text and what it teaches."))
        if ending.outcome not in OUTCOMES:
            yield error("outcome-unknown", place(ending), _("It is not said whether this ending is good, mixed or bad."))


def check_timers(story: Story) -> Iterator[Finding]:
    """When the time is up some choice is taken, and it must be open then."""
    for scene in story.scenes:
        if scene.seconds and not scene.timeout_choice:
            yield error("timer-without-choice", place(scene), _("Say which choice is taken when the time is up."))
        elif scene.timeout_choice and scene.choice(scene.timeout_choice) is None:
            yield error(
                "timer-choice-unknown",
                place(scene),
                _("When the time is up, a choice “%s” is taken that the scene does not have.") % scene.timeout_choice,
            )
        elif scene.timeout_choice and not scene.seconds:
            yield warning(
                "timer-without-time", place(scene), _("A choice is named for when the time is up, but there is no time limit.")
            )
        elif scene.seconds and getattr(scene.choice(scene.timeout_choice), "when", None):
            told = _("When the time is up, the choice “%s” may be closed; then nothing happens.")
            yield warning("timer-choice-conditional", place(scene), told % scene.timeout_choice)
