"""A short date is one in every language: French and Arabic months have no three-letter form that tells June from July."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import translation

from tests.test_architecture import python_files

THREE_LETTERS = re.compile(r"""(?:\|date:|(?:date_format|in_words)\([^()]*, )["'](?![A-Z_]{5})[^"']*(?<!\\)[Mb][^"']*["']""")


@pytest.mark.parametrize(
    ("language", "june", "july"),
    [("en", "3 June 2026", "3 July 2026"), ("fr", "3 juin 2026", "3 juil. 2026"), ("ar", "3 يونيو 2026", "3 يوليو 2026")],
)
def test_june_and_july_are_told_apart(language: str, june: str, july: str) -> None:
    short = Template('{{ day|date:"j N Y" }}')
    with translation.override(language):
        assert [short.render(Context({"day": date(2026, month, 3)})) for month in (6, 7)] == [june, july]


def pages_and_modules() -> Iterator[Path]:
    yield from Path(settings.BASE_DIR, "templates").rglob("*.html")
    yield from python_files()


def test_nothing_asks_for_three_letters_of_a_month() -> None:
    assert THREE_LETTERS.search('{{ day|date:"j M Y" }}')
    assert [str(each) for each in pages_and_modules() if THREE_LETTERS.search(each.read_text())] == []
