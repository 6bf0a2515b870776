"""Correct scenarios of many shapes, by construction: nothing is to be found in them.

A chain of decisions with side ways that join it again. A wrong choice early closes, with a reason, a choice two decisions
later; one scene asks for a meter that some plays have and some have not; routes sort the plays into three endings.
"""

from __future__ import annotations

import random
from typing import Any

from tests.factories.scenarios import asks, choice, effect, ending, scene, small_story, when

GOOD, MIXED, BAD = "quiet-night", "long-night", "bad-night"


def sound_story(seed: int) -> dict[str, Any]:
    chance = random.Random(seed)  # noqa: S311
    length = chance.randint(4, 9)
    keys = [f"d{number}" for number in range(length)]
    scenes: list[dict[str, Any]] = []
    for number, key in enumerate(keys):
        onward = keys[number + 1] if number + 1 < length else "sorting"
        scenes += _decision(chance, number, key, onward)
    scenes.append(_sorting())
    meters = [_meter("people", "People protected", 10), _meter("trust", "Trust", 10), _meter("calm", "Calm", 0, low=-8, high=8)]
    return small_story() | {
        "format": 2,
        "title": f"Sound story {seed}",
        "start": keys[0],
        "meters": meters,
        "flags": [{"key": "warned", "name": "They were warned"}, {"key": "armed-car", "name": "An armed car passed"}],
        "scenes": scenes,
        "endings": [ending(GOOD, "good"), ending(MIXED, "mixed"), ending(BAD, "bad")],
        "passes": {"unlawful": 0, "meters": [{"subject": "people", "at_least": 8, "at_most": None}]},
    }


def _meter(key: str, name: str, start: int, low: int = 0, high: int = 20) -> dict[str, Any]:
    bands = [{"up_to": (low + high) // 2, "says": "Not well."}, {"up_to": high, "says": "Well."}]
    shown = {"good": "high", "is_hidden": key == "calm", "bands": bands}
    return {"key": key, "name": name, "start": start, "minimum": low, "maximum": high, **shown}


def _decision(chance: random.Random, number: int, key: str, onward: str) -> list[dict[str, Any]]:
    """A decision, and sometimes a side way from its wrong choice."""
    side = f"{key}-side" if chance.random() < 0.4 else ""
    up = [effect("add", chance.choice(["people", "trust", "calm"]), 1)] + [effect("set-flag", "warned")] * (number == 1)
    down = [effect("add", "people", -2), effect("add", "calm", -1)] + [effect("set-flag", "armed-car")] * (number == 0)
    choices = [
        choice("warn", onward, effects=up),
        choice("wave", side or onward, "wrong", effects=down),
        choice("fire", onward, "unlawful", effects=[effect("set", "trust", 0), effect("add", "people", -3)]),
    ]
    if number == 2:
        asked = asks("flag-clear", "armed-car")
        choices.append(choice("thank", onward, "acceptable", when=when(asked), unmet_reason="An armed car passed."))
    if number == 3:
        choices.append(choice("ask", onward, "acceptable", when=when(asks("meter-at-least", "people", 9))))
    made = [scene(key, choices, seconds=30 if number == 0 else None, timeout_choice="wave" if number == 0 else "")]
    if side:
        mend = choice("warn", onward, effects=[effect("add", "calm", 1)])
        made.append(scene(side, [mend, choice("leave", onward, "wrong", effects=[effect("add", "trust", -1)])]))
    return made


def _sorting() -> dict[str, Any]:
    well = when(asks("meter-at-least", "people", 10), groups=[{"combine": "any", "tests": [asks("flag-set", "warned")]}])
    badly = when(asks("meter-at-most", "people", 4), asks("meter-at-most", "calm", -3), combine="any")
    routes = [{"when": badly, "target": BAD}, {"when": well, "target": GOOD}, {"when": None, "target": MIXED}]
    return scene("sorting", routes=routes)
