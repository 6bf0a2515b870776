"""What holds for every story and every play of it."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios import engine
from scenarios.analysis import errors_of, findings_of
from scenarios.engine import State
from scenarios.story import Story
from tests.factories.scenarios import asks, choice, effect, ending, scene, small_story, when

METERS, FLAGS = ["people", "trust"], ["armed-car", "seen-fire"]
SCENES, ENDINGS = ["s0", "s1", "s2"], ["quiet-night", "bad-night"]
LEVELS = st.integers(1, 3)
number = st.integers(-5, 9)


def questions() -> st.SearchStrategy[dict[str, Any]]:
    return st.one_of(
        st.builds(asks, st.sampled_from(["meter-at-least", "meter-equals", "meter-at-most"]), st.sampled_from(METERS), number),
        st.builds(asks, st.sampled_from(["flag-set", "flag-clear"]), st.sampled_from(FLAGS)),
        st.builds(asks, st.just("seen"), st.sampled_from(SCENES)),
        st.builds(asks, st.just("level-at-least"), st.just(""), LEVELS),
    )


@st.composite
def conditions(draw: st.DrawFn) -> dict[str, Any] | None:
    tests = draw(st.lists(questions(), max_size=2))
    inner = draw(st.lists(questions(), max_size=2))
    group = {"combine": draw(st.sampled_from(["all", "any"])), "tests": inner}
    return when(*tests, combine=draw(st.sampled_from(["all", "any"])), groups=[group]) if tests or inner else None


def effects() -> st.SearchStrategy[dict[str, Any]]:
    on_meters = st.builds(effect, st.sampled_from(["add", "set"]), st.sampled_from(METERS), number)
    return on_meters | st.builds(effect, st.sampled_from(["set-flag", "clear-flag"]), st.sampled_from(FLAGS))


@st.composite
def stories(draw: st.DrawFn) -> dict[str, Any]:
    """Any graph of three scenes and two endings, sound or not, whose names all exist."""
    target = st.sampled_from(SCENES + ENDINGS)
    scenes = []
    for key in SCENES:
        texts = draw(st.lists(st.sampled_from(["a", "b", "c"]), unique=True, max_size=3))
        made = [
            choice(
                text,
                draw(target),
                draw(st.sampled_from(["right", "wrong", "unlawful"])),
                when=draw(conditions()),
                effects=draw(st.lists(effects(), max_size=3)),
            )
            for text in texts
        ]
        routes = [{"when": draw(conditions()), "target": draw(target)} for _ in range(draw(st.integers(0, 2)))]
        scenes.append(scene(key, made, routes=routes))
    flags = [{"key": key, "name": key} for key in FLAGS]
    return small_story() | {"scenes": scenes, "start": "s0", "flags": flags, "endings": [ending(key, "good") for key in ENDINGS]}


def play(story: Story, level: int, picks: list[int]) -> tuple[list[str], list[State]]:
    """A play by picks among what is open, until it ends or the picks run out."""
    state = engine.start(story, level)
    made: list[str] = []
    states = [state]
    for pick in picks:
        open_now = [offer.choice.key for offer in engine.offers(story, state, level) if offer.is_open]
        if not open_now:
            break
        made.append(open_now[pick % len(open_now)])
        state = engine.choose(story, state, made[-1], level)
        states.append(state)
    return made, states


picks = st.lists(st.integers(0, 5), max_size=12)


@settings(max_examples=50, deadline=None)
@given(stories(), LEVELS, picks)
def test_the_same_choices_give_the_same_end(document: dict[str, Any], level: int, chosen: list[int]) -> None:
    story = Story.from_document(document)
    made, states = play(story, level, chosen)
    again = Story.from_document(json.loads(json.dumps(document)))
    assert engine.replay(again, level, made) == states[-1]


@settings(max_examples=50, deadline=None)
@given(stories(), LEVELS, picks)
def test_a_run_can_be_taken_up_from_any_stored_state(document: dict[str, Any], level: int, chosen: list[int]) -> None:
    story = Story.from_document(document)
    made, states = play(story, level, chosen)
    for index, key in enumerate(made):
        stored = State.from_json(json.loads(json.dumps(states[index].to_json())))
        assert engine.choose(story, stored, key, level) == states[index + 1]


@settings(max_examples=50, deadline=None)
@given(stories(), LEVELS, picks)
def test_meters_never_leave_their_range_and_keys_are_noted_once(document: dict[str, Any], level: int, chosen: list[int]) -> None:
    story = Story.from_document(document)
    for state in play(story, level, chosen)[1]:
        assert all(0 <= state.meters[meter.key] <= meter.maximum for meter in story.meters)
        assert len(set(state.visited)) == len(state.visited)
        assert len(set(state.chosen)) == len(state.chosen)


@settings(max_examples=50, deadline=None)
@given(stories(), LEVELS, picks)
def test_only_endings_of_the_story_end_a_run_and_only_they_pass(document: dict[str, Any], level: int, chosen: list[int]) -> None:
    story = Story.from_document(document)
    _made, states = play(story, level, chosen)
    for state in states:
        assert engine.has_ended(story, state) == (state.scene in story.endings_by_key)
        assert not engine.passed(story, state, []) or engine.has_ended(story, state)
    assert all(state.scene in story.scenes_by_key for state in states[:-1])


@settings(max_examples=50, deadline=None)
@given(stories(), LEVELS, picks)
def test_nothing_that_is_called_unreachable_is_ever_reached(document: dict[str, Any], level: int, chosen: list[int]) -> None:
    story = Story.from_document(document)
    if any(finding.code == "route-ring" for finding in errors_of(document)):
        return  # refused: where a ring leaves the player standing, choices show that no way leads to
    visited = {key for state in play(story, level, chosen)[1] for key in (*state.visited, state.scene)}
    called = {finding.where for finding in findings_of(document) if finding.code == "unreachable"}
    assert not any(where.endswith(f"({key})") for where in called for key in visited)


@settings(max_examples=50, deadline=None)
@given(stories(), LEVELS, picks)
def test_a_story_without_error_whose_choices_ask_nothing_never_gets_stuck(
    document: dict[str, Any], level: int, chosen: list[int]
) -> None:
    for each in document["scenes"]:
        for made in each["choices"]:
            made["when"] = None
    stuck_codes = {"dead-end", "no-otherwise", "no-way-out", "choices-never-shown", "route-ring"}
    if stuck_codes & {finding.code for finding in errors_of(document)}:
        return
    story = Story.from_document(document)
    assert not any(engine.is_stuck(story, state, level) for state in play(story, level, chosen)[1])
