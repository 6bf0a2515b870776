"""The glossary: words by first letter, with the rules they come from, in the reader’s language where it exists."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.models import Locale

from law.glossary import glossary_of
from law.models import GlossaryTerm
from tests.factories.courses import make_rule

pytestmark = pytest.mark.django_db


def term(word: str, key: str, language: str = "en", **fields: object) -> GlossaryTerm:
    locale, _made = Locale.objects.get_or_create(language_code=language)
    return GlossaryTerm.objects.create(key=key, term=word, says=f"What {word} means.", locale=locale, **fields)


def test_terms_stand_under_their_first_letters_accents_aside() -> None:
    for word, key in [("Zone", "zone"), ("état", "state"), ("Emblem", "emblem")]:
        term(word, key)
    assert [(letter.name, [t.term for t in letter.terms]) for letter in glossary_of("en")] == [
        ("E", ["Emblem", "état"]),
        ("Z", ["Zone"]),
    ]


def test_what_is_translated_stands_once_in_the_language_of_the_reader() -> None:
    english = term("Wounded", "wounded")
    term("Blessé", "wounded", "fr", translation_key=english.translation_key)
    term("Zone", "zone")
    assert [t.term for letter in glossary_of("fr") for t in letter.terms] == ["Blessé", "Zone"]


def test_the_page_shows_each_term_with_links_to_its_rules(client: Client) -> None:
    rule = make_rule()
    made = term("Wounded", "wounded")
    made.rules.set([rule])
    made.save()
    html = client.get("/rules/glossary/").content.decode()
    assert "What Wounded means." in html
    assert f'href="{rule.get_absolute_url()}"' in html
    assert 'id="wounded"' in html


def test_without_terms_it_says_so(client: Client) -> None:
    assert "No words yet" in client.get("/rules/glossary/").content.decode()


def test_it_costs_the_same_however_many_terms_there_are(client: Client, django_assert_max_num_queries) -> None:  # noqa: ANN001
    for number in range(30):
        term(f"Term {number}", f"term-{number}")
    with django_assert_max_num_queries(6):
        client.get("/rules/glossary/")
