"""Every usual way to write a link in the four story formats becomes a choice, and its words are no part of the text."""

from __future__ import annotations

import json
from html import escape
from typing import Any

import pytest
from django.utils import translation

from scenarios.importing.passages import Refused
from scenarios.importing.services import documents_in

YARD = "Ann's “yard”"
WAYS = {
    "Harlowe, two texts": ("Harlowe", """(link-goto: 'Run', "{0}")""", "Run"),
    "Harlowe, a click on words": ("Harlowe", """(click-goto: "gate", "{0}")""", "gate"),
    "Harlowe, a click on a hook": ("Harlowe", """|gate>[gate](click-goto: ?gate, "{0}")""", "{0}"),
    "Harlowe, a pointer": ("Harlowe", """(mouseover-goto: "door", "{0}")""", "door"),
    "Harlowe, text and way": ("Harlowe", """(link-reveal-goto: "Don't stop", "{0}")""", "Don't stop"),
    "Harlowe, escaped": ("Harlowe", '(link-goto: "Say \\"yes\\"", "{0}")', 'Say "yes"'),
    "Harlowe, a jump in a link": ("Harlowe", """(link: "Don't stop")[(set: $a to 1)(goto: "{0}")]""", "Don't stop"),
    "Harlowe, a jump after a link": ("Harlowe", """(link: "Look")[You look.] (live: 2s)[(go-to: "{0}")]""", "Go on to “{0}”"),
    "SugarCube, a link": ("SugarCube", """<<link "Don't stop" "{0}">><</link>>""", "Don't stop"),
    "SugarCube, an old link": ("SugarCube", """<<click "Go" "{0}">><</click>>""", "Go"),
    "SugarCube, a choice": ("SugarCube", """<<choice "{0}" "Take it">>""", "Take it"),
    "SugarCube, actions": ("SugarCube", """<<actions "{0}" "Start">>""", "Go on to “{0}”"),
    "SugarCube, a jump in a link": ("SugarCube", """<<link "Don't">><<goto "{0}">><</link>>""", "Don't"),
    "SugarCube, a jump after a link": (
        "SugarCube",
        """<<link "Look">><</link>><<timed 2s>><<goto "{0}">><</timed>>""",
        "Go on to “{0}”",
    ),
    "SugarCube, a picture": ("SugarCube", "[img[Gate|gate.png][{0}][$a to 1]]", "Go on to “{0}”"),
    "SugarCube, HTML": ("SugarCube", """<a data-passage="{0}" class="x">Walk  on</a>""", "Walk on"),
    "Snowman, HTML": ("Snowman", """<a href="javascript:void(0)" data-passage="{0}">Walk</a>""", "Walk"),
    "Snowman, a script": ("Snowman", """<a onclick="story.show('{1}')"></a>""", "Go on to “{0}”"),
    "Chapbook, an insert": ("Chapbook", """{{link to: "{0}", label: 'Walk'}}""", "Walk"),
    "Chapbook, an insert without words": ("Chapbook", """{{link to: "{0}"}}""", "Go on to “{0}”"),
    "Chapbook, a fork": ("Chapbook", "\n> [[Walk->{0}]]", "Walk"),
    "a setter": ("SugarCube", "[[Walk|{0}][$a to 1]]", "Walk"),
    "an arrow to the left": ("Harlowe", "[[{0}<-Walk]]", "Walk"),
}


def imported(dialect: str, *passages: tuple[str, str]) -> dict[str, Any]:
    data = "".join(
        f'<tw-passagedata pid="{number}" name="{escape(name)}">{escape(text)}</tw-passagedata>'
        for number, (name, text) in enumerate(passages, 1)
    )
    html = f'<tw-storydata name="T" startnode="1" format="{dialect}">{data}</tw-storydata>'
    (document,) = documents_in(name="a.html", content=html.encode(), language="en")
    return document


