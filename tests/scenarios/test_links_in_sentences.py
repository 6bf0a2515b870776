"""The text of an imported passage reads as its player read it: links within sentences keep their words, lists of links go."""

from __future__ import annotations

from typing import Any

import pytest

from scenarios.importing.services import documents_in

IFID = "D674C58C-DEFA-4F70-B7A2-27742230C0FC"


def start_of(dialect: str, text: str) -> dict[str, Any]:
    head = f':: StoryData\n{{"ifid": "{IFID}", "format": "{dialect}", "start": "Start"}}\n\n'
    content = f"{head}:: Start\n{text}\n\n:: Gate\nThe end.\n\n:: Yard\nThe end."
    (document,) = documents_in(name="a.twee", content=content.encode(), language="en")
    scene: dict[str, Any] = document["scenes"][0]
    return scene


TEXTS = {
    "a link in a sentence": (
        "Harlowe",
        "You may see [[the gate->Gate]] and [[the yard->Yard]].",
        "You may see the gate and the yard.",
    ),
    "at the end of one": ("SugarCube", "You walk to the [[gate|Gate]].", "You walk to the gate."),
    "a macro in a sentence": ("SugarCube", 'Take the <<link "gate" "Gate">><</link>> now.', "Take the gate now."),
    "after a sentence": ("Chapbook", "It is late. [[Gate]] [[Yard]]", "It is late."),
    "a list": ("Harlowe", "It is late.\n* [[Gate]]\n* [[Yard]]", "It is late."),
    "a list of macros": ("Harlowe", 'It is late.\n- (link-goto: "Go", "Gate")', "It is late."),
    "a numbered list": ("Snowman", "It is late.\n1. [[Gate]]\n2) [[Yard]]", "It is late."),
    "beside each other": ("SugarCube", "It is late.\n[[Gate]] | [[Yard]]", "It is late."),
    "a heading": ("SugarCube", "!Late\n\nIt is dark. [[Gate]]", "Late It is dark."),
    "a script": ("SugarCube", "It is late. <<script>>go(1 > 0);<</script>> [[Gate]]", "It is late."),
    "marks": ("Harlowe", "It is *very* **late**, 3 * 4. [[Gate]]", "It is very late, 3 * 4."),
}


@pytest.mark.parametrize(("dialect", "text", "read"), TEXTS.values(), ids=TEXTS)
def test_the_text_reads_as_it_was_read(dialect: str, text: str, read: str) -> None:
    body = start_of(dialect, text)["body"]
    assert body.removeprefix("<p>").removesuffix("</p>").replace("</p><p>", " ") == read


WAYS = {
    "a jump whose target stands in brackets": ('<<link "Walk">><<goto [[Gate]]>><</link>>', ("Walk", "gate")),
    "words that are made up as it runs": ('<<link `"To " + $place` "Gate">><</link>>', ("Go on to “Gate”", "gate")),
}


@pytest.mark.parametrize(("way", "choice"), WAYS.values(), ids=WAYS)
def test_a_link_of_sugarcube_becomes_the_choice_that_its_player_had(way: str, choice: tuple[str, str]) -> None:
    assert [(each["text"], each["target"]) for each in start_of("SugarCube", way)["choices"]] == [choice]


def test_a_passage_that_is_shown_by_its_name_in_brackets_is_no_choice() -> None:
    scene = start_of("SugarCube", "<<include [[Yard]]>> [[Gate]]")
    assert [choice["target"] for choice in scene["choices"]] == ["gate"]
    assert "Yard" in scene["note"]
