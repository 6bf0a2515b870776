"""How long the checks of scenarios take: at every edit, in full, and against an exhaustive judge on many random stories.

python -m benchmarks.scenario_checking [--stories 10000] [--plays 100000] [--seed 1] [--only check|mesh|full|judge|engines]

In parts: each seed makes stories and plays of its own, so 10,000 stories are as well ten times --stories 1000, seeds 1 … 10.
"""

# ruff: noqa: E402, S311 - settings come first; plays are to be repeated, not to be secret
from __future__ import annotations

import argparse
import gc
import os
import random
import statistics
import time
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from scenarios.analysis import findings_of, is_sound_enough, story_findings
from scenarios.analysis.plays import play_many
from scenarios.analysis.report import report_of
from scenarios.analysis.search import search
from scenarios.analysis.state import read_values
from scenarios.analysis.verdicts import IMPOSSIBLE, REACHABLE, verdicts_of
from scenarios.analysis.witnesses import CHOICE, ENDING, SCENE
from scenarios.story import Story
from tests.factories.random_stories import random_story
from tests.factories.scenarios import asks, choice, effect, scene, small_story, when
from tests.scenarios.javascript import in_javascript
from tests.scenarios.test_soundness import judged
from tests.scenarios.test_two_engines import PLAYS, _end, _plays

METERS, FLAGS = [f"m{n}" for n in range(6)], [f"f{n}" for n in range(10)]


def large_story(scenes: int, chance: random.Random) -> dict[str, Any]:
    """Three choices a scene, conditions on a third of them, ways back, six meters, ten flags."""
    made = [scene(f"s{n}", [_choice(n, c, scenes, chance) for c in range(3)]) for n in range(scenes)]
    meter = small_story()["meters"][0] | {"start": 10, "maximum": 20, "bands": [{"up_to": 20, "says": "So."}]}
    return small_story() | {
        "meters": [{**meter, "key": key, "name": key} for key in METERS],
        "flags": [{"key": key, "name": key} for key in FLAGS],
        "scenes": made,
        "start": "s0",
        "passes": {"unlawful": 0, "meters": []},
    }


def _choice(number: int, which: int, scenes: int, chance: random.Random) -> dict[str, Any]:
    ahead = number + 1 + (which if which < 2 else chance.randint(1, 6))
    ahead = max(0, number - chance.randint(1, 20)) if which == 2 and chance.random() < 0.1 else ahead
    target = f"s{ahead}" if ahead < scenes else chance.choice(["quiet-night", "bad-night"])
    group = {
        "combine": "any",
        "tests": [asks("flag-set", chance.choice(FLAGS)), asks("meter-at-most", chance.choice(METERS), 12)],
    }
    asked = when(asks("meter-at-least", chance.choice(METERS), chance.randint(5, 14)), groups=[group])
    effects = [effect("add", chance.choice(METERS), chance.choice([-2, -1, 1, 2])) for _ in range(2)]
    effects += [effect("set-flag", chance.choice(FLAGS))] * (chance.random() < 0.2)
    name, quality = (("warn", "right"), ("wave", "wrong"), ("fire", "unlawful"))[which]
    return choice(name, target, quality, when=asked if which == 2 else None, effects=effects)


def mesh(document: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The same story with ways to anywhere, so that nearly all of it is one loop; what was seen is asked, and meters are set."""
    scenes = [made | {"choices": [_anywhere(one, document, chance) for one in made["choices"]]} for made in document["scenes"]]
    return document | {"scenes": scenes}


def _anywhere(one: dict[str, Any], document: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    to, seen = (chance.choice(parts)["key"] for parts in (document["scenes"], document["scenes"]))
    asked = when(asks("seen", seen), asks("meter-at-least", chance.choice(METERS), chance.randint(2, 18)), combine="any")
    set_one = effect("set", chance.choice(METERS), chance.randint(0, 20))
    return one | {
        "target": to if chance.random() < 0.97 else "quiet-night",
        "when": asked if chance.random() < 0.3 else one["when"],
        "effects": one["effects"] + [set_one] * (chance.random() < 0.2),
    }


def measured(work: Any, times: int) -> str:
    taken = []
    for _ in range(times):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return f"median {statistics.median(taken):.3f} s, longest {max(taken):.3f} s of {times}"


def soundness(stories: int, seed: int) -> str:
    chance, judgements, wrong, begun = random.Random(seed), 0, 0, time.process_time()
    for number in range(stories):
        story = Story.from_document(random_story(chance, scenes=chance.randint(2, 5)))
        truth = judged(story) if is_sound_enough(story_findings(story)) else None
        if truth is None:
            continue
        most = 0 if number % 2 else 200_000
        for verdict in verdicts_of(read_values(story), search(story, most=most), play_many(story, number=15)):
            if verdict.kind in (SCENE, ENDING, CHOICE):
                judgements += 1
                is_met = (verdict.kind, verdict.key) in truth
                wrong += (verdict.verdict == IMPOSSIBLE and is_met) or (verdict.verdict == REACHABLE and not is_met)
    return f"{stories} stories, {judgements} judgements, {wrong} wrong, {time.process_time() - begun:.0f} s"


def two_engines(plays: int, seed: int) -> str:
    chance, differing = random.Random(seed + 1), 0
    for _ in range(max(plays // 5_000, 1)):
        given = [{"story": random_story(chance), "plays": _plays(chance, 50)} for _ in range(100)]
        here = [[_end(Story.from_document(one["story"]), play) for play in one["plays"]] for one in given]
        there = in_javascript(PLAYS, given)
        differing += sum(a != b for ones, others in zip(here, there, strict=True) for a, b in zip(ones, others, strict=True))
    return f"{max(plays // 5_000, 1) * 5_000} plays, {differing} end differently in Python and JavaScript"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--stories", type=int, default=10_000)
    parser.add_argument("--plays", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=["check", "mesh", "full", "judge", "engines"])
    given = parser.parse_args()
    document = large_story(300, random.Random(1))
    story, anywhere = Story.from_document(document), mesh(document, random.Random(2))
    gc.collect()
    gc.freeze()  # as the server does at its start: config/gunicorn.py
    parts = {
        "check": ("check at an edit, 300 scenes, 900 choices, 6 meters:", lambda: measured(lambda: findings_of(document), 50)),
        "mesh": ("the same with ways to anywhere:", lambda: measured(lambda: findings_of(anywhere), 50)),
        "full": ("in full, 2 × 2,000 plays, search stopped at 200,000 states:", lambda: measured(lambda: report_of(story), 1)),
        "judge": ("against the judge:", lambda: soundness(given.stories, given.seed)),
        "engines": ("two engines:", lambda: two_engines(given.plays, given.seed)),
    }
    for name, (title, work) in parts.items():
        if given.only in (None, name):
            print(title, work(), flush=True)


if __name__ == "__main__":
    main()