@pytest.mark.parametrize(("dialect", "way", "words"), WAYS.values(), ids=WAYS)
def test_a_way_becomes_a_choice(dialect: str, way: str, words: str) -> None:
    way = way.format(YARD, YARD.replace("'", "\\'"))
    document = imported(dialect, ("Start", f"A gate. {way}"), (YARD, "The end."))
    (start,) = document["scenes"]
    found = {(choice["text"], choice["target"]) for choice in start["choices"]} - {("Go on to “Start”", "start")}
    assert found == {(words.format(YARD), "anns-yard")}
    assert start["body"].removesuffix(" gate</p>").removesuffix(" You look.</p>").rstrip("</p>") == "<p>A gate."


RECKONED = [
    ("Harlowe", '(link-goto: "Go", $where)'),
    ("Harlowe", "(click-goto: ?gate, $where)"),
    ("SugarCube", '<<link "Go" $where>><</link>>'),
    ("SugarCube", '<a data-passage="$where">Go</a>'),
    ("Chapbook", "{link to: where, label: 'Go'}"),
]


@pytest.mark.parametrize(("dialect", "way"), RECKONED)
def test_a_way_that_is_only_reckoned_makes_no_ending_of_its_passage(dialect: str, way: str) -> None:
    document = imported(dialect, ("Start", "[[Gate]]"), ("Gate", way))
    gate = next(scene for scene in document["scenes"] if scene["key"] == "gate")
    assert "cannot be checked" in gate["note"]


def test_pictures_scripts_and_marks_are_no_part_of_the_text() -> None:
    chapbook = "a: 1\n--\nA *small* **gate**.\n\n[JavaScript]\ngo = 1;\n[continue]\n\nIt opens."
    document = imported("Chapbook", ("Start", f"{chapbook} [[Gate]]"), ("Gate", "End."))
    assert document["scenes"][0]["body"] == "<p>A small gate.</p><p>It opens.</p>"
    assert "go = 1;" in document["scenes"][0]["note"]
    sugarcube = "A @@color:red;red@@ gate, see http://example.org/a. [img[gate.png]] [[Gate]]"
    document = imported("SugarCube", ("Start", sugarcube), ("Gate", "End."))
    assert document["scenes"][0]["body"] == "<p>A red gate, see http://example.org/a.</p>"
    assert "gate.png" in document["scenes"][0]["note"]


def test_a_second_passage_of_one_name_is_told() -> None:
    document = imported("Harlowe", ("Start", "[[Gate]]"), ("Gate", "One."), ("Gate", "Another."))
    (gate,) = document["endings"]
    assert gate["body"] == "<p>One.</p>"
    assert "Another." in gate["note"]


FOREIGN = {
    "h5p.json": ('{"title": "x", "mainLibrary": "H5P.BranchingScenario"}', "H5P"),
    "content.json": ('{"branchingScenario": {"content": []}}', "H5P"),
    "old.html": ("<div id=storeArea><div tiddler=Start>", "Twine 1"),
}


@pytest.mark.parametrize(("name", "content", "reason"), [(name, *each) for name, each in FOREIGN.items()], ids=FOREIGN)
def test_foreign_files_are_named_however_they_are_packed(name: str, content: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        documents_in(name=name, content=content.encode(), language="en")


BROKEN: dict[str, tuple[dict[str, Any], str]] = {
    "a word that is missing": ({"format": 2}, "title : cela manque"),
    "a word that is unknown": ({"format": 2, "title": "T", "python": 1}, "python : ce mot n’est pas connu ici"),
    "another format": ({"format": 3, "title": "T"}, "format : seuls ceux-ci sont connus : 1, 2"),
    "a title too long": ({"format": 2, "title": "T" * 256}, "title : 255 caractères au plus"),
    "a title that is a number": ({"format": 2, "title": 7}, "title : ce n’est pas du genre attendu"),
}


@pytest.mark.parametrize(("document", "told"), BROKEN.values(), ids=BROKEN)
def test_what_is_wrong_in_a_file_of_our_own_is_told_in_the_readers_language(document: dict[str, Any], told: str) -> None:
    with translation.override("fr"), pytest.raises(Refused) as refused:
        documents_in(name="a.json", content=json.dumps(document).encode(), language="fr")
    assert told in str(refused.value)
