"""A file with more choices than an editor can bear is refused with the reason, whatever its form."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from scenarios.importing.passages import MOST_CHOICES, MOST_PARTS, Refused
from scenarios.importing.services import documents_in
from tests.factories.scenarios import in_newest_format, small_story

PER_SCENE = 300
HEAD = (
    ':: StoryTitle\nT\n\n:: StoryData\n{"ifid":"D674C58C-DEFA-4F70-B7A2-27742230C0FC","format":"SugarCube","start":"a"}\n\n:: a\n'
)


def own_json(number: int) -> tuple[str, bytes]:
    scenes = [
        {"key": f"s{first}", "choices": [{"key": f"c{each}"} for each in range(min(PER_SCENE, number - first))]}
        for first in range(0, number, PER_SCENE)
    ]
    return "a.json", json.dumps(in_newest_format(small_story()) | {"scenes": scenes}).encode()


def twee(number: int) -> tuple[str, bytes]:
    return "a.twee", (HEAD + "".join(f"[[a{each}]]" for each in range(number))).encode()


def archive(number: int) -> tuple[str, bytes]:
    """Two stories with half of them each."""
    links = "".join(f"[[a{each}]]" for each in range(number // 2 + number % 2))
    story = (
        f'<tw-storydata name="A" startnode="1" format="SugarCube"><tw-passagedata pid="1" name="a">{links}</tw-passagedata>'
        "</tw-storydata>"
    )
    return "a.html", (story * 2).encode()


@pytest.mark.parametrize("written", [own_json, twee, archive])
def test_what_an_editor_can_bear_comes_in_and_one_more_is_refused(written: Callable[[int], tuple[str, bytes]]) -> None:
    name, content = written(MOST_CHOICES)
    documents = documents_in(name=name, content=content, language="en")
    assert sum(len(scene["choices"]) for document in documents for scene in document["scenes"]) == MOST_CHOICES
    name, content = written(MOST_CHOICES + 1)
    with pytest.raises(Refused, match=f"more than {MOST_CHOICES} choices"):
        documents_in(name=name, content=content, language="en")


def test_the_same_way_written_often_is_one_choice() -> None:
    content = (HEAD + '<<actions "a" "b">>' * (MOST_CHOICES + 1)).encode()
    (document,) = documents_in(name="a.twee", content=content, language="en")
    assert len(document["scenes"][0]["choices"]) == 2


@pytest.mark.parametrize("part", ["routes", "effects"])
def test_what_stands_around_the_choices_is_bounded_as_well(part: str) -> None:
    story = in_newest_format(small_story())
    crowd = [{"target": "b"} if part == "routes" else {"effect": "set-flag", "subject": "f"}] * PER_SCENE
    choice = {"key": "c", "effects": crowd if part == "effects" else []}
    scenes = [
        {"key": f"s{each}", "choices": [choice], "routes": crowd if part == "routes" else []}
        for each in range(MOST_PARTS // PER_SCENE)
    ]
    with pytest.raises(Refused, match="routes, conditions and effects"):
        documents_in(name="a.json", content=json.dumps(story | {"scenes": scenes}).encode(), language="en")
