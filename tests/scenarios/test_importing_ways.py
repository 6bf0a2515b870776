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
    "a setter with brackets": ("SugarCube", "[[Walk|{0}][$a to $b[0]; $c to [1, 2]]]", "Walk"),
    "words with brackets": ("SugarCube", "[[Take [all] of it|{0}]]", "Take [all] of it"),
    "a link in a hook": ("Harlowe", "(if: $a is 1)[[[Walk->{0}]]]", "Walk"),
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
    ("Harlowe", '(link-storylet: "Go", where its urgency > 1)'),
    ("Harlowe", "(for: each _next, ...(open-storylets:))[(print: _next's name)]"),
    ("SugarCube", '<<link "Go" $where>><</link>>'),
    ("SugarCube", '<a data-passage="$where">Go</a>'),
    ("Chapbook", "{link to: where, label: 'Go'}"),
    ("SugarCube", "[[Pay $5 to go on|$where]]"),
    ("SugarCube", "<<return>>"),
    ("SugarCube", '<<back "Step back">>'),
    ("Harlowe", '(link-undo: "Step back")'),
    ("Chapbook", "{back link}"),
]


@pytest.mark.parametrize(("dialect", "way"), RECKONED)
def test_a_way_that_is_only_reckoned_makes_no_ending_of_its_passage(dialect: str, way: str) -> None:
    document = imported(dialect, ("Start", "[[Gate]]"), ("Gate", way))
    gate = next(scene for scene in document["scenes"] if scene["key"] == "gate")
    assert "cannot be checked" in gate["note"]


@pytest.mark.parametrize("words", ["Pay $5", "Greet $name"])
def test_money_and_variables_in_the_words_of_a_link_hide_nothing_of_where_it_leads(words: str) -> None:
    document = imported("SugarCube", ("Start", f"[[{words}->Gate]]"), ("Gate", "The end."))
    assert "cannot be checked" not in document["scenes"][0]["note"]


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
    "package.zip": ("PK\x03\x04 h5p.json", "H5P"),
    "nodes.json": ('[{"title": "Start", "tags": "", "body": "Hello"}]', "Yarn"),
    "other.json": ("[[]]", "no scenario of Bluehelm"),
    "chapter1.txt": ("Text.\n*set calm 2\n*goto_scene two\n", "ChoiceScript"),
    "chapter2.txt": ("*comment a chapter\n*fake_choice\n  #Go\n    Text\n", "ChoiceScript"),
    "story.md": ("=== start ===\n* [Go] -> yard\n", "ink"),
    "story": ("VAR calm = 1\n-> start\n", "ink"),
    "old.html": ("<div id=storeArea><div tiddler=Start>", "Twine 1"),
}


