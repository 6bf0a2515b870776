"""What a decision needs to teach: a right choice, the better one named, rules, reasons, texts, and words for pictures."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from scenarios.findings import Finding, error, place, repeated, warning
from scenarios.story import Choice, Scene, Story

QUALITIES = ("right", "acceptable", "wrong", "unlawful")  # best first
OUTCOMES = ("good", "mixed", "bad")


def check_decisions(story: Story) -> Iterator[Finding]:
    """A scene in which somebody decides needs a right choice, and no two that say the same."""
    for scene in story.scenes:
        if len(scene.choices) >= 2 and not any(choice.quality == "right" for choice in scene.choices):
            yield error("no-right-choice", place(scene), _("None of the choices is marked as right."))
        for text in repeated(" ".join(choice.text.split()).casefold() for choice in scene.choices):
            yield error("choice-repeated", place(scene), _("Two choices say the same: “%s”.") % text)


def check_choices(story: Story) -> Iterator[Finding]:
    """A choice says how good it is; a wrong or unlawful one cites the rule it breaks, and each one teaches something."""
    for scene, choice, where in story.every_choice:
        if choice.quality not in QUALITIES:
            yield error("quality-unknown", where, _("It is not said how good this choice is."))
        if choice.quality in ("wrong", "unlawful") and not choice.rules:
            yield error("rule-missing", where, _("A wrong choice must cite the rule it breaks."))
        if choice.quality in ("wrong", "unlawful") and not choice.feedback:
            yield warning("feedback-missing", where, _("The debrief does not say why this is wrong."))
        if choice.quality in ("right", "acceptable") and len(scene.choices) >= 2 and not (choice.rules or choice.feedback):
            yield warning("teaching-missing", where, _("The debrief says nothing of it: cite a rule, or say why."))
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


def check_texts(story: Story) -> Iterator[Finding]:
    """What a player would miss: words, and words for what is seen or heard."""
    for scene in story.scenes:
        if not (scene.title and scene.body):
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
        if not (ending.title and ending.body and ending.debrief):
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
        elif scene.seconds and getattr(scene.choice(scene.timeout_choice), "when", None):
            told = _("When the time is up, the choice “%s” may be closed; then nothing happens.")
            yield warning("timer-choice-conditional", place(scene), told % scene.timeout_choice)
