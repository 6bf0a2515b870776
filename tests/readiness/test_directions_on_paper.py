"""On an Arabic document a Latin value that begins with a digit stands whole and in its place."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.utils import translation
from openpyxl import load_workbook
from pypdf import PdfReader

from base.printing import isolated, plain_around
from readiness.documents.content import Content, joined
from readiness.documents.paper import document_pdf, document_workbook
from tests.base.pdf_structure import faults_of

WHERE: dict[str, Any] = {"title": "وثيقة", "code": "C" * 26, "address": "http://localhost/v/C/"}


def places(pdf: bytes) -> list[tuple[float, str]]:
    """How far from the left each piece of text of the first page stands, from right to left."""
    found: list[tuple[float, str]] = []
    PdfReader(io.BytesIO(pdf)).pages[0].extract_text(
        visitor_text=lambda text, cm, tm, *_rest: found.append((cm[4] + tm[4], text.strip())) if text.strip() else None
    )
    return sorted(found, reverse=True)


def test_units_follow_each_other_from_the_right_and_each_stands_whole() -> None:
    with translation.override("ar"):
        unit = joined(["2 Coy (Rifles)", "1 Bn", "3 Bde"])
        content = Content([["الوحدة", unit]], [f"أكملوا «{isolated('3rd (2nd ed.)')}»."], [], [], 1, 1, [])
    pdf = document_pdf(content, issuer="X", language="ar", on=date(2026, 11, 1), **WHERE)
    begun = [text[:3] for _place, text in places(pdf)]
    assert [begin for begin in begun if begin in ("2 C", "1 B", "3 B")] == ["2 C", "1 B", "3 B"]
    assert faults_of(pdf) == []
    rows = load_workbook(io.BytesIO(document_workbook(content, **WHERE))).active.iter_rows(values_only=True)  # type: ignore[union-attr]
    assert "2 Coy (Rifles)، 1 Bn، 3 Bde" in [row[1] for row in rows if len(row) > 1]


@pytest.mark.parametrize("hostile", ["\u2068", "\u2069", "\u202eevil\u2069\u2068", "\u2066x"])
def test_a_name_turns_nothing_beside_it(hostile: str) -> None:
    line = plain_around(f"{hostile}a {isolated('b' + hostile)} c")
    assert line.count("\u2068") == line.count("\u2069") == 1
    assert not set(line) & set("\u202a\u202b\u202d\u202e\u2066\u2067")
