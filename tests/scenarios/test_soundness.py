"""The checker against an exhaustive judge that plays the engine itself: nothing that can happen is called impossible, and
every play it shows leads where it says."""

from __future__ import annotations

import random
from collections import deque
from typing import Any

import pytest

from scenarios import engine
from scenarios.analysis import is_sound_enough, story_findings
from scenarios.analysis.plays import play_many
from scenarios.analysis.report import report_of
from scenarios.analysis.search import search
from scenarios.analysis.state import read_values
from scenarios.analysis.verdicts import IMPOSSIBLE, REACHABLE, Verdict, verdicts_of
from scenarios.analysis.witnesses import CHOICE, ENDING, SCENE
from scenarios.engine import State
from scenarios.story import Story
from tests.factories.random_stories import random_story

MOST = 4_000  # states of the judge; larger stories are left to it unjudged


def judged(story: Story) -> set[tuple[str, str]] | None:
    """Every scene, ending and choice that any play comes to; None where the judge would need too long."""
    met: set[tuple[str, str]] = set()
    known: set[Any] = set()
    waiting: deque[tuple[State, int]] = deque((engine.start(story, level), level) for level in (1, 2, 3))
    while waiting:
        state, level = waiting.popleft()
        mark = (state.scene, tuple(state.meters.values()), state.flags, frozenset(state.visited), frozenset(state.chosen), level)
        met |= {(SCENE, key) for key in state.visited}
        if engine.has_ended(story, state):
            met.add((ENDING, state.scene))
        if mark in known:
            continue
        known.add(mark)
        if len(known) > MOST:
            return None
        for offer in engine.offers(story, state, level):
            if offer.is_open:
                met.add((CHOICE, f"{state.scene}/{offer.choice.key}"))
                waiting.append((engine.choose(story, state, offer.choice.key, level), level))
    return met


def stories(number: int, seed: int) -> list[Story]:
    chance = random.Random(seed)  # noqa: S311
    made = (Story.from_document(random_story(chance, scenes=chance.randint(2, 5))) for _ in range(number * 3))
    return [story for story in made if is_sound_enough(story_findings(story))][:number]


def verdicts(story: Story, most: int) -> list[Verdict]:
    return verdicts_of(read_values(story), search(story, most=most), play_many(story, number=15))


@pytest.mark.parametrize("most", [0, 200_000])
def test_nothing_that_can_happen_is_called_impossible_and_every_witness_replays(most: int) -> None:
    """Once by bounds and plays alone, once with the complete search: two hundred stories of each."""
    judgements = 0
    for story in stories(200, seed=most + 1):
        truth = judged(story)
        for verdict in verdicts(story, most):
            target = (verdict.kind, verdict.key)
            if verdict.verdict == REACHABLE:
                assert _leads_there(story, verdict), verdict
            if truth is not None and verdict.kind in (SCENE, ENDING, CHOICE):
                judgements += 1
                assert verdict.verdict != IMPOSSIBLE or target not in truth, verdict
                if most:
                    assert (verdict.verdict == REACHABLE) == (target in truth), verdict
    assert judgements > 1_000


def _leads_there(story: Story, verdict: Verdict) -> bool:
    witness = verdict.witness
    assert witness is not None
    state = engine.replay(story, witness.level, witness.choices)
    if verdict.kind == SCENE:
        return verdict.key in state.visited
    if verdict.kind == ENDING:
        return state.scene == verdict.key
    if verdict.kind == CHOICE:
        return verdict.key in state.chosen
    return verdict.key.split("/")[0] in (*state.visited, state.scene)


def test_the_same_seed_gives_the_same_report() -> None:
    story = stories(1, seed=7)[0]
    assert report_of(story, plays=50) == report_of(story, plays=50)


def test_a_stopped_search_says_that_it_was_stopped_and_calls_nothing_impossible_for_it() -> None:
    for story in stories(20, seed=8):
        report = report_of(story, plays=1, most=1)
        assert report.is_complete == (report.states <= 1)
        assert report.is_complete or not any(verdict.reason == "every-state" for verdict in report.verdicts)
