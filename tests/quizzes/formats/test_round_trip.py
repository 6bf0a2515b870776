"""What is written is read back as it was: Moodle XML and JSON whole, GIFT and CSV for what they can express."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from quizzes.formats import ParsedQuestion, Text, csv_table, gift_writer, moodle_xml_writer, own_json, read_file
from quizzes.formats.plain import plain
from quizzes.formats.tree import Node, read_tree
from tests.quizzes.formats.cases import parsed_file

SCHEMA = Path(__file__).resolve().parents[3] / "docs" / "question-bank.schema.json"
XML = [
    "moodle-export/bank_A.moodle.xml",
    "moodle-xml/error_invalid_grades.xml",
    "moodle-xml/multichoice.xml",
    "moodle-xml/nested_categories_with_questions.xml",
    "moodle-xml/old_format_file.xml",
    "moodle-xml/qtype_match.xml",
    "moodle-xml/qtype_multichoice.xml",
    "moodle-xml/qtype_shortanswer.xml",
    "moodle-xml/qtype_truefalse.xml",
    "moodle-xml/truefalse.xml",
]
GIFT = ["moodle-gift/examples.txt", "moodle-gift/questions_in_category.gift.txt", "moodle-export/bank_A.moodle.xml"]
OTHERS = ["moodle-gift/examples.txt", "moodle-export/bank_A.gift.txt", "moodle-aiken/aiken_errors.txt"]
HEAD = '{"format": "bluehelm-questions", "version": 1, "questions": [\n'


@pytest.fixture
def folder(oracles: Path) -> Path:
    return oracles / "questions"


def questions_of(folder: Path, file: str) -> list[ParsedQuestion]:
    return [found.question for found in parsed_file(folder, file) if found.question]


def again(text: str, name: str) -> list[ParsedQuestion]:
    reading = read_file(text.encode(), name)
    assert reading.fault is None, reading.fault
    assert all(found.question for found in reading.found), [found.refusal for found in reading.found]
    return [found.question for found in reading.found if found.question]


@pytest.mark.parametrize("file", XML)
def test_moodle_xml_is_read_back_equal(folder: Path, file: str) -> None:
    questions = questions_of(folder, file)
    assert again(moodle_xml_writer.write(questions), file) == questions


@pytest.mark.parametrize("file", XML)
def test_moodle_xml_says_element_by_element_what_the_file_said(folder: Path, file: str) -> None:
    """Also through the house's JSON, in which an import is kept."""
    kept = again(own_json.write(questions_of(folder, file)), "bank.json")
    refused = {found.line for found in parsed_file(folder, file) if not found.question}
    theirs = [canonical(node) for node in questions_in((folder / file).read_bytes()) if node.line not in refused]
    assert [canonical(node) for node in questions_in(moodle_xml_writer.write(kept).encode())] == theirs


def questions_in(content: bytes) -> list[Node]:
    return [node for node in read_tree(content).children if node.attributes.get("type") != "category"]


def canonical(node: Node) -> Any:
    """An element without its blanks, the order of its children, and what is empty. Answers of words have no markup."""
    attributes = {key: value for key, value in node.attributes.items() if not (node.tag == "answer" and key == "format")}
    if "fraction" in attributes:
        attributes["fraction"] = f"{float(attributes['fraction']):.5g}"
    children = sorted((canonical(child) for child in node.children), key=json.dumps)
    children = [child for child in children if child[2] or child[3]]
    text = "" if node.children else node.text.strip()
    if node.tag in ("single", "usecase", "tolerance"):
        text = {"true": "1", "false": "0"}.get(text, f"{float(text):g}" if text[:1].isdigit() else text)
    return [node.tag, attributes if text or children else {}, text, children]


@pytest.mark.parametrize("file", [*XML, *OTHERS])
def test_json_is_read_back_equal(folder: Path, file: str) -> None:
    questions = questions_of(folder, file)
    assert again(own_json.write(questions), "bank.json") == questions


@pytest.mark.parametrize(
    "file", ["moodle-gift/examples.txt", "moodle-gift/questions_in_category.gift.txt", "moodle-export/bank_A.moodle.xml"]
)
def test_gift_is_read_back_equal_but_for_what_only_moodle_xml_can_say(folder: Path, file: str) -> None:
    questions = [without_moodle(each) for each in questions_of(folder, file) if not gift_writer.cannot_hold(each)]
    assert len(questions) > 3
    ours = [replace(each, moodle=()) for each in again(gift_writer.write(questions), "bank.txt")]
    for one, other in zip(ours, questions, strict=True):
        assert words(one) == words(other)
    assert [each.category for each in ours] == [each.category for each in questions]


