"""The kinds in which options are chosen: what each takes, what it refuses, what it earns."""

import json
from fractions import Fraction
from types import SimpleNamespace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.kinds import KINDS, ResponseRefused
from quizzes.kinds.interface import exact, stored
from tests.factories.quizzes import MULTIPLE, OPTIONS, SINGLE, TRUE_FALSE, stream_of


def item_with(options: list[tuple[str, bool]], rationale: str = "Because: {}", language: str = "en") -> SimpleNamespace:
    """An item as a kind reads it, without a database."""
    return SimpleNamespace(
        stem="What now?",
        options=SimpleNamespace(raw_data=json.loads(stream_of(options, rationale))),
        translation_key=UUID(int=7),
        locale=SimpleNamespace(language_code=language),
    )


def frozen(kind: str, options: list[tuple[str, bool]] | None = None) -> tuple[dict, dict, dict[str, str]]:
    """Content, key, and the ids of the options by their texts."""
    content, key = KINDS[kind].freeze(item_with(options or OPTIONS[kind]))
    return content, key, {option["text"]: option["id"] for option in content["options"]}


def test_single_choice_earns_all_or_nothing() -> None:
    _content, key, ids = frozen("single")
    mark = KINDS["single"].mark
    assert mark(key, {"chosen": [ids["Search her with respect"]]}) == 1
    assert mark(key, {"chosen": [ids["Send her back"]]}) == 0
    assert mark(key, {"chosen": []}) == mark(key, None) == 0


@pytest.mark.parametrize(
    ("chosen", "earned"),
    [
        (["Water", "Shelter"], "1"),
        (["Water"], "1/2"),
        (["Water", "Shelter", "Freedom"], "1/2"),
        (["Water", "Freedom"], "0"),
        (["Freedom"], "0"),
        (["Water", "Shelter", "A telephone", "Freedom"], "0"),
        ([], "0"),
    ],
)
def test_multiple_response_sums_fractions_and_clips_them(chosen: list[str], earned: str) -> None:
    _content, key, ids = frozen("multiple")
    assert KINDS["multiple"].mark(key, {"chosen": [ids[text] for text in chosen]}) == Fraction(earned)


@given(st.integers(1, 6), st.integers(1, 6), st.data())
def test_multiple_response_stays_between_nothing_and_all(right: int, wrong: int, data: st.DataObject) -> None:
    options = [(f"right {n}", True) for n in range(right)] + [(f"wrong {n}", False) for n in range(wrong)]
    _content, key, ids = frozen("multiple", options)
    chosen = data.draw(st.lists(st.sampled_from(sorted(ids)), unique=True))
    earned = KINDS["multiple"].mark(key, {"chosen": [ids[text] for text in chosen]})
    hits = sum(text.startswith("right") for text in chosen)
    misses = len(chosen) - hits
    assert earned == min(Fraction(1), max(Fraction(0), Fraction(hits, right) - Fraction(misses, wrong)))


def test_true_comes_before_false_in_whatever_order_they_were_written() -> None:
    content, key, ids = frozen("true-false", [("False", True), ("True", False)])
    assert [option["text"] for option in content["options"]] == ["True", "False"]
    assert KINDS["true-false"].mark(key, {"chosen": [ids["False"]]}) == 1


@pytest.mark.parametrize(("language", "words"), [("en", ["True", "False"]), ("fr", ["Vrai", "Faux"]), ("ar", ["صحيح", "خطأ"])])
def test_true_and_false_speak_the_language_of_the_item(language: str, words: list[str]) -> None:
    fitting = item_with([(words[0], True), (words[1], False)], language=language)
    assert KINDS["true-false"].faults(fitting) == []


@pytest.mark.parametrize("kind", sorted(OPTIONS))
def test_what_may_be_shown_says_nothing_about_what_is_right(kind: str) -> None:
    content, _key, ids = frozen(kind)
    assert set(content) == {"stem", "options"}
    assert all(set(option) == {"id", "text"} for option in content["options"])
    turned = [(text, not right) for text, right in OPTIONS[kind]]
    assert frozen(kind, turned)[2] == ids


@pytest.mark.parametrize("kind", sorted(OPTIONS))
@pytest.mark.parametrize(
    "data",
    [
        {},
        {"chosen": "a"},
        {"chosen": ["?"]},
        {"chosen": [1]},
        {"chosen": [], "score": 1},
        {"chosen": None},
        {"passed": True},
    ],
)
def test_a_response_that_does_not_fit_is_refused(kind: str, data: dict) -> None:
    with pytest.raises(ResponseRefused):
        KINDS[kind].clean_response(frozen(kind)[0], data)


@pytest.mark.parametrize("kind", ["single", "true-false"])
def test_only_one_option_can_be_chosen(kind: str) -> None:
    content, _key, ids = frozen(kind)
    with pytest.raises(ResponseRefused):
        KINDS[kind].clean_response(content, {"chosen": list(ids.values())})


def test_a_response_has_one_canonical_shape() -> None:
    content, _key, ids = frozen("multiple")
    both = [ids["Water"], ids["Shelter"]]
    clean = KINDS["multiple"].clean_response
    assert clean(content, {"chosen": both}) == clean(content, {"chosen": [*reversed(both), both[0]]})


@pytest.mark.parametrize("kind", sorted(OPTIONS))
def test_a_response_is_put_into_words(kind: str) -> None:
    content, _key, ids = frozen(kind)
    text = OPTIONS[kind][0][0]
    assert KINDS[kind].summarise(content, {"chosen": [ids[text]]}) == text
    assert KINDS[kind].summarise(content, None) == "No answer"


@pytest.mark.parametrize("kind", sorted(OPTIONS))
def test_a_good_item_has_no_fault(kind: str) -> None:
    assert KINDS[kind].faults(item_with(OPTIONS[kind])) == []


@pytest.mark.parametrize(
    ("kind", "options", "fault"),
    [
        ("single", [("A", True)], "at least two options"),
        ("single", [("A", True), ("B", True)], "exactly one right option"),
        ("single", [("A", False), ("B", False)], "exactly one right option"),
        ("single", [*SINGLE, ("search  HER with respect", False)], "say the same"),
        ("single", [*SINGLE, ("  ", False)], "no text"),
        ("multiple", [("A", True), ("B", False)], "at least two right options"),
        ("multiple", [("A", True), ("B", True)], "at least one wrong one"),
        ("true-false", [("Yes", True), ("No", False)], "exactly these options: True, False"),
        ("true-false", [*TRUE_FALSE, ("Perhaps", False)], "exactly these options"),
        ("true-false", [("True", True), ("False", True)], "either True or False"),
    ],
)
def test_a_faulty_item_is_named(kind: str, options: list[tuple[str, bool]], fault: str) -> None:
    assert any(fault in sentence for sentence in KINDS[kind].faults(item_with(options)))


def test_every_option_needs_its_rationale() -> None:
    assert KINDS["multiple"].faults(item_with(MULTIPLE, rationale=" ")) == ["Every option needs its rationale."]


@given(st.integers(1, 100), st.integers(1, 100))
def test_a_stored_fraction_is_read_as_the_one_that_was_meant(top: int, bottom: int) -> None:
    fraction = Fraction(min(top, bottom), max(top, bottom))
    assert exact(stored(fraction)) == fraction
