"""What Wagtail would drop from a stream in silence is found, at any depth and in any shape."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail import blocks

from base.streams import DAMAGED, UNKNOWN, lost_in_form, lost_in_json

TEXT = blocks.StructBlock([("words", blocks.CharBlock()), ("notes", blocks.ListBlock(blocks.CharBlock()))])
INNER = blocks.StreamBlock([("text", TEXT)])
BLOCK = blocks.StreamBlock([("text", TEXT), ("group", blocks.StructBlock([("parts", INNER)])), ("list", blocks.ListBlock(INNER))])


def text(words: str = "One.") -> dict[str, Any]:
    return {"type": "text", "value": {"words": words, "notes": ["a"]}, "id": "1"}


def codes(raw: Any) -> list[str]:
    return [loss.code for loss in lost_in_json(BLOCK, raw)]


@pytest.mark.parametrize("raw", ["", None, [], "[]", "null"])
def test_nothing_is_lost_of_nothing(raw: Any) -> None:
    assert codes(raw) == []


@pytest.mark.parametrize(
    "parts",
    [
        [text()],
        [{"type": "group", "value": {"parts": [text(), text()]}}],
        [{"type": "list", "value": [[text()], [text()]]}],
        [{"type": "list", "value": [{"type": "item", "value": [text()], "id": "9"}]}],
        [{"type": "group", "value": {}}, {"type": "group", "value": None}],
    ],
)
def test_a_sound_stream_loses_nothing(parts: list[Any]) -> None:
    assert codes(parts) == codes(json.dumps(parts)) == []


@pytest.mark.parametrize("raw", ["[{", "{}{}", '{"a": 1}', '"text"', "5", "[5]", '[{"kind": "text"}]', '["text"]', "[" * 9999])
def test_what_cannot_be_read_is_damaged(raw: str) -> None:
    assert codes(raw) == [DAMAGED]


@pytest.mark.parametrize(
    "parts",
    [
        [text(), {"type": "poem", "value": {}}],
        [{"type": "group", "value": {"parts": [{"type": "poem", "value": ""}]}}],
        [{"type": "list", "value": [[text()], [{"type": "poem", "value": ""}]]}],
        [{"type": "list", "value": [{"type": "item", "value": [{"type": "poem", "value": ""}]}]}],
    ],
)
def test_an_unknown_kind_is_found_at_any_depth(parts: list[Any]) -> None:
    (loss,) = lost_in_json(BLOCK, json.dumps(parts))
    assert loss.code == UNKNOWN
    assert "“poem”" in loss.message


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda c: st.lists(c) | st.dictionaries(st.text(), c)))
def test_whatever_json_comes_there_is_an_answer(raw: Any) -> None:
    assert set(codes(json.dumps(raw))) <= {DAMAGED, UNKNOWN}


@given(st.text())
def test_whatever_text_comes_there_is_an_answer(raw: str) -> None:
    assert set(codes(raw)) <= {DAMAGED, UNKNOWN}


def test_posted_fields_are_read_as_the_form_counts_them() -> None:
    form = {"body-count": "2", "body-0-type": "text", "body-1-type": "group", "body-1-value-parts-count": "1"}
    assert [loss.code for loss in lost_in_form(BLOCK, "body", form | {"body-1-value-parts-0-type": "poem"})] == [UNKNOWN]
    assert lost_in_form(BLOCK, "body", form | {"body-1-value-parts-0-type": "text"}) == []
    assert lost_in_form(BLOCK, "body", form | {"body-1-type": "poem", "body-1-deleted": "1"}) == []


@pytest.mark.parametrize("count", ["", "-1", "two", "²"])
def test_a_count_that_is_none_counts_nothing(count: str) -> None:
    assert lost_in_form(BLOCK, "body", {"body-count": count, "body-0-type": "poem"}) == []
