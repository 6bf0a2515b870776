"""The rules library: headings first, by instrument or by topic; a heading opens its rules. Public, and fixed in its queries."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from law.library import rules_library
from tests.conftest import Cast
from tests.factories.courses import make_topic
from tests.law.shelves import LIBRARY, page, shelved, small_library

pytestmark = pytest.mark.django_db


def headings(text: str) -> list[str]:
    return re.findall(r'<strong lang="\w+" dir="\w+">([^<]+)</strong>', text)


def test_it_opens_with_the_instruments_in_their_order_and_how_many_rules_each_has() -> None:
    small_library()
    text = page()
    assert headings(text) == ["AP I", "AP II", "CRC"]
    assert text.count("1 rule<") == 2
    assert text.count("2 rules<") == 1
    assert "Take constant care" not in text


def test_by_topic_the_headings_stand_in_the_order_of_the_alphabet() -> None:
    small_library()
    text = page(by="topic")
    assert headings(text) == ["AP I", "Children", "Humane treatment"]
    assert "3 rules<" in text


def test_an_instrument_opens_its_rules() -> None:
    small_library()
    text = page(instrument="crc")
    assert "<h1 " in text
    assert "Instrument CRC" in text
    assert "No torture of children" in text
    assert "Precautions in attack" not in text


def test_a_topic_opens_its_rules_by_instrument() -> None:
    small_library()
    text = page(topic="humane-treatment")
    assert "Humane treatment" in text
    assert text.index("AP II") < text.index("CRC Art 37")
    assert "Children in armed conflict" not in text


@pytest.mark.parametrize("query", [{"instrument": "none"}, {"topic": "none"}, {"by": "none"}, {"topic": "\x00"}])
def test_what_is_not_there_leads_to_the_headings(query: dict[str, str]) -> None:
    small_library()
    assert headings(page(**query)) == ["AP I", "AP II", "CRC"]


def test_an_empty_library_says_so() -> None:
    assert "No rules yet" in page()


def test_a_rule_without_a_topic_stands_under_its_instrument() -> None:
    shelved("AP I Art 57", "Precautions in attack")
    text = page(by="topic")
    assert headings(text) == ["AP I"]
    assert 'href="/rules/?instrument=ap-i"' in text


def test_it_is_open_to_strangers_and_to_everybody_else(cast: Cast, client_of: Callable[..., Client]) -> None:
    rule = small_library()[0]
    for person in (None, cast.learner, cast.commander, cast.trainer):
        for path in (LIBRARY, rule.get_absolute_url(), f"{LIBRARY}card/"):
            assert client_of(person).get(path).status_code == 200


@pytest.mark.parametrize("rules", [1, 60])
@pytest.mark.parametrize(
    ("asked", "queries"),
    [
        ({"by": "instrument"}, 3),
        ({"by": "topic"}, 4),
        ({"by": "instrument", "instrument_key": "t0"}, 4),
        ({"by": "instrument", "topic_key": "topic-4"}, 4),
        ({"by": "topic", "words": "Rule"}, 5),
    ],
)
def test_a_fixed_number_of_queries_reads_the_library(
    rules: int, asked: dict[str, str], queries: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    topics = [make_topic(f"topic-{n}", f"Topic {n}") for n in range(5)]
    for number in range(rules):
        shelved(f"T{number % 7} Art {number}", f"Rule {number}", *topics[number % 5 :])
    with django_assert_num_queries(queries):
        reading = rules_library(language="en", **asked)
        shown = [rule.applies_label for group in reading.groups for rule in group.rules if rule.locale.language_code]
        assert shown or [line.title for line in reading.index]
