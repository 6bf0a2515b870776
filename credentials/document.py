"""The printable certificate: one A4 sheet as PDF, drawn by typst from plain values.

Look and words are those of an edition, a folder of `sheets/`; its type is in `base/fonts/`. A certificate is printed for ever by
the edition with which it was issued, see docs/decisions/0019-certificates-keep-their-edition.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urldefrag

import yaml

from base.printing import plain, printed, qr_svg

Language = Literal["en", "fr", "ar"]

EDITION = 2  # of what is issued from now on
FOLDER = Path(__file__).parent / "sheets"
SHEETS = FOLDER / "certificates.typ"
ATTACHED = ("badge",)


def sheet_file(edition: int) -> Path:
    """The look of one sheet."""
    return FOLDER / str(edition) / "certificate.typ"


@cache
def words_of(edition: int) -> dict[Language, dict[str, Any]]:
    """The words of an edition, by language and key."""
    words: dict[Language, dict[str, Any]] = yaml.safe_load((FOLDER / str(edition) / "words.yaml").read_text("utf-8"))
    return words


@dataclass(frozen=True)
class CertificateSheet:
    """What stands on one certificate, in words ready to print in `language`; rank, number, unit, level and criteria may be empty.

    `criteria` is a sentence or two on what was asked for; `external` says that the training was given outside Bluehelm.
    `badge`: the signed credential, attached to the file as it is.
    """

    holder_name: str
    rank: str
    service_number: str
    unit: str
    title: str
    level: str
    language: Language
    issued_on: date
    expires_on: date | None
    code: str
    verify_url: str
    issuer: str
    criteria: str
    external: bool = False
    badge: str = ""
    edition: int = EDITION


def certificate_pdf(sheet: CertificateSheet) -> bytes:
    """Draw the sheet as one page of tagged PDF/A-3a and PDF/UA-1; equal sheets give equal bytes.

    A letter that no font in `base/fonts/` holds prints as a sign in its place.
    """
    return printed(sheet_file(sheet.edition), sheet_data(sheet), verbatim=ATTACHED)


def certificates_pdf(title: str, sheets: Sequence[dict[str, Any]], *, language: str, author: str, on: date) -> bytes:
    """Many certificates in one file, a page each, from what `sheet_data` made of each sheet."""
    day = {"year": on.year, "month": on.month, "day": on.day}
    return printed(
        SHEETS, {"title": title, "author": author, "date": day, "language": language, "sheets": list(sheets)}, verbatim=ATTACHED
    )


def date_in_words(day: date, language: Language, edition: int = EDITION) -> str:
    """The day as people write it: 12 March 2027, 12 mars 2027, 12 مارس 2027 (the first of a French month is 1er)."""
    number = "1er" if (language, day.day) == ("fr", 1) else str(day.day)
    return f"{number} {words_of(edition)[language]['months'][day.month - 1]} {day.year}"


def sheet_data(sheet: CertificateSheet) -> dict[str, Any]:
    """What the edition’s `certificate.typ` reads: the sheet's fields as plain text, its days in words, and the QR code as SVG."""
    texts = {name: plain(value) if isinstance(value, str) else value for name, value in asdict(sheet).items()}
    texts["badge"] = sheet.badge  # to its last byte
    issued = sheet.issued_on
    return texts | {
        "issued_on": _day_data(issued, sheet),
        "expires_on": sheet.expires_on and _day_data(sheet.expires_on, sheet),
        "document_date": {"year": issued.year, "month": issued.month, "day": issued.day},
        "code_groups": re.findall(".{1,4}", re.sub(r"[\s-]", "", sheet.code)),
        "address": urldefrag(sheet.verify_url).url,  # what a person can type; the QR code and the link have all of it
        "qr": qr_svg(sheet.verify_url),
    }


def _day_data(day: date, sheet: CertificateSheet) -> dict[str, str]:
    return {"own": date_in_words(day, sheet.language, sheet.edition), "english": date_in_words(day, "en", sheet.edition)}
