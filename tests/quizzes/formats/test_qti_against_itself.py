"""An item of QTI that says two things at once, or more than is marked here, is a draft that says so, or is refused."""

from __future__ import annotations

import pytest

from quizzes.formats import Found, ParsedQuestion, Text, Verdict, read_file
from quizzes.formats.plain import plain
from tests.quizzes.formats.packages import CHOICE, item

ENTRY = '<textEntryInteraction responseIdentifier="R"{}/>'


def only(content: str) -> Found:
    (found,) = read_file(content.encode(), "item.xml").found
    return found


def told(kind: str, more: str) -> str:
    """An item that tells something to whoever chose its right answer."""
    feedback = f'<modalFeedback identifier="A" outcomeIdentifier="F" {more}>{kind}</modalFeedback>'
    return item().replace("</assessmentItem>", f"{feedback}</assessmentItem>")


def matching(right: tuple[str, ...], mapping: str = "") -> str:
    choice = '<simpleAssociableChoice identifier="{0}" matchMax="1">{0}</simpleAssociableChoice>'
    sets = (f"<simpleMatchSet>{''.join(map(choice.format, names))}</simpleMatchSet>" for names in ("AB", "XY"))
    interaction = f'<matchInteraction responseIdentifier="R">{"".join(sets)}</matchInteraction>'
    template = "map_response" if mapping else "match_correct"
    return item(interaction, right, cardinality="multiple", base="directedPair", mapping=mapping, template=template)


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
    "a limit that alone keeps one from choosing all": (
        mapped("A=1 B=1", ("A", "B"), cardinality="multiple").replace('="R">', '="R" maxChoices="2">'),
        "chooses all",
    ),
    "an answer that stays in its place": (
        item(CHOICE.replace('="R"', '="R" shuffle="true"').replace('identifier="C"', 'identifier="C" fixed="true"')),
        "fixed place",
    ),
    "two right answers of one field": (item(ENTRY.format(""), ("a", "b"), base="string"), "where one is given"),
    "points for words of a long text": (
        item("<extendedTextInteraction responseIdentifier='R'/>", (), base="string", mapping='<mapping defaultValue="0"/>')
        .replace("<mapping", '<mapping lowerBound="0"')
        .replace('"0"/>', '"0"><mapEntry mapKey="law" mappedValue="1"/></mapping>'),
        "a trainer marks",
    ),
    "what is told to all but one": (told("Think again", 'showHide="hide"'), "depends on the result"),
    "what is told within the question": (
        item().replace(
            "<p>Who", "<p><feedbackInline identifier='A' outcomeIdentifier='F' showHide='show'>It is we.</feedbackInline>Who"
        ),
        "depends on the result",
    ),
    "pairs that earn and pairs that are right": (
        matching(
            ("A X", "B Y"), '<mapping><mapEntry mapKey="A Y" mappedValue="1"/><mapEntry mapKey="B X" mappedValue="1"/></mapping>'
        ),
        "not what earns the points",
    ),
    "a hint behind a button": (item().replace("<itemBody>", "<itemBody><infoControl><p>We do.</p></infoControl>"), "is hidden"),
    "words struck out": (item().replace("Who guards", "Who <del>never</del> guards"), "struck out"),
    "marking by somebody's own template": (
        item().replace("http://www.imsglobal.org/question/qti_v2p1", "https://example.org"),
        "rules of its own",
    ),
    "a text in another file": (item().replace("<itemBody>", '<itemBody data-stimulus-idref="s">'), "another file"),
}
REFUSALS = {
    "a choice in an order": (item(cardinality="ordered"), "does not suit"),
    "an order without one": (item(CHOICE.replace("choiceI", "orderI"), ("A", "B", "C"), cardinality="multiple"), "does not suit"),
    "pairs within one set": (matching(("A B", "B A")), "exactly one partner"),
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


def question(content: str) -> ParsedQuestion:
    found = only(content)
    assert found.question
    return found.question


def test_what_is_told_after_an_answer_is_kept_whole() -> None:
    assert plain(question(told("Right", 'showHide="show"')).answers[0].feedback) == "Right"
    assert plain(question(told("Think again", 'showHide="hide"')).answers[0].feedback) == ""
    twice = told("Right", 'showHide="show"').replace("<modal", "<modalFeedback identifier='A'>Good.</modalFeedback><modal")
    assert plain(question(twice).answers[0].feedback).split() == ["Good.", "Right"]


def test_the_order_is_drawn_only_where_the_item_says_so() -> None:
    assert question(item()).keeps_order
    assert not question(item(CHOICE.replace('="R"', '="R" shuffle="true"'))).keeps_order


def test_a_right_long_text_is_the_model_of_an_answer() -> None:
    long = item("<extendedTextInteraction responseIdentifier='R'/>", ("By retreating.",), base="string")
    assert question(long).model_answer == "By retreating."


def test_a_text_for_learners_and_for_others_is_for_learners() -> None:
    block = '<rubricBlock view="candidate scorer"><p>Read both.</p></rubricBlock>'
    found = only(item().replace("<itemBody>", f"<itemBody>{block}"))
    assert (found.verdict, "Read both." in plain(found.question.stem if found.question else Text())) == (Verdict.ACCEPTED, True)
