"""Matching: the share of the stems that got what belongs to them."""

from fractions import Fraction

import pytest

from quizzes.kinds import KINDS, ResponseRefused
from tests.factories.quizzes import PARTS
from tests.quizzes.items import plain_item

KIND = KINDS["matching"]
PAIRS = PARTS["matching"]["pairs"]


def given(content: dict, **chosen: str) -> dict:
    """A response by the texts of both sides."""
    stems = {each["text"]: each["id"] for each in content["stems"]}
    choices = {each["text"]: each["id"] for each in content["choices"]}
    return KIND.clean_response(content, {"pairs": {stems[stem]: choices[choice] for stem, choice in chosen.items()}})


@pytest.mark.parametrize(
    ("chosen", "share"),
    [
        ({"Hospital": "Never attacked", "Barracks": "May be attacked", "School": "Never attacked"}, "1"),
        ({"Hospital": "Never attacked", "Barracks": "Never attacked", "School": "Never attacked"}, "2/3"),
        ({"Hospital": "Never attacked"}, "1/3"),
        ({"Hospital": "Always attacked"}, "0"),
        ({}, "0"),
    ],
)
def test_the_mark_is_the_share_of_right_stems(chosen: dict[str, str], share: str) -> None:
    content, key = KIND.freeze(plain_item(pairs=PAIRS))
    assert KIND.mark(key, given(content, **chosen)) == Fraction(share)


def test_partly_right_earns_nothing_where_the_author_says_so() -> None:
    content, key = KIND.freeze(plain_item(pairs=PAIRS, is_all_or_nothing=True))
    assert KIND.mark(key, given(content, Hospital="Never attacked")) == 0
    assert KIND.mark(key, None) == 0


def test_equal_right_sides_are_one_choice_and_say_nothing_of_their_stems() -> None:
    content, _key = KIND.freeze(plain_item(pairs=PAIRS))
    assert sorted(choice["text"] for choice in content["choices"]) == ["Always attacked", "May be attacked", "Never attacked"]
    turned = [{**pair, "choice": PAIRS[n - 1]["choice"]} for n, pair in enumerate(PAIRS)]
    assert KIND.freeze(plain_item(pairs=turned))[0] == content


@pytest.mark.parametrize(
    "data", [{}, {"pairs": []}, {"pairs": {"?": "x"}}, {"pairs": None}, {"pairs": {}, "score": 1}, {"chosen": []}]
)
def test_a_response_that_does_not_fit_is_refused(data: dict) -> None:
    with pytest.raises(ResponseRefused):
        KIND.clean_response(KIND.freeze(plain_item(pairs=PAIRS))[0], data)


def test_a_choice_taken_back_is_no_answer() -> None:
    content, _key = KIND.freeze(plain_item(pairs=PAIRS))
    stem = content["stems"][0]["id"]
    empty = KIND.clean_response(content, {"pairs": {stem: ""}})
    assert empty == {"pairs": {}}
    assert not KIND.is_answered(empty)


@pytest.mark.parametrize(
    ("pairs", "fault"),
    [
        ([], "at least two pairs"),
        ([{"stem": "a", "choice": "x"}, {"stem": "", "choice": "y"}], "at least two pairs"),
        ([{"stem": "a", "choice": "x"}, {"stem": "A", "choice": "y"}], "the same left side"),
        ([{"stem": "a", "choice": "x"}, {"stem": "b", "choice": ""}], "no right side"),
        ([{"stem": "a", "choice": "x"}, {"stem": "b", "choice": "x"}], "two different right sides"),
    ],
)
def test_a_faulty_item_is_named(pairs: list[dict], fault: str) -> None:
    assert any(fault in sentence for sentence in KIND.faults(plain_item(pairs=pairs)))


def test_the_key_and_the_answer_are_told_in_words() -> None:
    content, key = KIND.freeze(plain_item(pairs=PAIRS))
    response = given(content, Barracks="Always attacked")
    assert KIND.faults(plain_item(pairs=PAIRS)) == []
    assert KIND.summarise(content, response) == "Barracks → Always attacked"
    wrong = [line.text for line in KIND.reveal(content, key, [], response) if not line.is_right]
    assert wrong == ["Barracks → Always attacked"]
