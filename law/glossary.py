"""The glossary, read: the terms of a language under their first letters."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from law.models import GlossaryTerm


@dataclass(frozen=True)
class Letter:
    """A letter and the terms that begin with it; É stands with E."""

    name: str
    terms: list[Any]


def glossary_of(language: str) -> list[Letter]:
    """Two queries. What is not translated is shown in English."""
    terms = GlossaryTerm.objects.spoken_in(language).select_related("locale").prefetch_related("rules")
    ordered = sorted(terms, key=lambda term: plain(term.term))
    return [Letter(name, list(each)) for name, each in groupby(ordered, key=lambda term: plain(term.term)[:1].upper())]


def plain(text: str) -> str:
    """Without accents and capitals, as words are looked up."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
