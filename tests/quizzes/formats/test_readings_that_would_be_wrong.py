"""What could be read in two ways, or in a way nobody meant: refused or doubted, never taken as it stands."""

from __future__ import annotations

import json

import pytest

from quizzes.formats import Found, Verdict, read_file
from quizzes.formats.own_json import HEAD

QUESTION = '<quiz><question type="{kind}"><questiontext format="html"><text>Which?</text></questiontext>{rest}</question></quiz>'
ORDER = "<gradingtype>ABSOLUTE_POSITION</gradingtype>"
ALL = "<selecttype>ALL</selecttype>"


def moodle(kind: str, *rest: str) -> bytes:
    return QUESTION.format(kind=kind, rest="".join(rest)).encode()


def answer(text: str, share: float = 100, markup: str = "html") -> str:
    return f'<answer fraction="{share}" format="{markup}"><text>{text}</text></answer>'


def units(*pairs: tuple[str, float]) -> str:
    each = (f"<unit><multiplier>{by}</multiplier><unit_name>{name}</unit_name></unit>" for name, by in pairs)
    return f"<units>{''.join(each)}</units>"


def own(**values: object) -> bytes:
    question = {"kind": "short-answer", "stem": {"text": "Who?"}, "answers": [{"text": {"text": "me"}, "share": 1}]}
    return json.dumps({**HEAD, "questions": [question | values]}).encode()


REFUSED = {
    "two units of one name": (moodle("numerical", answer("3"), units(("m", 1), ("m", 0.001))), "Two units are called “m”"),
    "two units that differ in capitals": (moodle("numerical", answer("3"), units(("mw", 1), ("MW", 9))), "Two units"),
    "a unit that turns the sign": (moodle("numerical", answer("3"), units(("m", 1), ("deep", -1))), "no number above 0"),
    "a unit of nothing": (moodle("numerical", answer("3"), units(("m", 0))), "no number above 0"),
    "an answer whose words stand beside its text": (
        moodle("multichoice", '<answer fraction="100">me</answer>', answer("you", 0)),
        "Words",
    ),
    "words that stand beside the answers": (
        moodle("multichoice", answer("me"), "or them", answer("you", 0)),
        "Words stand outside",
    ),
    "two answers on one place": (moodle("ordering", answer("a", 1), answer("b", 1), ORDER), "the same place"),
    "three answers to true or false": (
        moodle("truefalse", answer("true"), answer("false", 0), answer("false", 0)),
        "True or false needs",
    ),
    "a tolerance below nothing": (b"kind,text,answer 1,share 1,tolerance 1\nnumerical,How many?,3,100,-1\n", "cannot be read"),
    "capitals that count in a choice": (
        b"kind,text,answer 1,share 1,answer 2,share 2,capitals count\nsingle,Who?,me,100,you,0,yes\n",
        "“capitals count” says nothing",
    ),
    "all or nothing of one answer": (
        b"kind,text,answer 1,share 1,answer 2,share 2,all or nothing\nsingle,Who?,me,100,you,0,yes\n",
        "“all or nothing” says nothing",
    ),
    "two units of one name in JSON": (
        own(kind="numerical", answers=[{"text": {"text": "3"}, "share": 1}], units=[{"name": "m"}, {"name": "M", "factor": 9}]),
        "Two units",
    ),
}
DOUBTED = {
    "an answer that is a file": (moodle("essay", "<responseformat>noinline</responseformat>"), "is a file"),
    "an answer with a file": (moodle("essay", "<attachmentsrequired>1</attachmentsrequired>"), "is a file"),
    "notes for those who mark": (
        moodle("essay", "<graderinfo><text>Look for mercy.</text></graderinfo>"),
        "Notes for those who mark",
    ),
    "a partner in HTML": (b"Match.{=a -> x &amp; y =b -> z}", "holds HTML"),
    "a short answer in HTML": (moodle("shortanswer", answer("&lt;p&gt;Paris&lt;/p&gt;")), "HTML"),
    "an order of answers that are drawn": (
        moodle("ordering", answer("a", 1), answer("b", 2), ORDER, "<selecttype>RANDOM</selecttype>"),
        "drawn each time",
    ),
    "places that go against the file": (moodle("ordering", answer("a", 2), answer("b", 1), ORDER, ALL), "another order"),
    "a short answer that accepts everything": (b"Who?{=*}", "accepts every answer"),
    "one of several that accepts everything": (b"Who?{=me =%50%**}", "accepts every answer"),
    "any number": (moodle("numerical", answer("3"), answer("*", 50)), "accepts every answer"),
}


