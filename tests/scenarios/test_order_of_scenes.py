"""In which order an author made the scenes says nothing of the story: the check finds the same, whatever stands first."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from scenarios.analysis import story_findings
from scenarios.analysis.shape import forward_order, leading_back, reached_from
from scenarios.story import Story
from tests.factories.random_stories import random_story

KEYS = st.sampled_from("abcdefgh")
WAYS = st.dictionaries(KEYS, st.lists(KEYS, max_size=4))


@given(st.integers(0, 10_000))
def test_another_order_of_the_scenes_gives_the_same_findings(seed: int) -> None:
    document = random_story(random.Random(seed))  # noqa: S311 - to be repeated, not to be secret
    backwards = document | {"scenes": document["scenes"][::-1]}
    found, found_backwards = (story_findings(Story.from_document(one)) for one in (document, backwards))
    assert set(found) == set(found_backwards)


@given(WAYS)
def test_what_leads_back_to_itself_is_what_a_walk_from_it_meets_again(ways: dict[str, list[str]]) -> None:
    assert leading_back(ways) == {key for key in ways if key in _beyond(key, ways)}


@given(WAYS, KEYS)
def test_the_order_holds_all_that_is_reached_and_puts_it_after_what_leads_there(ways: dict[str, list[str]], source: str) -> None:
    order = forward_order([source], ways)
    assert order[0] == source
    assert sorted(order) == sorted(reached_from([source], ways) & {source, *ways})
    loops = leading_back(ways)
    for key in order:
        later = [target for target in ways.get(key, ()) if target in ways and not {key, target} <= loops]
        assert all(order.index(target) > order.index(key) for target in later)


def _beyond(key: str, ways: dict[str, list[str]]) -> set[str]:
    """What is met after one step from the key."""
    met: set[str] = set()
    waiting = list(ways[key])
    while waiting:
        one = waiting.pop()
        if one not in met:
            met.add(one)
            waiting += ways.get(one, [])
    return met
