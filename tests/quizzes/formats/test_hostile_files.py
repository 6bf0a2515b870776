"""Broken and hostile files give messages, never an error. A seeded few hundred here; 10,000 in benchmarks/import_hostile.py."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks import import_hostile
from quizzes.formats import ParsedQuestion, Text, Verdict, gift_writer, moodle_xml_writer, own_json, read_file
from quizzes.formats.question import Answer, Pair

FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
SIGNS = st.text(alphabet="ab {}=~#%:\\->[]/\n.1?\"'<&،é", max_size=60)
WORDS = st.text(alphabet="ab1 =~#%:\\{}[]<>&\"'،é?*-", min_size=1, max_size=20).map(str.strip).filter(bool)
SHARES = st.sampled_from([0.0, 0.5, 0.25, 0.3333333, -0.5, -1.0])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_hundred_mutated_files_give_messages(oracles: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_hostile, "ORACLES", oracles / "questions")
    assert [
        found for name, content in import_hostile.mutations(100, seed) if (found := import_hostile.check(name, content))
    ] == []


@FEW
@given(SIGNS)
def test_any_text_is_read_or_refused_with_reasons(text: str) -> None:
    for start in ("", "kind,text\n", "ANSWER: A\n", '{"format": ', "<quiz>"):
        assert import_hostile.check("bank", (start + text).encode()) == ""


@FEW
@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused_with_reasons(content: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"\xff\xfe", b"<quiz>"):
        assert import_hostile.check("bank", start + content) == ""


@pytest.mark.parametrize(
    "content",
    [
        b"[html]q" + b"<a " * 6_000 + b"{=b ~c}",
        b"[html]q" + b"<!--" * 4_500 + b"{=b ~c}",
        b"[markdown]q" + b"![" * 9_000 + b"{=b ~c}",
        b"a{\n\n" + b"=x\n\n" * 500_000,
        b"$CATEGORY: a\n" * 500_000 + b"q{=b ~c}",
        b"q\nA. b\nB. c\n" + b"ANSWER: A\n" * 500_000,
        b"q{=1" + b"." * 4_000_000 + b"}",
        b"kind,text" + b",x" * 500_000 + b"\n1,2\n",
        b'{"format": "bluehelm-questions", "version": 1, "questions": [' + b"[" * 100_000,
    ],
    ids=[
        "tags that never end",
        "comments that never end",
        "pictures that never end",
        "paragraphs",
        "categories",
        "answers",
        "dots",
        "columns",
        "depth",
    ],
)
def test_what_grows_with_the_square_elsewhere_is_read_in_a_moment(content: bytes) -> None:
    began = time.process_time()
    assert import_hostile.check("bank", content) == ""
    assert time.process_time() - began < import_hostile.SLOWEST


def choices() -> st.SearchStrategy[ParsedQuestion]:
    wrong = st.builds(lambda text, share, told: Answer(Text(text), share, Text(told)), WORDS, SHARES, st.just("") | WORDS)
    right = st.builds(lambda text: Answer(Text(text), 1.0), WORDS)
    answers = st.tuples(st.lists(wrong, min_size=1, max_size=4), right).map(lambda both: (*both[0], both[1]))
    return st.builds(ParsedQuestion, kind=st.just("single"), stem=WORDS.map(Text), name=WORDS.map(squeezed), answers=answers)


def matchings() -> st.SearchStrategy[ParsedQuestion]:
    pairs = st.lists(st.builds(lambda stem, choice: Pair(Text(stem), choice), WORDS, WORDS), min_size=2, max_size=5).map(tuple)
    return st.builds(ParsedQuestion, kind=st.just("matching"), stem=WORDS.map(Text), name=WORDS.map(squeezed), pairs=pairs)


def squeezed(text: str) -> str:
    return " ".join(text.split())


@FEW
@given(choices() | matchings())
def test_whatever_is_written_is_read_back_the_same(question: ParsedQuestion) -> None:
    for write in (moodle_xml_writer.write, own_json.write, gift_writer.write):
        if write == gift_writer.write and gift_writer.cannot_hold(question):
            continue
        (found,) = read_file(write([question]).encode(), "bank").found
        assert found.verdict != Verdict.REFUSED, (write, found.refusal)
        assert found.question is not None
        assert (found.question.stem.text, found.question.name) == (question.stem.text, question.name)
        assert [(a.text.text, a.share, a.feedback.text) for a in found.question.answers] == [
            (a.text.text, a.share, a.feedback.text) for a in question.answers
        ]
        assert [(p.stem.text, p.choice) for p in found.question.pairs] == [(p.stem.text, p.choice) for p in question.pairs]
