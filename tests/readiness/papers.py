"""How a test has a document issued, by the form that a commander sends, and reads its files."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from people.models import User
from readiness.models import IssuedDocument
from tests.conftest import Cast

AT = timezone.now() - timedelta(minutes=5)
ClientOf = Callable[[User | None], Client]


def issue(cast: Cast, client_of: ClientOf, kind: str = "certification", **change: str) -> IssuedDocument:
    data = {"kind": kind, "achievement": "core", "language": "en"} | change
    answer = client_of(cast.commander).post(f"/readiness/documents/units/{cast.alpha.pk}/", data)
    assert answer.status_code == 302, answer.content.decode()
    return IssuedDocument.objects.latest("pk")


def pdf_text(document: IssuedDocument) -> str:
    pages = PdfReader(io.BytesIO(bytes(document.pdf))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def cells(document: IssuedDocument) -> list[str]:
    sheet = load_workbook(io.BytesIO(bytes(document.workbook))).active
    return [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]  # type: ignore[union-attr]
