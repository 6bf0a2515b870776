"""In a real browser: the name of each node says title, kind, ways in and out, and problems; an error is marked on the map."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.conftest import Cast
from tests.scenarios.map_in_browser import PATIENCE, node, open_map, placed_story


def test_the_name_of_a_node_says_what_it_is(cast: Cast, open_page: Callable[..., Page]) -> None:
    story = placed_story()
    story["scenes"][0]["choices"][0]["target"] = ""
    page = open_map(cast.trainer, open_page, story)
    arrival = node(page, "arrival")
    expect(arrival).to_have_accessible_name(
        "Arrival, Scene, the story begins here, 0 ways in, 3 ways out, 1 problem", timeout=PATIENCE
    )
    expect(arrival).to_have_class(re.compile("has-errors"))
    expect(node(page, "search")).to_have_accessible_name("Search, Scene, 2 ways in, 3 ways out, 1 problem")
    expect(node(page, "quiet-night")).to_have_accessible_name("Quiet night, Ending, 1 way in, 1 problem")
