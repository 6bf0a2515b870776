"""Days and moments stand as each language writes them: the first of a French month, the comma of Arabic."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from django.template import engines
from django.utils import translation
from django.utils.timezone import localtime

from base.dates import in_words

FIRST, SECOND = date(2027, 3, 1), date(2027, 3, 2)
MOMENT = datetime(2027, 3, 1, 9, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "value", "form", "words"),
    [
        ("fr", FIRST, "j F Y", "1er mars 2027"),
        ("fr", SECOND, "j F Y", "2 mars 2027"),
        ("fr", date(2027, 3, 11), "j F Y", "11 mars 2027"),
        ("fr", MOMENT, "l j F Y, H:i", "lundi 1er mars 2027, 09:05"),
        ("en", FIRST, "j F Y", "1 March 2027"),
        ("ar", FIRST, "j F Y", "1 مارس 2027"),
        ("ar", MOMENT, "j F Y, H:i", "1 مارس 2027، 09:05"),
        ("en", MOMENT, "j F Y, H:i", "1 March 2027, 09:05"),
        ("fr", time(1, 0), "H:i", "01:00"),
    ],
)
def test_code_and_templates_write_the_same(language: str, value: date | time, form: str, words: str) -> None:
    template = engines["django"].from_string("{{ value|date:form }}")
    with translation.override(language):
        assert in_words(value, form) == words
        assert template.render({"value": value, "form": form}) == words


def test_a_moment_stands_in_the_time_of_the_place() -> None:
    with translation.override("en"):
        assert engines["django"].from_string('{{ value|date:"H:i" }}').render({"value": MOMENT}) == f"{localtime(MOMENT):%H:%M}"


def test_no_day_is_no_text() -> None:
    assert engines["django"].from_string('{{ value|date:"j F Y" }}').render({"value": None}) == ""
