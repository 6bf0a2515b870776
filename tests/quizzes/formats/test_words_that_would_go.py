"""Words, numbers and encodings of a file that could be lost or bent in silence: they are read, or refused with the reason."""

from __future__ import annotations

import json
from typing import Any

import pytest

from quizzes.formats import Found, Verdict, read_file

QUESTION = """<quiz><question type="multichoice"><questiontext><text>{stem}</text></questiontext>
<answer fraction="100">{answer}</answer><answer fraction="0"><text>no</text></answer></question></quiz>"""
ODD: dict[str, dict[str, Any]] = {
    "a number that is none": {"kind": "numerical", "answers": [{"text": {"text": "abc"}, "share": 1}]},
    "true or false in other words": {"kind": "true-false", "answers": [{"text": {"text": "yes"}, "share": 1}]},
    "a share beyond the whole": {"kind": "single", "answers": [{"text": {"text": "a"}, "share": 5}]},
    "a tolerance below nothing": {"kind": "numerical", "answers": [{"text": {"text": "3"}, "share": 1, "tolerance": -1}]},
    "a unit that makes all nothing": {"kind": "numerical", "units": [{"name": "m", "factor": 0}]},
    "a criterion of no points": {"kind": "open-answer", "criteria": [{"text": "clear", "points": -3}]},
    "pairs of a choice": {"kind": "single", "pairs": [{"stem": {"text": "a"}, "choice": "b"}]},
}


def only(content: bytes) -> Found:
    (found,) = read_file(content, "file").found
    return found


@pytest.mark.parametrize(
    ("stem", "answer"),
    [
        ("Which is <b>not</b> lawful?", "<text>yes</text>"),
        ("Which?", "<text>a <i>b</i></text>"),
        ("Which?", "<text>yes</text><text>never</text>"),
    ],
)
def test_words_that_moodle_xml_would_lose_refuse_the_question(stem: str, answer: str) -> None:
    found = only(QUESTION.format(stem=stem, answer=answer).encode())
    assert (found.verdict, found.line) == (Verdict.REFUSED, 1)


@pytest.mark.parametrize("case", ODD)
def test_what_a_question_of_the_house_cannot_say_is_refused(case: str) -> None:
    question = {"stem": {"text": "Who?"}, **ODD[case]}
    whole = {"format": "bluehelm-questions", "version": 1, "questions": [question]}
    assert only(json.dumps(whole).encode()).verdict == Verdict.REFUSED


def test_an_endless_number_is_refused_and_never_an_error() -> None:
    question = '{"kind": "single", "stem": {"text": "Q"}, "answers": [{"text": {"text": "a"}, "share": 1e999}]}'
    found = only(f'{{"format": "bluehelm-questions", "version": 1, "questions": [{question}]}}'.encode())
    assert found.verdict == Verdict.REFUSED


@pytest.mark.parametrize(
    "text",
    ["Who?\r\nA. me\r\nB. you\r\nANSWER: A", "kind\ttext\tanswer 1\tshare 1\tanswer 2\tshare 2\r\nsingle\tWho?\tme\t100\tyou\t0"],
)
def test_a_file_in_utf_16_is_recognised_like_any_other(text: str) -> None:
    found = only(text.encode("utf-16"))
    assert found.verdict == Verdict.ACCEPTED
    assert found.question
    assert [(answer.text.text, answer.share) for answer in found.question.answers] == [("me", 1.0), ("you", 0.0)]
