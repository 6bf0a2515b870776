"""A document's content as PDF (tagged PDF/A-3 and PDF/UA-1) and as a workbook; equal content, equal PDF."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from base.printing import plain, plain_around, printed, qr_svg
from base.sheets import xlsx_file
from readiness.documents.content import Content

SHEET = Path(__file__).parent.parent / "sheets" / "document.typ"


def document_pdf(content: Content, *, title: str, issuer: str, language: str, on: date, code: str, address: str) -> bytes:
    """The sheet to sign, and its table from the next page on."""
    data = _each(content.frozen(), plain_around) | {
        "title": plain(title),
        "issuer": plain(issuer),
        "language": language,
        "date": {"year": on.year, "month": on.month, "day": on.day},
        "code": " ".join(code[i : i + 4] for i in range(0, len(code), 4)),
        "address": address,
        "qr": qr_svg(address),
        "check": _("Verify this document"),
        "how": _("Scan the square or open the address. The record there counts, not this paper."),
        "alt": _("QR code that opens the page to verify this document"),
        "by": _("Issued by"),
    }
    return printed(SHEET, data)


def document_workbook(content: Content, *, title: str, code: str, address: str) -> bytes:
    """The same as rows: the facts, then each table under its title."""
    written = _each(content.frozen(), plain)  # no marks that steer what is printed
    tables = [row for table in written["tables"] for row in ([], [table["title"]], table["headings"], *table["rows"])]
    rows = [*written["facts"], [_("Verification code"), code], [_("Address"), address], *tables]
    with xlsx_file([title], rows) as file:
        return file.read()


def _each(value: Any, made: Callable[[str], str]) -> Any:
    """Every text as it is made; lists and dictionaries as they are."""
    if isinstance(value, str):
        return made(value)
    if isinstance(value, list):
        return [_each(each, made) for each in value]
    return {key: _each(each, made) for key, each in value.items()} if isinstance(value, dict) else value
