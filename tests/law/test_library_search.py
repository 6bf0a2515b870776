"""Rules are found by what people type: words with or without accents, or a citation however it is written."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from law.search import is_match, plain
from tests.conftest import NOW
from tests.law.shelves import LIBRARY, page, shelved, small_library

CITATION, TEXT = "AP I Art 57(2)(c)", "Warning before an attack. Civilians are warned in time; the État decides nothing."


TYPED_CITATIONS = ["AP I Art 57(2)(c)", "ap i 57", "art 57", "57 2 c", "Art. 57 (2) c", "api", "572c", "APIArt57"]
TYPED_WORDS = ["", "  ", "warn", "WARNED civilians", "etat", "État", "ÉTAT", "attack, warning", "57 attack"]


@pytest.mark.parametrize("typed", [*TYPED_CITATIONS, *TYPED_WORDS])
def test_a_rule_answers_to_its_citation_and_to_its_words(typed: str) -> None:
    assert is_match(typed, CITATION, TEXT)


@pytest.mark.parametrize("typed", ["AP II Art 57", "ap ii", "torture", "warn torture", "art 58", "5", "5 2"])
def test_a_rule_does_not_answer_to_others(typed: str) -> None:
    assert not is_match(typed, CITATION, TEXT)


@pytest.mark.parametrize("typed", ["تعذيب", "التعذيب", "اسر", "أَسْر"])
def test_arabic_words_are_found_with_or_without_article_and_vowel_signs(typed: str) -> None:
    assert is_match(typed, "CAT Art 2", "حظر التعذيب في الأسر")


@given(st.text(max_size=60))
def test_every_rule_answers_to_a_piece_of_its_own_text(text: str) -> None:
    assert is_match(text, "X 1", text)
    assert plain(plain(text)) == plain(text)


@pytest.mark.django_db
def test_a_search_shows_the_rules_and_how_many_they_are() -> None:
    small_library()
    text = page(q="children")
    assert "2 rules for “children”." in text
    assert "No torture of children" in text
    assert "Precautions in attack" not in text
    assert "1 rule for “precautions”." in page(q="precautions")


@pytest.mark.django_db
def test_a_rule_under_two_topics_is_counted_once() -> None:
    small_library()
    text = page(q="torture", by="topic")
    assert "1 rule for “torture”." in text
    assert text.count("No torture of children") == 2


@pytest.mark.django_db
def test_nothing_found_says_what_to_try() -> None:
    small_library()
    text = page(q="zeppelin")
    assert "0 rules for “zeppelin”." in text
    assert "Try fewer or other words" in text


@pytest.mark.django_db
def test_a_search_stays_within_the_topic_or_instrument_that_is_open() -> None:
    small_library()
    text = page(topic="humane-treatment", q="children")
    assert "1 rule for “children”." in text
    assert '<input type="hidden" name="topic" value="humane-treatment">' in text
    assert "0 rules" in page(instrument="ap-i", q="children")


@pytest.mark.django_db
def test_the_words_survive_the_change_of_order() -> None:
    small_library()
    text = page(q="children & war")
    assert 'href="?q=children+%26+war&amp;by=topic"' in text


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "%", "_", "'; --", "\x00", "x" * 5000, "ا" * 200])
def test_no_input_breaks_the_page(typed: str) -> None:
    small_library()
    text = page(q=typed)
    assert "<script>alert" not in text


@pytest.mark.django_db
def test_searching_without_end_is_slowed_down_and_reading_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("law.views.SEARCHES_A_MINUTE", "2/m/ip")
    shelved("AP I Art 57", "Precautions in attack")
    with time_machine.travel(NOW, tick=False) as clock:
        answers = [Client().get(LIBRARY, {"q": "attack"}) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert "Wait one minute" in answers[-1].content.decode()
        assert Client().get(LIBRARY).status_code == 200
        clock.shift(timedelta(seconds=61))
        assert Client().get(LIBRARY, {"q": "attack"}).status_code == 200
