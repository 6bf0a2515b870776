"""The library speaks the reader's language where it can, English where it cannot, and every link works in all of them."""

from __future__ import annotations

import pytest
from django.test import Client

from law.models import Instrument, Rule
from tests.law.shelves import page, small_library, translated

pytestmark = pytest.mark.django_db


def test_without_any_translation_the_library_is_english() -> None:
    small_library()
    text = page(language="fr", instrument="crc")
    assert 'lang="en" dir="ltr"><strong><bdi>CRC Art 38</bdi> · Children in armed conflict</strong>' in text


def test_what_is_translated_is_shown_translated_and_the_rest_in_english_each_once() -> None:
    rules = small_library()
    translated(rules[2], "fr", title="Les enfants", gist="Protégez les enfants.")
    text = page(language="fr", instrument="crc")
    assert text.count("CRC Art 38") == 1
    assert "Les enfants" in text
    assert "Children in armed conflict" not in text
    assert "No torture of children" in text


def test_a_translated_instrument_gathers_all_its_rules_under_one_heading() -> None:
    rules = small_library()
    french = translated(rules[2].instrument, "fr", short_title="CDE", title="Convention relative aux droits de l’enfant")
    translated(rules[2], "fr", title="Les enfants", instrument=french)
    text = page(language="fr")
    assert text.count("?instrument=crc") == 1
    assert '<strong lang="fr" dir="ltr">CDE</strong>' in text
    assert "Les enfants" in page(language="fr", instrument="crc")
    assert "No torture of children" in page(language="fr", instrument="crc")


def test_english_readers_see_no_translation() -> None:
    rules = small_library()
    translated(rules[2], "ar", title="الأطفال")
    assert "الأطفال" not in page(instrument="crc")


def test_a_link_of_any_language_leads_to_the_rule_in_the_readers_own() -> None:
    english = small_library()[2]
    arabic = translated(english, "ar", title="الأطفال", slug="crc-art-38-ar")
    for rule in (english, arabic):
        assert "الأطفال" in page(rule.get_absolute_url(), language="ar")
        assert "Children in armed conflict" in page(rule.get_absolute_url(), language="en")
        assert "Children in armed conflict" in page(rule.get_absolute_url(), language="fr")


def test_a_rule_that_exists_in_one_other_language_only_is_shown_in_it() -> None:
    english = small_library()[2]
    arabic = translated(english, "ar", title="الأطفال", slug="crc-art-38-ar")
    english.delete()
    assert "الأطفال" in page(arabic.get_absolute_url(), language="fr")


def test_the_same_address_in_two_languages_means_the_readers_own_rule() -> None:
    english = small_library()[2]
    translated(english, "fr", title="Les enfants")
    assert "Les enfants" in page(english.get_absolute_url(), language="fr")


def test_english_words_keep_their_direction_in_an_arabic_page() -> None:
    rule = small_library()[2]
    text = page(rule.get_absolute_url(), language="ar")
    assert '<html lang="ar" dir="rtl">' in text
    assert '<h1 lang="en" dir="ltr">' in text


def test_an_unknown_address_is_not_there() -> None:
    small_library()
    assert Client().get("/rules/none/").status_code == 404


def test_querysets_give_each_thing_once() -> None:
    rules = small_library()
    for rule in rules[:2]:
        translated(rule, "fr")
    for language, french in (("fr", 2), ("en", 0), ("ar", 0)):
        spoken = list(Rule.objects.spoken_in(language).select_related("locale"))
        assert len(spoken) == 4
        assert sum(rule.locale.language_code == "fr" for rule in spoken) == french
    assert Instrument.objects.spoken_in("fr").count() == 3
