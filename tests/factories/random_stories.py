"""Random stories whose names all exist, sound or not: many conditions, effects, routes and rings."""

from __future__ import annotations

import random
from typing import Any

from tests.factories.scenarios import asks, choice, effect, ending, scene, small_story, when

FLAGS = ("armed-car", "seen-fire")


def random_story(chance: random.Random, scenes: int = 6) -> dict[str, Any]:
    keys = [f"s{n}" for n in range(scenes)]
    ends = ["quiet-night", "bad-night", "long-night"]
    meters = [_meter(chance, key) for key in ("people", "trust")]
    made = [_scene(chance, key, keys, keys + ends) for key in keys]
    outcomes = zip(ends, ("good", "bad", "mixed"), strict=True)
    return small_story() | {
        "format": 2,
        "start": "s0",
        "meters": meters,
        "flags": [{"key": key, "name": key} for key in FLAGS],
        "scenes": made,
        "endings": [ending(key, outcome) for key, outcome in outcomes],
        "passes": {"unlawful": 0, "meters": []},
    }


def _meter(chance: random.Random, key: str) -> dict[str, Any]:
    low = chance.choice([0, 0, -3])
    high = low + chance.randint(2, 6)
    bands = [{"up_to": low, "says": "Low."}, {"up_to": high, "says": "High."}]
    start = chance.randint(low, high)
    return {
        "key": key,
        "name": key,
        "start": start,
        "minimum": low,
        "maximum": high,
        "good": "high",
        "is_hidden": False,
        "bands": bands,
    }


def _scene(chance: random.Random, key: str, scenes: list[str], targets: list[str]) -> dict[str, Any]:
    choices = [
        choice(
            name,
            chance.choice(targets),
            chance.choice(["right", "acceptable", "wrong", "unlawful"]),
            when=_condition(chance, scenes) if chance.random() < 0.5 else None,
            unmet_reason=chance.choice(["", "Not now."]),
            effects=[_effect(chance) for _ in range(chance.randint(0, 3))],
        )
        for name in ("a", "b", "c")[: chance.randint(0, 3)]
    ]
    routes = [
        {"when": _condition(chance, scenes), "target": chance.choice(targets)} for _ in range(chance.choice([0, 0, 0, 1, 2]))
    ]
    if not choices:
        routes.append({"when": None, "target": chance.choice(targets)})
    return scene(key, choices, routes=routes)


def _condition(chance: random.Random, scenes: list[str]) -> dict[str, Any]:
    tests = [_test(chance, scenes) for _ in range(chance.randint(1, 2))]
    inner = [_test(chance, scenes) for _ in range(chance.choice([0, 0, 1, 2]))]
    groups = [{"combine": chance.choice(["all", "any"]), "tests": inner}] if inner else []
    return when(*tests, combine=chance.choice(["all", "any"]), groups=groups)


def _test(chance: random.Random, scenes: list[str]) -> dict[str, Any]:
    kind = chance.choice(["meter", "meter", "flag", "seen", "chose", "level"])
    if kind == "meter":
        test = chance.choice(["meter-at-least", "meter-at-most", "meter-equals"])
        return asks(test, chance.choice(["people", "trust"]), chance.randint(-3, 6))
    if kind == "flag":
        return asks(chance.choice(["flag-set", "flag-clear"]), chance.choice(FLAGS))
    if kind == "level":
        return asks("level-at-least", number=chance.randint(1, 3))
    if kind == "seen":
        return asks("seen", chance.choice(scenes))
    return asks("chose", f"{chance.choice(scenes)}/{chance.choice('abc')}")


def _effect(chance: random.Random) -> dict[str, Any]:
    if chance.random() < 0.3:
        return effect(chance.choice(["set-flag", "clear-flag"]), chance.choice(FLAGS))
    return effect(
        chance.choice(["add", "add", "add", "set"]), chance.choice(["people", "trust"]), chance.choice([-3, -2, -1, 1, 2, 3])
    )
