"""Items of QTI 2.1 and 3.0: what they ask, what they hold to be right, and what cannot be read of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from quizzes.formats import Found, ParsedQuestion, Verdict, read_file
from quizzes.formats.plain import plain
from tests.quizzes.formats.packages import item

READ = {"choice", "inlinechoice", "match", "order", "textentry", "extendedtext"}
ENTRY = '<textEntryInteraction responseIdentifier="R"/>'
MAPPED = (
    '<mapping defaultValue="-1" upperBound="2"><mapEntry mapKey="A" mappedValue="1"/>'
    '<mapEntry mapKey="B" mappedValue="1"/></mapping>'
)
ORDER = (
    '<orderInteraction responseIdentifier="R"><simpleChoice identifier="A">Warn</simpleChoice>'
    '<simpleChoice identifier="B">Stop</simpleChoice></orderInteraction>'
)


def match_set(**entries: str) -> str:
    written = (f'<simpleAssociableChoice identifier="{key}">{text}</simpleAssociableChoice>' for key, text in entries.items())
    return f"<simpleMatchSet>{''.join(written)}</simpleMatchSet>"


MATCH = (
    f'<matchInteraction responseIdentifier="R">{match_set(A="Red cross", B="Blue shield")}'
    f"{match_set(X='Medical', Y='Cultural', Z='Civil defence')}</matchInteraction>"
)


def only(content: str) -> Found:
    (found,) = read_file(content.encode(), "item.xml").found
    return found


def accepted(content: str) -> ParsedQuestion:
    found = only(content)
    assert found.verdict == Verdict.ACCEPTED, found.reasons
    assert found.question
    return found.question


def test_a_single_choice_knows_its_right_answer() -> None:
    question = accepted(item())
    assert (question.kind, question.name, plain(question.stem)) == ("single", "Bridge", "Who guards the bridge?")
    assert [(plain(a.text), a.share) for a in question.answers] == [("We", 1.0), ("They", 0.0), ("Nobody", 0.0)]


def test_a_multiple_choice_that_must_be_wholly_right_stays_so() -> None:
    question = accepted(item(right=("A", "B"), cardinality="multiple"))
    assert question.kind == "multiple"
    assert question.all_or_nothing


def test_points_of_a_mapping_become_shares_of_the_whole() -> None:
    question = accepted(item(right=("A", "B"), cardinality="multiple", mapping=MAPPED, template="map_response"))
    assert [a.share for a in question.answers] == [0.5, 0.5, -0.5]
    assert not question.all_or_nothing


def test_a_text_entry_leaves_a_gap_and_keeps_capitals() -> None:
    question = accepted(item(ENTRY, ("five *",), base="string"))
    assert plain(question.stem) == "Who guards the bridge?\n_____"
    assert (question.kind, question.case_sensitive, question.answers[0].text.text) == ("short-answer", True, "five \\*")


def test_a_text_entry_for_a_number_is_numerical() -> None:
    question = accepted(item(ENTRY, ("2.50",), base="float"))
    assert (question.kind, question.answers[0].text.text, question.answers[0].tolerance) == ("numerical", "2.5", 0.0)


def test_an_order_stands_as_it_is_right() -> None:
    question = accepted(item(ORDER, ("B", "A"), cardinality="ordered"))
    assert (question.kind, [plain(a.text) for a in question.answers]) == ("ordering", ["Stop", "Warn"])


def test_a_match_keeps_the_choices_that_belong_to_none() -> None:
    question = accepted(item(MATCH, ("A X", "B Y"), cardinality="multiple", base="directedPair"))
    pairs = [(plain(pair.stem), pair.choice) for pair in question.pairs]
    assert pairs == [("Red cross", "Medical"), ("Blue shield", "Cultural"), ("", "Civil defence")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (item(right=()), "No answer is right"),
        (item(template="map_response_point"), "rules of its own"),
        (
            item(right=("A", "B"), cardinality="multiple", mapping=MAPPED.replace("upperBound", "x"), template="own"),
            "rules of its own",
        ),
        (item().replace("<itemBody>", '<itemBody><img src="bridge.png" alt="A bridge"/>'), "picture"),
        (item().replace("</assessmentItem>", '<modalFeedback identifier="Q">Yes</modalFeedback></assessmentItem>'), "Feedback"),
        (item().replace("<itemBody>", '<itemBody><rubricBlock view="scorer">A: 1</rubricBlock>'), "Notes"),
    ],
)
def test_what_is_doubtful_makes_a_draft(content: str, reason: str) -> None:
    found = only(content)
    assert found.verdict == Verdict.DRAFT
    assert reason in " ".join(found.reasons)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (item().replace('adaptive="false"', 'adaptive="true"'), "adaptive"),
        (item().replace("<itemBody>", "<templateDeclaration/><itemBody>"), "template"),
        (item().replace("<itemBody>", "<itemBody><include href='http://example.org'/>"), "elsewhere"),
        (item("<sliderInteraction responseIdentifier='R'/>"), "slider"),
        (item(ENTRY + ENTRY, ("a",), base="string"), "2 answers at once"),
        (item(right=("D",)), "is no answer"),
        (item().replace('responseIdentifier="R"', 'responseIdentifier="S"'), "does not declare"),
        (item(ORDER, ("A",), cardinality="ordered"), "every answer once"),
        (item(MATCH, ("A X", "A Y"), cardinality="multiple", base="directedPair"), "several right partners"),
        (item(""), "not a question"),
    ],
)
def test_what_cannot_be_read_is_refused(content: str, reason: str) -> None:
    found = only(content)
    assert found.verdict == Verdict.REFUSED
    assert reason in found.refusal


def test_an_item_of_no_known_version_is_refused() -> None:
    assert read_file(item().replace("imsqti_v2p1", "imsqti_v9").encode(), "item.xml").fault


def test_the_items_of_the_oracle_have_as_many_right_answers_as_they_declare(oracles: Path) -> None:
    folder = oracles / "questions"
    accepted_items = 0
    for entry in json.loads((folder / "qti_inventory.json").read_text()):
        if "!" in entry["file"] or not entry.get("root", "").lower().endswith("item"):
            continue
        for found in read_file((folder / entry["file"]).read_bytes(), entry["file"]).of(Verdict.ACCEPTED):
            accepted_items += 1
            assert interactions(entry) in READ, entry["file"]
            assert rights(found) in (None, len(declared(entry))), entry["file"]
    assert accepted_items >= 18


def interactions(entry: dict[str, Any]) -> str:
    (only_one,) = entry["interactions"]
    return str(only_one.removeprefix("qti-").replace("-", "").lower().removesuffix("interaction"))


def declared(entry: dict[str, Any]) -> list[str]:
    (declaration,) = entry["declarations"]
    return [key for key, points in declaration["map"].items() if float(points) > 0] or declaration["correct"]


def rights(found: Found) -> int | None:
    """How many answers earn something; None where that is no question of answers."""
    assert found.question
    if found.question.kind not in ("single", "multiple", "short-answer"):
        return None
    return sum(answer.share > 0 for answer in found.question.answers)
