"""A page keeps its address and its text whatever language the reader's browser or cookie asks for."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories.courses import make_course

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["ar", "fr", "en", "sw"])
def test_an_english_page_is_found_by_a_browser_of_any_language(client: Client, language: str) -> None:
    make_course(title="Core course", slug="core")
    answer = client.get("/core/", headers={"accept-language": language})
    assert answer.status_code == 200
    assert 'lang="en" dir="ltr"' in answer.content.decode()


def test_the_interface_around_it_speaks_the_readers_language(client: Client) -> None:
    make_course(slug="core")
    assert '<html lang="ar" dir="rtl">' in client.get("/core/", headers={"accept-language": "ar"}).content.decode()


def test_a_page_that_stands_only_in_english_is_not_found_under_another_prefix(client: Client) -> None:
    make_course(slug="core")
    assert client.get("/fr/core/").status_code == 404
