"""An item of QTI that says two things at once, or more than is marked here, is a draft that says so, or is refused."""

from __future__ import annotations

import pytest

from quizzes.formats import Found, Verdict, read_file
from tests.quizzes.formats.packages import CHOICE, item

ENTRY = '<textEntryInteraction responseIdentifier="R"{}/>'


def only(content: str) -> Found:
    (found,) = read_file(content.encode(), "item.xml").found
    return found


def mapped(entries: str = "A=1", right: tuple[str, ...] = ("A",), bounds: str = "", cardinality: str = "single") -> str:
    pairs = (each.split("=") for each in entries.split())
    written = "".join(f'<mapEntry mapKey="{key}" mappedValue="{value}"/>' for key, value in pairs)
    return item(right=right, cardinality=cardinality, mapping=f"<mapping {bounds}>{written}</mapping>", template="map_response")


DRAFTS = {
    "points for every answer": (mapped(bounds='lowerBound="0.5"'), "lowerBound"),
    "points for an answer that is not named": (mapped(bounds='defaultValue="0.5"'), "defaultValue"),
    "points for another than the right answer": (mapped("A=1 B=2"), "not what earns the points"),
    "points for one of two right answers": (mapped("A=1", ("A", "B"), cardinality="multiple"), "not what earns the points"),
    "one choice of several right answers": (
        item(CHOICE.replace('="R"', '="R" maxChoices="1"'), ("A", "B"), cardinality="multiple"),
        "only one may be chosen",
    ),
    "a field for several answers": (item(ENTRY.format(""), ("a",), base="string", cardinality="multiple"), "here it takes one"),
    "a field for a certain form": (item(ENTRY.format(' patternMask="[0-9]+"'), ("7",), base="string"), "certain form"),
    "a field for numbers of another base": (item(ENTRY.format(' base="2"'), ("101",), base="integer"), "certain form"),
    "an answer that hides": (
        item(CHOICE.replace('identifier="B"', 'identifier="B" showHide="hide" templateIdentifier="T"')),
        "shown at some times only",
    ),
    "marking by somebody's own template": (
        item().replace("http://www.imsglobal.org/question/qti_v2p1", "https://example.org"),
        "rules of its own",
    ),
    "a text in another file": (item().replace("<itemBody>", '<itemBody data-stimulus-idref="s">'), "another file"),
}
REFUSALS = {
    "points for no answer": (mapped("A=1 Z=1"), "“Z” is given points"),
    "points for an answer twice": (mapped("A=1 A=0"), "for the same answer"),
    "an item that adapts": (item().replace('adaptive="false"', 'adaptive="1"'), "adaptive"),
    "a sign in its title that turns the text around": (item().replace('title="Bridge"', 'title="Br\u202eidge"'), ""),
}


@pytest.mark.parametrize(("content", "reason"), DRAFTS.values(), ids=DRAFTS)
def test_it_is_a_draft(content: str, reason: str) -> None:
    found = only(content)
    assert found.verdict == Verdict.DRAFT, found.reasons
    assert any(reason in each for each in found.reasons), found.reasons


@pytest.mark.parametrize(("content", "reason"), REFUSALS.values(), ids=REFUSALS)
def test_it_is_refused(content: str, reason: str) -> None:
    found = only(content)
    assert found.verdict == Verdict.REFUSED
    assert any(reason in each for each in found.reasons), found.reasons


def test_points_that_agree_with_what_is_right_are_taken() -> None:
    assert only(mapped("A=2 B=0.5")).verdict == Verdict.ACCEPTED
    assert only(mapped("A=1 B=1 C=-1", ("A", "B"), cardinality="multiple")).verdict == Verdict.ACCEPTED
