"""The evaluator in Python and the one in JavaScript give the same answers, written down once for both."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from scenarios import engine
from scenarios.conditions import Condition, Effect
from scenarios.engine import State
from scenarios.story import Story
from tests.factories.random_stories import random_story
from tests.scenarios.javascript import in_javascript

VECTORS = json.loads((Path(__file__).parent / "engine_vectors.json").read_text())
ANSWER = """
const story = given.story;
const withState = (each) => ({ ...given.state, ...each });
return {
  conditions: given.conditions.map((each) => engine.holds(each.condition, given.state, each.level)),
  effects: given.effects.map((each) => engine.withEffects({ meters: given.meters }, given.state, each.effects))
    .map((state) => ({ meters: state.meters, flags: state.flags })),
  plays: given.plays.map((play) => {
    let state = engine.start(story, play.level);
    const states = [state];
    for (const key of play.choices) { state = engine.choose(story, state, key, play.level); states.push(state); }
    return { states, offers: states.map((each) => engine.offers(story, each, play.level)
      .map((offer) => ({ key: offer.choice.key, open: offer.isOpen, reason: offer.reason }))) };
  }),
};
"""
PLAYS = """
return given.map((one) => one.plays.map((play) => {
  let state = engine.start(one.story, play.level);
  for (const pick of play.picks) {
    const open = engine.offers(one.story, state, play.level).filter((offer) => offer.isOpen);
    if (!open.length) break;
    state = engine.choose(one.story, state, open[pick % open.length].choice.key, play.level);
  }
  return state;
}));
"""


def expected() -> dict[str, Any]:
    return {
        "conditions": [row["holds"] for row in VECTORS["conditions"]],
        "effects": [{"meters": row["meters"], "flags": row["flags"]} for row in VECTORS["effects"]],
        "plays": [{"states": row["states"], "offers": row["offers"]} for row in VECTORS["plays"]],
    }


def test_python_gives_the_written_answers() -> None:
    state, story = State.from_json(VECTORS["state"]), Story.from_document(VECTORS["story"])
    conditions = [engine.holds(Condition.from_document(row["condition"]), state, row["level"]) for row in VECTORS["conditions"]]
    after = [engine.with_effects(story, state, map(Effect.from_document, row["effects"])).to_json() for row in VECTORS["effects"]]
    effects = [{"meters": each["meters"], "flags": each["flags"]} for each in after]
    plays = [_played(story, row["level"], row["choices"]) for row in VECTORS["plays"]]
    assert {"conditions": conditions, "effects": effects, "plays": plays} == expected()


def _played(story: Story, level: int, choices: list[str]) -> dict[str, Any]:
    states = [engine.replay(story, level, choices[:number]) for number in range(len(choices) + 1)]
    offers = [
        [{"key": offer.choice.key, "open": offer.is_open, "reason": offer.reason} for offer in engine.offers(story, state, level)]
        for state in states
    ]
    return {"states": [state.to_json() for state in states], "offers": offers}


def test_javascript_gives_the_written_answers() -> None:
    assert in_javascript(ANSWER, VECTORS) == expected()


def test_python_and_javascript_end_random_plays_of_random_stories_in_the_same_state() -> None:
    """Sixty stories, ten plays each; benchmarks/scenario_engines.py does a hundred thousand."""
    chance = random.Random(6)  # noqa: S311
    given = [{"story": random_story(chance), "plays": _plays(chance, 10)} for _ in range(60)]
    in_python = [[_end(Story.from_document(one["story"]), play) for play in one["plays"]] for one in given]
    assert in_javascript(PLAYS, given) == in_python


def _plays(chance: random.Random, number: int) -> list[dict[str, Any]]:
    return [{"level": chance.randint(1, 3), "picks": [chance.randint(0, 9) for _ in range(12)]} for _ in range(number)]


def _end(story: Story, play: dict[str, Any]) -> dict[str, Any]:
    state = engine.start(story, play["level"])
    for pick in play["picks"]:
        open_now = [offer for offer in engine.offers(story, state, play["level"]) if offer.is_open]
        if not open_now:
            break
        state = engine.choose(story, state, open_now[pick % len(open_now)].choice.key, play["level"])
    return state.to_json()
