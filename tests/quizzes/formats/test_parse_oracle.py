"""Each question of the oracle is read as Moodle's own importers read it, or stands in the list of differences."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from quizzes.formats import ParsedQuestion, Verdict
from tests.quizzes.formats.cases import kind_of, listed_differences, oracle_questions


@pytest.fixture
def folder(oracles: Path) -> Path:
    return oracles / "questions"


def test_every_question_that_is_not_accepted_stands_in_the_written_list(folder: Path) -> None:
    ours = {(file, number): found.verdict for file, number, _case, found in oracle_questions(folder)}
    assert {key: verdict for key, verdict in ours.items() if verdict != Verdict.ACCEPTED} == listed_differences()


def test_every_difference_has_its_reason_line_and_file(folder: Path) -> None:
    for file, _number, _case, found in oracle_questions(folder):
        assert found.file == file
        assert found.line > 0
        assert bool(found.reasons) == (found.verdict != Verdict.ACCEPTED)


def test_type_text_and_tags_are_those_of_the_oracle(folder: Path) -> None:
    compared = 0
    for file, number, case, found in oracle_questions(folder):
        if question := found.question:
            theirs = (kind_of(case), case["text"], case["format"], case["generalfeedback"], case.get("tags") or [])
            ours = (question.kind, question.stem.text, question.stem.markup, question.feedback.text, list(question.tags))
            assert ours == theirs, (file, number)
            assert question.idnumber == str(case.get("idnumber") or "")
            compared += 1
    assert compared > 340


def test_answers_fractions_and_feedback_are_those_of_the_oracle(folder: Path) -> None:
    for file, number, case, found in oracle_questions(folder):
        if found.question:
            assert answers_here(found.question) == pytest.approx(answers_there(case), abs=1e-6), (file, number)
            assert texts_here(found.question) == texts_there(case), (file, number)


def answers_here(question: ParsedQuestion) -> list[float]:
    return [number for answer in question.answers for number in (answer.share, answer.tolerance or 0.0)]


def answers_there(case: dict[str, Any]) -> list[float]:
    if case["qtype"] == "truefalse":
        return [float(case["correctanswer"]), 0.0, float(not case["correctanswer"]), 0.0]
    return [float(number) for answer in case.get("answers", []) for number in (answer["fraction"], answer.get("tolerance", 0))]


def texts_here(question: ParsedQuestion) -> list[Any]:
    if question.pairs:
        return [[pair.stem.text, pair.choice] for pair in question.pairs]
    return [(answer.text.text, answer.feedback.text) for answer in question.answers]


def texts_there(case: dict[str, Any]) -> list[Any]:
    if case["qtype"] == "truefalse":
        return [("true", case["feedbacktrue"]), ("false", case["feedbackfalse"])]
    return case.get("pairs") or [(str(answer["text"]), answer["feedback"]) for answer in case.get("answers", [])]
