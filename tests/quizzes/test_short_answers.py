"""Short answers: trimmed, case as set, stars, the first that fits."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.kinds import KINDS, ResponseRefused
from quizzes.kinds.short_answer import fits
from tests.quizzes.items import plain_item

KIND = KINDS["short-answer"]
FROG = [{"text": "Frog"}, {"text": "Cat", "share": "50"}, {"text": "*", "share": "0", "rationale": "Neither."}]


def earned(answers: list[dict], text: str, **switches: bool) -> Fraction:
    _content, key = KIND.freeze(plain_item(answers=answers, **switches))
    return KIND.mark(key, KIND.clean_response({"stem": ""}, {"text": text}))


@pytest.mark.parametrize(
    ("text", "share"),
    [("Frog", "1"), ("FROG", "1"), ("  frog ", "1"), ("Frogx", "0"), ("cat", "1/2"), ("*", "0"), ("", "0"), ("   ", "0")],
)
def test_the_first_accepted_answer_that_fits_decides(text: str, share: str) -> None:
    assert earned(FROG, text) == Fraction(share)


def test_of_two_that_fit_the_first_counts() -> None:
    both = [{"text": "red*", "share": "25"}, {"text": "red crystal"}]
    assert earned(both, "red crystal") == Fraction(1, 4)
    assert earned(both[::-1], "red crystal") == 1


def test_capital_letters_count_only_where_the_author_says_so() -> None:
    assert earned([{"text": "ICRC"}], "icrc") == 1
    assert earned([{"text": "ICRC"}], "icrc", match_case=True) == 0
    assert earned([{"text": "Straße"}], "STRASSE") == 1


@pytest.mark.parametrize(
    ("pattern", "text", "is_right"),
    [
        ("no one", "no  one", False),
        ("red *", "red cross", True),
        ("red *", "red", False),
        ("*cross*", "the red cross society", True),
        ("a*b*c", "a-b-c", True),
        ("a*b*c", "a-c-b", False),
        ("ab*ba", "aba", False),
        ("a\\*b", "a*b", True),
        ("a\\*b", "axb", False),
        ("é", "e\u0301", True),
        ("الهلال", " الهلال ", True),
        ("الهلال", "\u200fالهلال\u200f", True),
        ("\u200eICRC ", "icrc", True),
        ("l'otage", "l’otage", True),
        ("l’otage", "l'otage", True),
        ("the “shield”", 'the "shield"', True),
        ("30 km", "30\u00a0km", True),
        ("الأسير", "الأَسِير", True),
        ("الأسير", "الأســير", True),
        ("الأسير", "الاسير", False),
        ("(a+)+", "aaaa", False),
        ("[ab]", "a", False),
        (".", "x", False),
    ],
)
def test_only_the_star_stands_for_other_text(pattern: str, text: str, is_right: bool) -> None:
    assert fits(pattern, text, match_case=False) is is_right


def test_where_capitals_count_marks_count_as_well() -> None:
    assert not fits("الأسير", "الأَسِير", match_case=True)
    assert fits("l'otage", "l’otage", match_case=True)


@given(st.lists(st.text("ab", max_size=4), min_size=1, max_size=4), st.data())
def test_whatever_fills_the_stars_fits(pieces: list[str], data: st.DataObject) -> None:
    text = pieces[0] + "".join(data.draw(st.text("ab", max_size=4)) + piece for piece in pieces[1:])
    assert fits("*".join(pieces), text, match_case=True)


def test_many_stars_cost_no_time() -> None:
    assert not fits("*a" * 100 + "*b", "a" * 250, match_case=True)


def test_what_is_typed_is_kept_trimmed_and_of_bounded_length() -> None:
    assert KIND.clean_response({}, {"text": "  two  words\u0000 "}) == {"text": "two  words"}
    with pytest.raises(ResponseRefused, match="at most 250 characters"):
        KIND.clean_response({}, {"text": "x" * 251})


@pytest.mark.parametrize("data", [{}, {"text": 1}, {"text": None}, {"text": ["a"]}, {"text": "a", "score": 1}, {"chosen": []}])
def test_a_response_that_does_not_fit_is_refused(data: dict) -> None:
    with pytest.raises(ResponseRefused):
        KIND.clean_response({}, data)


@pytest.mark.parametrize(
    ("answers", "fault"),
    [
        ([], "At least one accepted answer must earn 100 per cent."),
        ([{"text": "a", "share": "50"}], "At least one accepted answer must earn 100 per cent."),
        ([{"text": " "}], "An accepted answer has no text."),
        ([{"text": "a"}, {"text": "*"}], "it can only earn nothing"),
        ([{"text": "a"}, {"text": "b", "share": "120"}], "between 0 and 100"),
    ],
)
def test_a_faulty_item_is_named(answers: list[dict], fault: str) -> None:
    assert any(fault in sentence for sentence in KIND.faults(plain_item(answers=answers)))


def test_a_good_item_has_no_fault_and_shows_nothing_of_its_answers() -> None:
    item = plain_item(answers=FROG)
    assert KIND.faults(item) == []
    assert KIND.freeze(item)[0] == {"stem": "What now?"}


def test_the_key_is_told_in_words() -> None:
    content, key = KIND.freeze(plain_item(answers=FROG))
    lines = KIND.reveal(content, key, [], {"text": "dog"})
    assert [(line.text, line.is_right, line.is_chosen) for line in lines] == [
        ("Frog", True, False),
        ("Cat", True, False),
        ("dog", False, True),
    ]