@pytest.mark.parametrize(("name", "content", "reason"), [(name, *each) for name, each in FOREIGN.items()], ids=FOREIGN)
def test_foreign_files_are_named_however_they_are_packed(name: str, content: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        documents_in(name=name, content=content.encode(), language="en")


BROKEN: dict[str, tuple[dict[str, Any], str]] = {
    "a word that is missing": ({"format": 2}, "title : cela manque"),
    "a word that is unknown": ({"format": 2, "title": "T", "python": 1}, "python : ce mot n’est pas connu ici"),
    "another format": ({"format": 3, "title": "T"}, "format : seuls ceux-ci sont connus\N{NO-BREAK SPACE}: 1, 2"),
    "a title too long": ({"format": 2, "title": "T" * 256}, "title : 255 caractères au plus"),
    "a title that is a number": ({"format": 2, "title": 7}, "title : ce n’est pas du genre attendu"),
}


@pytest.mark.parametrize(("document", "told"), BROKEN.values(), ids=BROKEN)
def test_what_is_wrong_in_a_file_of_our_own_is_told_in_the_readers_language(document: dict[str, Any], told: str) -> None:
    with translation.override("fr"), pytest.raises(Refused) as refused:
        documents_in(name="a.json", content=json.dumps(document).encode(), language="fr")
    assert told in str(refused.value)


UNSEEN = {
    "SugarCube": ["/* [[Cellar]] */", "/% [[Cellar]] %/", "<!-- [[Cellar]] -->", '"""[[Cellar]]"""', "{{{[[Cellar]]}}}"],
    "Harlowe": ["<!-- [[Cellar]] -->", "`[[Cellar]]`", "``a ` [[Cellar]]``"],
    "Chapbook": ["<!-- [[Cellar]] -->"],
}


@pytest.mark.parametrize(("dialect", "aside"), [(dialect, aside) for dialect, all_ in UNSEEN.items() for aside in all_])
def test_a_link_that_nobody_sees_is_no_choice(dialect: str, aside: str) -> None:
    document = imported(dialect, ("Start", f"A gate. {aside} [[Walk->{YARD}]]"), (YARD, "The end."))
    (scene,) = document["scenes"]
    assert [choice["text"] for choice in scene["choices"]] == ["Walk"]
    assert scene["body"] == "<p>A gate.</p>"


def test_what_a_link_sets_stays_as_a_note() -> None:
    document = imported("SugarCube", ("Start", f"A gate. [[Walk|{YARD}][$a to 1]]"), (YARD, "The end."))
    assert f"[[Walk|{YARD}][$a to 1]]" in document["scenes"][0]["note"]


def test_a_name_with_brackets_is_found() -> None:
    document = imported("SugarCube", ("Start", "A gate. [[Walk->Yard [2]]]"), ("Yard [2]", "The end."))
    assert [choice["target"] for choice in document["scenes"][0]["choices"]] == ["yard-2"]


def test_signs_of_html_are_read_as_what_they_stand_for() -> None:
    document = imported(
        "Harlowe", ("Start", f"Caf&eacute;&nbsp;&mdash; 5 &lt; 6 &lt;b&gt; [[Th&eacute;->{YARD}]]"), (YARD, "The end.")
    )
    (scene,) = document["scenes"]
    assert scene["body"] == "<p>Café\u00a0— 5 &lt; 6 &lt;b&gt;</p>"
    assert scene["choices"][0]["text"] == "Thé"


def test_a_place_far_off_the_map_is_brought_to_its_edge() -> None:
    text = ':: Start {"position":"99999999,-5e7"}\n[[On]]\n\n:: On {"position":"25,50"}\nThe end.'
    (document,) = documents_in(name="a.twee", content=text.encode(), language="en")
    assert [(part["x"], part["y"]) for part in (*document["scenes"], *document["endings"])] == [(20_000, -20_000), (25, 50)]


def test_a_file_in_utf_16_is_read_whatever_ends_its_lines() -> None:
    text = ":: Start [night] {}\r\n[[On]]\r\n\r\n:: On\r\nThe end.\r\n"
    (document,) = documents_in(name="a.twee", content=text.encode("utf-16"), language="en")
    assert (document["start"], [ending["key"] for ending in document["endings"]]) == ("start", ["on"])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_that_does_not_say_so_is_named(encoding: str) -> None:
    with pytest.raises(Refused, match="encoding UTF-8"):
        documents_in(name="a.twee", content=":: Start\n[[On]]\n\n:: On\nThe end.\n".encode(encoding), language="en")


HEADS = {
    "a place of Twee2": (":: Yard [night] <25,50>", "Yard", (25, 50)),
    "a place without tags": ("::Yard <25,50>", "Yard", (25, 50)),
    "brackets that nothing escapes": (":: Yard ] two", "Yard ] two", (None, None)),
    "words after the tags": (":: Yard [night] two", "Yard [night] two", (None, None)),
    "damaged metadata": (':: Yard {"position": 1', 'Yard {"position": 1', (None, None)),
}


@pytest.mark.parametrize(("head", "title", "place"), HEADS.values(), ids=HEADS)
def test_a_line_with_two_colons_begins_a_passage_however_it_goes_on(head: str, title: str, place: Any) -> None:
    (document,) = documents_in(name="a.twee", content=f":: Start\nA gate. [[On]]\n\n{head}\nThe end.".encode(), language="en")
    assert document["scenes"][0]["body"] == "<p>A gate.</p>"
    assert [(end["title"], (end["x"], end["y"])) for end in document["endings"]] == [(title, place)]


def test_colons_that_twine_escapes_in_a_text_are_read_as_they_were_written() -> None:
    (document,) = documents_in(name="a.twee", content=b":: Start\nHe writes:\n\\:: Yard\n[[On]]\n\n:: On\nEnd.", language="en")
    assert document["scenes"][0]["body"] == "<p>He writes: :: Yard</p>"
