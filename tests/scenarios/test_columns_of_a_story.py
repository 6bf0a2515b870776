"""Drawings of a story run from left to right: each scene stands to the right of those that lead on to it."""

from __future__ import annotations

from typing import Any

from scenarios.insight.figures import Flow
from scenarios.insight.sankey import sankey_of
from scenarios.story import Story
from scenarios.waymap import columns_of, way_map
from tests.factories.scenarios import choice, ending, scene, small_story


def story_of(start: str = "road", **ways: str) -> Story:
    """Scenes by name, each with the scenes that it leads to, as one word after the other; ``good`` and ``bad`` are endings."""
    scenes = [scene(key, [choice(f"to-{target}", target) for target in targets.split()]) for key, targets in ways.items()]
    whole: dict[str, Any] = small_story() | {"start": start, "scenes": scenes}
    return Story.from_document(whole | {"endings": [ending("good", "good"), ending("bad", "bad")]})


def test_a_short_cut_does_not_draw_what_it_cuts_short_beside_its_end() -> None:
    story = story_of(road="call wait", call="wait", wait="good bad")
    assert columns_of(story) == {"road": 0, "call": 1, "wait": 2, "good": 3, "bad": 3}


def test_ways_back_and_in_circles_lead_to_no_later_column() -> None:
    story = story_of(road="road call", call="wait road", wait="call good")
    assert columns_of(story) == {"road": 0, "call": 1, "wait": 2, "good": 3}


def test_endings_stand_last_and_what_nothing_leads_to_nowhere() -> None:
    assert columns_of(story_of(road="bad call nowhere", call="good", lost="call")) == {"road": 0, "bad": 2, "call": 1, "good": 2}
    assert columns_of(story_of(start="elsewhere", road="good")) == {}


def test_a_long_story_is_no_trouble() -> None:
    chain = {f"s{number}": f"s{number + 1} s{number + 2}" for number in range(2_000)}
    assert columns_of(story_of(start="s0", **chain, s2000="good", s2001="bad"))["s1999"] == 1_999


def test_the_small_map_of_a_debrief_draws_no_way_downwards() -> None:
    lines = way_map(story_of(road="call wait", call="wait", wait="good"), ["road", "call", "wait", "good"]).lines
    assert all(line.x1 < line.x2 for line in lines)


def test_bands_keep_the_order_of_the_story_where_a_way_between_is_not_told() -> None:
    story = story_of(road="call wait", call="wait", wait="radio", radio="good")
    sankey = sankey_of(story, [Flow("call", "wait", 7), Flow("radio", "good", 9), Flow("road", "call", 7)])
    assert [bar.key for bar in sorted(sankey.bars, key=lambda bar: bar.x)] == ["road", "call", "wait", "radio", "good"]
    assert len({bar.x for bar in sankey.bars}) == 5


def test_bands_at_a_bar_lie_as_the_bars_lie_that_they_lead_to() -> None:
    story = story_of(road="wait call", wait="good", call="good")
    flows = [Flow("call", "good", 6), Flow("road", "call", 6), Flow("road", "wait", 6), Flow("wait", "good", 6)]
    sankey = sankey_of(story, flows)
    starts = {band.target: float(band.path[1:].split(" ")[0].split(",")[1]) for band in sankey.bands if band.source == "Road"}
    above, below = sorted((bar for bar in sankey.bars if bar.key in {"call", "wait"}), key=lambda bar: bar.y)
    assert starts[above.title] < starts[below.title]
