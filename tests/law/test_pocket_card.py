"""The pocket card holds the rules marked for it, each once, on two sides of about the same weight."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.card import LARGE, PLAIN, balanced_cut, pocket_card, print_size
from law.models import Rule
from tests.factories.courses import make_topic
from tests.law.shelves import page, shelved, small_library, translated

CARD = "/rules/card/"


@pytest.fixture
def card_of_four(db: None) -> list[Rule]:
    rules = small_library()
    Rule.objects.update(on_card=True)
    for rule in rules:
        rule.refresh_from_db()
    shelved("AP I Art 35", "Not on the card", make_topic(), gist="Not carried.")
    return rules


def test_only_marked_rules_stand_on_it(card_of_four: list[Rule]) -> None:
    text = page(CARD)
    assert "Protect children." in text
    assert "Not carried." not in text


def test_a_rule_of_two_topics_stands_there_once(card_of_four: list[Rule]) -> None:
    assert page(CARD).count("No child is tortured.") == 1


def test_a_rule_without_a_topic_stands_under_its_instrument(db: None) -> None:
    shelved("AP I Art 57", "Precautions in attack", gist="Take constant care.", on_card=True)
    text = page(CARD)
    assert ">AP I</h2>" in text
    assert "Take constant care." in text


def test_every_rule_leads_to_its_page(card_of_four: list[Rule]) -> None:
    assert f'href="{card_of_four[2].get_absolute_url()}"' in page(CARD)


def test_it_names_the_centre_and_who_decides_the_detail(card_of_four: list[Rule]) -> None:
    text = page(CARD)
    assert "Meridia Peacekeeping Training Centre" in text
    assert "rules of engagement" in text


def test_an_empty_card_says_so(db: None) -> None:
    assert "The card is empty" in page(CARD)


def test_it_speaks_the_readers_language_where_a_rule_is_translated(card_of_four: list[Rule]) -> None:
    translated(card_of_four[2], "ar", gist="احموا الأطفال.")
    text = page(CARD, language="ar")
    assert '<li><span lang="ar" dir="rtl">احموا الأطفال.</span>' in text
    assert '<li><span lang="en" dir="ltr">No child is tortured.</span>' in text


@pytest.mark.parametrize("rules", [2, 40])
def test_three_queries_read_the_card(db: None, rules: int, django_assert_num_queries: Callable[..., Any]) -> None:
    topics = [make_topic(f"topic-{n}", f"Topic {n}") for n in range(4)]
    for number in range(rules):
        shelved(f"T Art {number}", f"Rule {number}", topics[number % 4], on_card=True)
    with django_assert_num_queries(3):
        card = pocket_card("en")
    assert sum(len(group.rules) for side in card.sides for group in side) == rules


@given(st.lists(st.integers(1, 500), min_size=2, max_size=20))
def test_no_other_cut_is_more_even(weights: list[int]) -> None:
    def gap(cut: int) -> int:
        return abs(sum(weights[:cut]) - sum(weights[cut:]))

    cut = balanced_cut(weights)
    assert all(gap(cut) <= gap(other) for other in range(1, len(weights)))


def test_the_more_there_is_the_smaller_the_print() -> None:
    assert [print_size(letters) for letters in (0, LARGE, LARGE + 1, PLAIN, PLAIN + 1)] == [
        "large",
        "large",
        "plain",
        "plain",
        "small",
    ]


def test_nothing_is_cut_from_nothing() -> None:
    assert balanced_cut([]) == 0
