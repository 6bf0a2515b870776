"""What the map says of numbers has a form for every plural category that a browser may name."""

from __future__ import annotations

import pytest
from django.utils import translation

from scenarios.authoring.words import CATEGORIES, words

COUNTED = ("in", "out", "problems", "findings", "errors")


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_every_category_of_every_language_is_said(language: str) -> None:
    with translation.override(language):
        said = words()
    assert all(said[name].keys() == CATEGORIES.keys() and all(said[name].values()) for name in COUNTED)


def test_one_differs_from_several() -> None:
    with translation.override("en"):
        said = words()["in"]
    assert (said["one"], said["other"]) == ("%(n)s way in", "%(n)s ways in")
