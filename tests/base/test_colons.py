"""A word of the interface and the name beside it: the colon between them is set as the reader’s language sets it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.conftest import Cast

BARE = re.compile(r"%\}: ?(?=<bdi|\{\{)|\}\}(?:</\w+>)*: ")
WHOLE = re.compile(r"\{% blocktranslate.*?endblocktranslate %\}|\{#.*?#\}", re.DOTALL)  # translated as a whole, or a comment
FOR_THE_ADVISER = "curriculum/review_sheet.html"  # in English alone


@pytest.mark.parametrize(("language", "heading"), [("en", "Names: "), ("fr", "Noms\N{NO-BREAK SPACE}: "), ("ar", "الأسماء: ")])
def test_french_sets_a_space_before_the_colon(cast: Cast, client_of: Callable[..., Client], language: str, heading: str) -> None:
    answer = client_of(cast.commander).get(f"/readiness/units/{cast.alpha.pk}/names/", headers={"accept-language": language})
    assert f'<h1 id="names">{heading}<bdi>' in answer.content.decode()


def test_what_a_form_finds_wrong_stands_after_such_a_colon(cast: Cast, client_of: Callable[..., Client]) -> None:
    page = client_of(cast.administrator).get("/quiz/paper/?number=", headers={"accept-language": "fr"}).content.decode()
    assert "</a>\N{NO-BREAK SPACE}: " in page


def test_no_template_sets_a_colon_of_its_own_between_a_word_and_a_name() -> None:
    templates = Path(settings.BASE_DIR, "templates")
    bare = [each for each in templates.rglob("*.html") if BARE.search(WHOLE.sub("", each.read_text()))]
    assert [str(each.relative_to(templates)) for each in bare] == [FOR_THE_ADVISER]
