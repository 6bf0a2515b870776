"""The printable certificate: one A4 sheet as PDF, drawn by typst from plain values.

The look is `sheets/certificate.typ`, its own words are `sheets/words.yaml`, and its type is in `base/fonts/`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urldefrag

from base.printing import plain, printed, qr_svg

Language = Literal["en", "fr", "ar"]

FOLDER = Path(__file__).parent / "sheets"
SHEET, SHEETS = FOLDER / "certificate.typ", FOLDER / "certificates.typ"
ATTACHED = ("badge",)
MONTHS: dict[Language, str] = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}


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


def certificate_pdf(sheet: CertificateSheet) -> bytes:
    """Draw the sheet as one page of tagged PDF/A-3a and PDF/UA-1; equal sheets give equal bytes.

    A letter that no font in `base/fonts/` holds prints as a sign in its place.
    """
    return printed(SHEET, sheet_data(sheet), verbatim=ATTACHED)


def certificates_pdf(title: str, sheets: Sequence[dict[str, Any]], *, language: str, author: str, on: date) -> bytes:
    """Many certificates in one file, a page each, from what `sheet_data` made of each sheet."""
    day = {"year": on.year, "month": on.month, "day": on.day}
    return printed(
        SHEETS, {"title": title, "author": author, "date": day, "language": language, "sheets": list(sheets)}, verbatim=ATTACHED
    )


def date_in_words(day: date, language: Language) -> str:
    """The day as people write it: 12 March 2027, 12 mars 2027, 12 مارس 2027 (the first of a French month is 1er)."""
    number = "1er" if (language, day.day) == ("fr", 1) else str(day.day)
    return f"{number} {MONTHS[language].split()[day.month - 1]} {day.year}"


def sheet_data(sheet: CertificateSheet) -> dict[str, Any]:
    """What `sheets/certificate.typ` reads: the sheet's fields as plain text, its days in words, and the QR code as SVG."""
    texts = {name: plain(value) if isinstance(value, str) else value for name, value in asdict(sheet).items()}
    texts["badge"] = sheet.badge  # to its last byte
    issued = sheet.issued_on
    return texts | {
        "issued_on": _day_data(issued, sheet.language),
        "expires_on": sheet.expires_on and _day_data(sheet.expires_on, sheet.language),
        "document_date": {"year": issued.year, "month": issued.month, "day": issued.day},
        "code_groups": re.findall(".{1,4}", re.sub(r"[\s-]", "", sheet.code)),
        "address": urldefrag(sheet.verify_url).url,  # what a person can type; the QR code and the link have all of it
        "qr": qr_svg(sheet.verify_url),
    }


def _day_data(day: date, language: Language) -> dict[str, str]:
    return {"own": date_in_words(day, language), "english": date_in_words(day, "en")}
