"""GIFT where the blank lines stand elsewhere than they should: nothing is parted from its answers, and no text is torn."""

from __future__ import annotations

import pytest

from quizzes.formats import Found, Verdict, read_file


def found_in(text: str) -> list[Found]:
    return list(read_file(text.encode(), "bank.txt").found)


def test_questions_without_names_and_blank_lines_are_as_many_as_there_are() -> None:
    found = found_in("$CATEGORY: top/Law\nWho?{=a ~b}\nWhere is it:{\n=c\n~d\n}\n// a comment\nIt binds.{T}\n")
    assert [(each.line, each.verdict) for each in found] == [(2, Verdict.ACCEPTED), (3, Verdict.DRAFT), (8, Verdict.DRAFT)]
    assert [each.question.stem.text for each in found if each.question] == ["Who?", "Where is it:", "It binds."]
    assert {each.question.category for each in found if each.question} == {"top/Law"}
    assert "No blank line" in found[1].reasons[0]


@pytest.mark.parametrize(
    "text",
    [
        "The {=a ~b}\nof the {=c ~d}",
        "He was {=a ~b}.\nShe was {=c ~d}.",
        "Who?{=a ~b} Where?{=c ~d}",
        "// [tag:law]\nWho?{=a ~b}\nWhere?{=c ~d}",
        "Who?{=a ~b}\nWhere?{=c ~d}\nand then",
    ],
)
def test_what_may_be_one_text_with_several_gaps_is_not_torn(text: str) -> None:
    [found] = found_in(text)
    assert "more than one pair of braces" in found.refusal


def test_a_blank_line_before_the_answers_does_not_part_them_from_their_question() -> None:
    found, other = found_in("::Bridge:: Who guards it?\n\n{\n=we\n~they\n}\n\nWho?{=a ~b}")
    assert (found.line, found.verdict, found.reasons) == (
        1,
        Verdict.DRAFT,
        ("A blank line stands between the question and its answers.",),
    )
    assert found.question
    assert (found.question.name, found.question.stem.text, len(found.question.answers)) == ("Bridge", "Who guards it?", 2)
    assert other.verdict == Verdict.ACCEPTED


def test_a_text_alone_stays_a_text_alone() -> None:
    assert [each.verdict for each in found_in("Read this.\n\nWho?{=a ~b}\n\nRead that.")] == [
        Verdict.REFUSED,
        Verdict.ACCEPTED,
        Verdict.REFUSED,
    ]
