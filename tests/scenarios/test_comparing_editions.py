"""The comparison of two editions sees everything that an edition holds, and says it in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest

from scenarios.authoring.comparison import compare
from tests.factories.scenarios import asks, effect, in_newest_format, small_story, when

# Nothing that a player meets, said by its label, or without meaning where only one thing is asked.
SILENT = {"format", "width", "height", "applies", "combine"}


def full_story() -> dict[str, Any]:
    story = in_newest_format(small_story())
    arrival = story["scenes"][0]
    arrival.update(image={"url": "/a.webp", "width": 9, "height": 9, "text": "A road"}, seconds=30, timeout_choice="wave")
    arrival["sound"] = {"url": "/a.mp3", "title": "Radio", "text": "Two shots"}
    story["passes"]["meters"][0]["at_most"] = 4
    arrival["choices"][0]["when"] = when(asks("meter-at-least", "people", 1))
    story["scenes"][1]["choices"][0]["effects"] = [effect("add", "trust", 1)]
    return story


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every text, number and answer in a document."""
    if isinstance(value, dict | list) and value:
        for step, child in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(child, (*path, step))
    elif value is not None and not isinstance(value, dict | list):
        yield path


def otherwise(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    return f"{value or ''}x"


PATHS = [path for path in leaves(full_story()) if path[-1] not in SILENT]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: "/".join(map(str, path)))
def test_whatever_is_changed_is_seen(path: tuple[Any, ...]) -> None:
    old, new = full_story(), full_story()
    place: Any = new
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = otherwise(place[path[-1]])
    found = compare(old, new)
    assert found
    assert all(each.kind in ("added", "removed") or each.before != each.after for each in found)


ORDERS: list[Callable[[dict[str, Any]], list[Any]]] = [
    lambda story: story["scenes"][0]["choices"],
    lambda story: story["meters"],
    lambda story: story["scenes"][2]["routes"],
    lambda story: story["scenes"][0]["choices"][0]["effects"],
]


@pytest.mark.parametrize("rows", ORDERS)
def test_another_order_is_seen(rows: Callable[[dict[str, Any]], list[Any]]) -> None:
    new = full_story()
    rows(new).reverse()
    assert compare(full_story(), new)


def test_the_same_is_the_same() -> None:
    assert compare(full_story(), deepcopy(full_story())) == []


def test_what_is_needed_to_pass_and_what_a_choice_is_are_said_in_words() -> None:
    new = full_story()
    new["passes"]["meters"][0]["at_least"] = 3
    new["scenes"][0]["choices"][1].update(quality="unlawful")
    passes, quality = compare(full_story(), new)
    assert passes.after == "unlawful choices: at most 0; “People protected” is at least 3; “People protected” is at most 4"
    assert (quality.before, quality.after) == ("Wrong", "Unlawful")


def test_another_name_is_said_once() -> None:
    new = full_story()
    new["scenes"][0]["title"] = "At the road"
    new["meters"][0]["name"] = "Lives"
    assert [(each.kind, each.where) for each in compare(full_story(), new)] == [("other", "Meter"), ("text", "At the road")]


def test_quotation_marks_that_the_editor_writes_otherwise_are_no_change() -> None:
    old, new = full_story(), full_story()
    old["scenes"][0]["body"], new["scenes"][0]["body"] = "<p>&quot;It&#x27;s late.&quot;</p>", '<p>"It\'s late."</p>'
    old["scenes"][0]["choices"][0]["feedback"], new["scenes"][0]["choices"][0]["feedback"] = "<p>&quot;</p>", '<p>"</p>'
    assert compare(old, new) == []
