"""In a real browser: tidying up sets the nodes from left to right as the story runs, none upon another, in one step."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

from playwright.sync_api import Page

from tests.conftest import Cast
from tests.scenarios.map_in_browser import open_map, place_of, placed_story, press

KEYS = ("arrival", "search", "sorting", "quiet-night", "bad-night")
WIDTH, HEIGHT = 168, 64  # of a node


def test_a_heap_of_nodes_is_tidied_up(cast: Cast, open_page: Callable[..., Page]) -> None:
    heap = placed_story()
    for part in (*heap["scenes"], *heap["endings"]):
        part["x"], part["y"] = 50, 50
    page = open_map(cast.trainer, open_page, heap)
    press(page, "Tidy up")
    places = {key: place_of(page, key) for key in KEYS}
    for one, other in combinations(places.values(), 2):
        assert abs(one[0] - other[0]) >= WIDTH or abs(one[1] - other[1]) >= HEIGHT
    across = [places[key][0] for key in ("arrival", "search", "sorting", "quiet-night")]
    assert across == sorted(set(across))
    press(page, "Undo")
    assert {place_of(page, key) for key in KEYS} == {(50, 50)}
