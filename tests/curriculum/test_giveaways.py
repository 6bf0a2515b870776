"""What the wording of options betrays is found, and fair options are left in peace."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.giveaways import (
    ENOUGH,
    Choice,
    by_shared_words,
    by_words,
    most_like_a_key,
    of_all_checks,
    of_two_forms,
    word_weights,
)
from curriculum.item_forms import BankForm

NAMES = ["alpha", "bravo", "carol", "delta", "echo", "fox", "golf", "hotel", "india", "juliet", "kilo", "lima", "mike", "nora"]


def bank(betrays: bool, questions: int = 2 * ENOUGH) -> BankForm:
    """Questions on names; where the wording betrays, every wrong option says “because” and the key does not."""
    because = " because" if betrays else ""
    items = []
    for number in range(questions):
        right, *wrong = (NAMES[(number * 3 + step * 5) % len(NAMES)] for step in range(3))
        options = [{"right": right.title(), "because": "So."}]
        options += [{"wrong": each.title() + because, "because": "No."} for each in wrong]
        options = options[number % 3 :] + options[: number % 3]
        items.append({"key": f"item-{number}", "kind": "single", "topic": "t", "cites": ["X"], "stem": "?", "options": options})
    return BankForm.model_validate({"title": "Bank", "items": items})


def test_banks_whose_wrong_options_alone_give_reasons_are_named_with_the_words() -> None:
    found = dict(by_words([("one", bank(True)), ("two", bank(True))]))
    assert found.keys() == {"one", "two"}
    assert "“because”" in found["one"].partition("in wrong options:")[2]


def test_banks_of_one_form_are_left_in_peace() -> None:
    assert list(by_words([("one", bank(False)), ("two", bank(False))])) == []


def test_a_bank_alone_or_a_small_one_is_not_judged() -> None:
    assert list(by_words([("one", bank(True))])) == []
    assert list(by_words([("one", bank(True, ENOUGH - 1)), ("two", bank(True, ENOUGH - 1))])) == []


def checks(betrays: bool) -> list[dict[str, Any]]:
    """The questions of a bank, as checks of lessons hold them."""
    items = bank(betrays).items
    return [{"options": [{"text": option.text, "is_right": bool(option.right)} for option in item.options]} for item in items]


def test_checks_are_judged_over_all_modules_together() -> None:
    few = {"one": checks(True)[:6], "two": checks(True)[:6], "three": checks(True)[:6]}
    assert "betray 18 of 18 keys in the checks" in of_all_checks(few)
    assert of_all_checks({"one": checks(False), "two": checks(False)}) == ""
    assert of_all_checks({"one": checks(True)}) == ""


def test_keys_in_the_middle_of_their_options_are_found_and_balanced_ones_left_in_peace() -> None:
    between, balanced = ("stay, report", "stay, sleep", "leave, report"), ("stay, report", "stay, sleep", "leave, sleep")
    assert "15 of 15 keys of checks share most words" in "".join(by_shared_words([], [check_of(between)] * ENOUGH))
    assert list(by_shared_words([], [check_of(balanced)] * ENOUGH)) == []
    assert list(by_shared_words([], [check_of(between)] * (ENOUGH - 1))) == []


def check_of(texts: tuple[str, ...]) -> dict[str, Any]:
    """The first option is right."""
    return {"options": [{"text": text, "is_right": place == 0} for place, text in enumerate(texts)]}


def test_a_question_to_ask_or_a_quoted_sentence_is_a_sentence_too() -> None:
    assert not of_two_forms(["Stop.", "“May I pass?”", '"I report it."', "« Je le signale. »"])
    assert not of_two_forms(["Report it", "The chief's word", "“Abuse”"])
    assert of_two_forms(["Nowhere. It rests on powers.", "In Chapter VII"])


@settings(deadline=None)
@given(st.lists(st.text(alphabet="ab ", max_size=8), min_size=2, max_size=5), st.data())
def test_the_order_of_the_options_does_not_matter_to_the_model(options: list[str], data: st.DataObject) -> None:
    weight = word_weights([Choice(("a", "b"), 0), Choice(("a b", "b"), 0)])
    shuffled = data.draw(st.permutations(options))
    picked, again = (
        options[most_like_a_key(Choice(tuple(options), 0), weight)],
        shuffled[most_like_a_key(Choice(tuple(shuffled), 0), weight)],
    )
    assert set(picked.split()) == set(again.split()) or _score(picked, weight) == _score(again, weight)


def _score(option: str, weight: dict[str, float]) -> float:
    return round(sum(weight.get(word, 0.0) for word in set(option.split())), 9)