@pytest.mark.parametrize("file", ["moodle-gift/examples.txt", "moodle-export/bank_A.moodle.xml"])
def test_csv_is_read_back_with_the_same_words_and_shares(folder: Path, file: str) -> None:
    questions = questions_of(folder, file)
    ours = again(csv_table.write(questions), "bank.csv")
    for one, other in zip(ours, questions, strict=True):
        assert words(one) == words(other)


def without_moodle(question: ParsedQuestion) -> ParsedQuestion:
    answers = tuple(replace(a, text=bare(a.text), feedback=bare(a.feedback)) for a in question.answers)
    return replace(question, moodle=(), stem=bare(question.stem), feedback=bare(question.feedback), answers=answers)


def bare(text: Text) -> Text:
    return replace(text, files=())


def words(question: ParsedQuestion) -> Any:
    """What a question says, whatever markup it says it in."""
    answers = [
        (plain(a.text), plain(a.feedback), pytest.approx(a.share, abs=1e-6), pytest.approx(a.tolerance or 0))
        for a in question.answers
    ]
    pairs = [(plain(pair.stem), pair.choice) for pair in question.pairs]
    return (
        question.kind,
        " ".join(question.name.split()),
        plain(question.stem),
        plain(question.feedback),
        answers,
        pairs,
        question.tags,
    )


def test_the_published_schema_is_that_of_the_code() -> None:
    assert json.loads(SCHEMA.read_text()) == own_json.schema()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"kind": "single", "stem": {"text": "Who?"}, "colour": 1}', "colour"),
        ('{"kind": "riddle", "stem": {"text": "Who?"}}', "kind"),
        ('{"kind": "single", "stem": {"text": "W\\u0000"}}', "control"),
        ("7", "no question"),
    ],
)
def test_json_beyond_the_schema_is_refused_with_its_line(text: str, reason: str) -> None:
    (found,) = read_file((HEAD + text + "]}").encode(), "bank.json").found
    assert reason in found.refusal
    assert found.refusal
    assert found.line == 2


@pytest.mark.parametrize(
    "text", ['{"format": "other", "version": 1, "questions": []}', "{}", '{"a": ' + "[" * 5000, '{"a": NaN}', '{"a"']
)
def test_json_of_another_kind_is_refused_as_a_whole(text: str) -> None:
    assert read_file(text.encode(), "bank.json").fault


def test_a_table_names_the_row_that_it_refuses() -> None:
    rows = ['single,"Who\ngoes?",We,100,They', "riddle,What?,A,100,B", "single,Why?,A,100", "single,How?,A,1OO,B"]
    table = "\n".join(["kind,text,answer 1,share 1,answer 2", *rows])
    found = read_file(table.encode(), "bank.csv").found
    assert [(each.line, each.verdict) for each in found] == [(2, "accepted"), (4, "refused"), (5, "refused"), (6, "refused")]


@pytest.mark.parametrize(
    "table", ["kind,text,wrong column\nsingle,a,b\n", "kind,text,text\nsingle,a,b\n", 'kind,text\nsingle,"a\n']
)
def test_a_table_that_cannot_be_understood_is_refused_as_a_whole(table: str) -> None:
    assert read_file(table.encode(), "bank.csv").fault


def test_cells_that_a_spreadsheet_would_run_are_written_harmless_and_read_back() -> None:
    (question,) = again("kind,text,answer 1,share 1,answer 2\nsingle,'=Who?,-1,100,+2\n", "bank.csv")
    written = csv_table.write([question])
    assert ",'=Who?," in written
    assert again(written, "bank.csv") == [question]


def test_a_cell_that_a_semicolon_would_part_is_written_harmless_and_read_back() -> None:
    (question,) = again('kind,text,answer 1,share 1,answer 2\nsingle,"Who; =1+1?\n- me\n=2",a;-1,100,b\n', "bank.csv")
    written = csv_table.write([question])
    assert "Who; '=1+1?" in written and "a;'-1" in written and "\n- me" in written
    assert again(written, "bank.csv") == [question]
