"""What to do about a finding, by its code. Findings whose own sentence says it already are not here."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

_BEGIN = _("Choose a scene on the map, and “Begin here”.")
_LEADS = _("Choose a scene or an ending under “Leads to”.")
_BETTER = _("Name a better one under “Better choice”.")
_OPEN = _("Take the condition of one choice away.")
_ASK = _("Choose something that exists, or take the condition away.")

ADVICE = {
    "always-stuck": _OPEN,
    "band-empty": _("Write it, or take it away."),
    "band-missing": _("Add one that goes up to it."),
    "band-repeated": _("Change “Up to” in one of them, or take it away."),
    "band-unused": _("Change “Up to”, or take it away."),
    "better-missing": _BETTER,
    "better-not-better": _BETTER,
    "better-unknown": _BETTER,
    "choice-repeated": _("Write one of them anew, or take it away."),
    "choice-unknown": _ASK,
    "choices-never-shown": _("Give that route a condition, or take the choices away."),
    "condition-incomplete": _("Write it, or take the condition away."),
    "condition-out-of-range": _("Choose a number within its limits."),
    "condition-unknown": _ASK,
    "dead-end": _("Add a choice, or put an ending in its place."),
    "effect-idle": _("Change the number, or take the effect away."),
    "effect-incomplete": _("Write the number, or take the effect away."),
    "effect-out-of-range": _("Choose a number within its limits."),
    "feedback-missing": _("Write it under “For the debrief: why”."),
    "flag-unasked": _("Let a choice or a route ask for it, or take the flag away."),
    "flag-unknown": _("Add that flag, or choose another one."),
    "key-repeated": _("Give one of them another key."),
    "kind-unknown": _("Go back to an earlier version under “History”."),
    "may-be-stuck": _OPEN,
    "may-go-round": _("Lead one of them elsewhere."),
    "meter-never-moves": _("Let a choice change it, or take the meter away."),
    "meter-unknown": _("Add that meter, or choose another one."),
    "name-repeated": _("Give one of them another name."),
    "never-open": _("Change the condition, or take the choice away."),
    "never-passed": _("Change that under “To pass”."),
    "never-true": _("Change the conditions here, or take it away."),
    "no-ending": _("Add one on the map, and lead a choice to it."),
    "no-right-choice": _("Mark the best one as right, or add one."),
    "no-way-out": _("Lead one of its choices to an ending, or to a scene with a way there."),
    "outcome-unknown": _("Choose it under “Outcome”."),
    "play-changed": _("If that is meant, forget the play and record it anew."),
    "quality-unknown": _("Choose it under “Quality”."),
    "reason-unused": _("Give it a condition, or take the reason away."),
    "route-ring": _("Lead one of them elsewhere."),
    "rule-missing": _("Add it under “Rules”."),
    "rule-untested": _("Lead a way to such a choice, or cite the rule elsewhere."),
    "scene-unknown": _ASK,
    "start-missing": _BEGIN,
    "start-unknown": _BEGIN,
    "stuck": _OPEN,
    "target-missing": _LEADS,
    "target-unknown": _LEADS,
    "text-repeated": _("Write one of them anew."),
    "timer-choice-conditional": _("Choose one without a condition."),
    "timer-choice-unknown": _("Choose one that the scene has."),
    "timer-without-time": _("Set one, or leave that choice empty."),
    "trap": _("Open a way to an ending for them."),
    "unlawful-to-best": _("Let that choice cost more, or close the way there after it."),
    "unlawful-uncounted": _("Allow fewer under “To pass”."),
    "unreachable": _("Lead a way here that can be taken, or take it away."),
}


def advised(code: str, message: str) -> str:
    """The sentence about a finding, and what to do."""
    return f"{message} {ADVICE[code]}" if code in ADVICE else message