def only(content: bytes) -> Found:
    reading = read_file(content, "bank")
    assert reading.fault is None
    (found,) = reading.found
    return found


@pytest.mark.parametrize("case", REFUSED)
def test_what_nobody_can_mean_is_refused(case: str) -> None:
    content, reason = REFUSED[case]
    found = only(content)
    assert found.verdict == Verdict.REFUSED
    assert reason in found.refusal


@pytest.mark.parametrize("case", DOUBTED)
def test_what_may_mean_another_thing_is_a_draft_that_says_why(case: str) -> None:
    content, reason = DOUBTED[case]
    found = only(content)
    assert found.verdict == Verdict.DRAFT
    assert reason in " ".join(found.reasons)


@pytest.mark.parametrize(
    "content",
    [
        b"Who?{=me =%0%*#Think again}",
        b"Who?{=\\\\*}",
        moodle("numerical", answer("3"), answer("*", 0), units(("m", 1), ("km", 0.001))),
        moodle("ordering", answer("a", 1), answer("b", 2), ORDER, ALL),
        moodle("essay", "<responseformat>editor</responseformat><graderinfo><text></text></graderinfo>"),
        b"kind,text,answer 1,share 1,answer 2,share 2,all or nothing,capitals count\nsingle,Who?,me,100,you,0,no,\n",
        moodle("shortanswer", answer("a &lt; b")),
    ],
)
def test_what_is_plain_stays_accepted(content: bytes) -> None:
    assert only(content).verdict == Verdict.ACCEPTED


def test_a_file_that_would_take_in_another_is_refused_with_the_line() -> None:
    include = '\n<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>'
    fault = read_file(moodle("shortanswer", include, answer("me")), "bank.xml").fault
    assert fault
    assert "XInclude" in fault.refusal
    assert fault.line == 2


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_json_in_utf_16_is_read_where_it_says_so(encoding: str) -> None:
    found = only(own(name="Fråga — سؤال").decode().encode(encoding))
    assert found.verdict == Verdict.ACCEPTED
    assert found.title == "Fråga — سؤال"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32"])
def test_json_that_hides_its_encoding_is_refused_as_a_whole(encoding: str) -> None:
    fault = read_file(own().decode().encode(encoding), "bank.json").fault
    assert fault
    assert "Save it as UTF-8" in fault.refusal


def test_json_in_utf_16_that_is_cut_off_is_refused() -> None:
    assert read_file(own().decode().encode("utf-16")[:-7], "bank.json").fault


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"name": "n" * 256}, "“name” is longer than 255"),
        ({"category": "c" * 1001}, "“category” is longer than 1,000"),
        ({"idnumber": "i" * 101}, "“idnumber” is longer than 100"),
        ({"tags": ["fine", "t" * 91]}, "“tags” is longer than 90"),
        ({"tags": ["\ufdfa" * 10]}, "“tags” is longer than 90"),
        ({"tags": [f"tag {n}" for n in range(61)]}, "“tags” has more than 60"),
        ({"shelf": {"misconception": "m" * 301}}, "“shelf.misconception” is longer than 300"),
        ({"model_answer": "w" * 20_001}, "longer than 20,000"),
    ],
)
def test_what_would_not_fit_is_refused_by_place_and_limit(values: dict[str, object], reason: str) -> None:
    assert reason in only(own(**values)).refusal
    widest = {"name": "n" * 255, "tags": ["t" * 90], "category": "c" * 1000}
    assert only(own(**widest)).verdict == Verdict.ACCEPTED


def test_the_limits_hold_in_every_format() -> None:
    tag = f"// [tag:{'t' * 91}]\nWho?{{=me}}".encode()
    assert "“tags”" in only(tag).refusal
