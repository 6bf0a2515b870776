"""A story runs by its rules: effects, conditions, routes, endings. Without a database."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest

from scenarios import engine
from scenarios.conditions import Condition
from scenarios.engine import NotOpen, State
from scenarios.story import Story
from tests.factories.scenarios import asks, choice, effect, scene, small_story, when

EVERYONE, COMMANDERS = 1, 3


def story_with(**changes: Any) -> Story:
    return Story.from_document(small_story() | changes)


@pytest.fixture
def story() -> Story:
    return Story.from_document(small_story())


def test_a_run_starts_at_the_first_scene_with_the_meters_at_their_start(story: Story) -> None:
    state = engine.start(story, EVERYONE)
    assert state == State("arrival", {"people": 2, "trust": 2}, visited=("arrival",))


def test_a_choice_moves_meters_sets_flags_and_leads_on(story: Story) -> None:
    state = engine.choose(story, engine.start(story, EVERYONE), "wave", EVERYONE)
    assert state.scene == "search"
    assert state.meters == {"people": 1, "trust": 2}
    assert state.flags == {"armed-car"}
    assert state.visited == ("arrival", "search")
    assert state.chosen == ("arrival/wave",)


def test_meters_stay_between_nothing_and_their_highest_value(story: Story) -> None:
    assert engine.replay(story, EVERYONE, ["fire"]).meters == {"people": 0, "trust": 0}
    many = story_with(scenes=[scene("arrival", [choice("warn", "quiet-night", effects=[effect("add", "people", 99)])])])
    assert engine.replay(many, EVERYONE, ["warn"]).meters["people"] == 4


def test_a_flag_can_be_cleared() -> None:
    effects = [effect("set-flag", "armed-car"), effect("clear-flag", "armed-car")]
    story = story_with(scenes=[scene("arrival", [choice("warn", "quiet-night", effects=effects)])])
    assert engine.replay(story, EVERYONE, ["warn"]).flags == frozenset()


@pytest.mark.parametrize(("choices", "end"), [(["warn", "call"], "quiet-night"), (["wave", "skip"], "bad-night")])
def test_of_the_routes_the_first_that_holds_is_taken(story: Story, choices: list[str], end: str) -> None:
    state = engine.replay(story, EVERYONE, choices)
    assert state.scene == end
    assert state.through == ("sorting",)
    assert engine.has_ended(story, state)


def test_a_closed_choice_with_a_reason_is_shown_and_cannot_be_made(story: Story) -> None:
    state = engine.replay(story, EVERYONE, ["wave"])
    thank = engine.offers(story, state, EVERYONE)[-1]
    assert (thank.choice.key, thank.is_open, thank.reason) == ("thank", False, "Nobody stopped.")
    with pytest.raises(NotOpen):
        engine.choose(story, state, "thank", EVERYONE)


def test_a_closed_choice_without_a_reason_is_hidden() -> None:
    document = small_story()
    document["scenes"][1]["choices"][2]["unmet_reason"] = ""
    story = Story.from_document(document)
    shown = engine.offers(story, engine.replay(story, EVERYONE, ["wave"]), EVERYONE)
    assert [offer.choice.key for offer in shown] == ["call", "skip"]


def test_a_choice_that_does_not_exist_cannot_be_made(story: Story) -> None:
    with pytest.raises(NotOpen):
        engine.choose(story, engine.start(story, EVERYONE), "call", EVERYONE)


def test_nothing_can_be_chosen_after_the_end(story: Story) -> None:
    with pytest.raises(NotOpen):
        engine.choose(story, engine.replay(story, EVERYONE, ["warn", "call"]), "call", EVERYONE)


STATE = State("here", {"people": 2}, frozenset({"armed-car"}), ("arrival", "here"), ("arrival/warn",))


@pytest.mark.parametrize(
    ("test", "answer"),
    [
        (asks("meter-at-least", "people", 2), True),
        (asks("meter-at-least", "people", 3), False),
        (asks("meter-equals", "people", 2), True),
        (asks("meter-equals", "people", 1), False),
        (asks("meter-at-most", "people", 2), True),
        (asks("meter-at-most", "people", 1), False),
        (asks("flag-set", "armed-car"), True),
        (asks("flag-set", "other"), False),
        (asks("flag-clear", "other"), True),
        (asks("flag-clear", "armed-car"), False),
        (asks("seen", "arrival"), True),
        (asks("seen", "search"), False),
        (asks("chose", "arrival/warn"), True),
        (asks("chose", "arrival/fire"), False),
        (asks("level-at-least", number=2), True),
        (asks("level-at-least", number=3), False),
    ],
)
def test_each_kind_of_test_is_answered(test: dict[str, Any], answer: bool) -> None:
    assert engine.holds(Condition.from_document(when(test)), STATE, 2) is answer


YES, NO = asks("seen", "arrival"), asks("seen", "nowhere")


@pytest.mark.parametrize(
    ("condition", "answer"),
    [
        (None, True),
        (when(), True),
        (when(combine="any"), True),
        (when(YES, NO), False),
        (when(YES, NO, combine="any"), True),
        (when(NO, NO, combine="any"), False),
        (when(YES, groups=[{"combine": "any", "tests": [NO, YES]}]), True),
        (when(YES, groups=[{"combine": "all", "tests": [NO, YES]}]), False),
        (when(NO, combine="any", groups=[{"combine": "all", "tests": [YES, YES]}]), True),
        (when(groups=[{"combine": "any", "tests": []}]), True),
    ],
)
def test_tests_are_joined_by_all_or_any_with_one_level_of_groups(condition: dict[str, Any] | None, answer: bool) -> None:
    assert engine.holds(Condition.from_document(condition), STATE, 2) is answer


def test_the_players_level_opens_a_choice() -> None:
    document = small_story()
    document["scenes"][0]["choices"][0]["when"] = when(asks("level-at-least", number=3))
    story = Story.from_document(document)
    assert engine.replay(story, COMMANDERS, ["warn"]).scene == "search"
    with pytest.raises(NotOpen):
        engine.replay(story, EVERYONE, ["warn"])


def test_a_ring_of_routes_stops_where_it_closes() -> None:
    ring = [scene("arrival", routes=[{"when": None, "target": "b"}]), scene("b", routes=[{"when": None, "target": "arrival"}])]
    story = story_with(scenes=ring)
    assert engine.is_stuck(story, engine.start(story, EVERYONE), EVERYONE)


def test_a_scene_whose_routes_all_fail_shows_its_choices() -> None:
    document = small_story()
    document["scenes"][0]["routes"] = [{"when": when(asks("meter-at-least", "people", 4)), "target": "search"}]
    assert engine.start(Story.from_document(document), EVERYONE).scene == "arrival"


def test_a_run_is_passed_by_its_rules(story: Story) -> None:
    good, bad = engine.replay(story, EVERYONE, ["warn", "call"]), engine.replay(story, EVERYONE, ["wave", "skip"])
    assert engine.passed(story, good, [("arrival", "warn"), ("search", "call")])
    assert not engine.passed(story, bad, [("arrival", "wave"), ("search", "skip")])
    assert not engine.passed(story, good, [("arrival", "fire"), ("search", "call")])
    assert not engine.passed(story, engine.start(story, EVERYONE), [])


def test_what_was_lacking_is_named(story: Story) -> None:
    state = engine.replay(story, EVERYONE, ["fire", "call"])
    short = engine.shortcomings(story, state, [("arrival", "fire"), ("search", "call")])
    assert [(s.subject, s.value, s.at_least, s.at_most) for s in short] == [("", 1, None, 0), ("people", 0, 2, None)]


def test_an_upper_bound_counts_too() -> None:
    story = story_with(passes={"unlawful": 0, "meters": [{"subject": "trust", "at_least": None, "at_most": 1}]})
    state = engine.replay(story, EVERYONE, ["warn", "call"])
    assert engine.shortcomings(story, state, [])[0].at_most == 1


def test_what_a_decision_changed_is_told_with_its_direction(story: Story) -> None:
    before = engine.start(story, EVERYONE)
    changes = engine.changes(story, before, engine.choose(story, before, "wave", EVERYONE))
    assert [(c.meter.key, c.before, c.after, c.is_good) for c in changes] == [("people", 2, 1, False)]


def test_a_fall_is_good_where_low_is_good() -> None:
    document = deepcopy(small_story())
    document["meters"][0]["good"] = "low"
    story = Story.from_document(document)
    before = engine.start(story, EVERYONE)
    assert engine.changes(story, before, engine.choose(story, before, "wave", EVERYONE))[0].is_good


def test_the_fewest_decisions_to_an_ending_are_counted(story: Story) -> None:
    counts = [
        engine.fewest_decisions_left(story, engine.replay(story, EVERYONE, made)) for made in ([], ["warn"], ["warn", "call"])
    ]
    assert counts == [2, 1, 0]


def test_a_state_survives_its_way_through_json(story: Story) -> None:
    state = engine.replay(story, EVERYONE, ["wave", "skip"])
    assert State.from_json(json.loads(json.dumps(state.to_json()))) == state
