"""The printable certificate: one A4 sheet as PDF, drawn by typst from plain values.

The look is `sheets/certificate.typ`, its own words are `sheets/words.yaml`, and its type is in `fonts/`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal, cast
from urllib.parse import urldefrag

import segno

if TYPE_CHECKING:
    from typst import Compiler, PDFStandard

Language = Literal["en", "fr", "ar"]

HERE = Path(__file__).parent
MONTHS: dict[Language, str] = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}
BREAKS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")  # not the no-break spaces of French
DECEPTIVE = re.compile(r"[\u202a-\u202e\u2066-\u2069\ud800-\udfff]")  # turn the text beside them, or are no letters

_press_lock = Lock()  # one compiler draws one sheet at a time


@dataclass(frozen=True)
class CertificateSheet:
    """What stands on one certificate, in words ready to print in `language`; rank, number, unit, level and criteria may be empty.

    `criteria` is a sentence or two on what was asked for; `external` says that the training was given outside Bluehelm.
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


def certificate_pdf(sheet: CertificateSheet) -> bytes:
    """Draw the sheet as one page of tagged PDF/A-3a and PDF/UA-1; equal sheets give equal bytes.

    A letter that no font in `fonts/` holds prints as a box, and that sheet is outside both standards.
    """
    from typst import TypstError

    try:
        return _printed(sheet, ["a-3a", "ua-1"])
    except TypstError:
        return _printed(sheet, [])


def date_in_words(day: date, language: Language) -> str:
    """The day as people write it: 12 March 2027, 12 mars 2027, 12 مارس 2027 (the first of a French month is 1er)."""
    number = "1er" if (language, day.day) == ("fr", 1) else str(day.day)
    return f"{number} {MONTHS[language].split()[day.month - 1]} {day.year}"


def _printed(sheet: CertificateSheet, standards: list[PDFStandard]) -> bytes:
    """The sheet as PDF in these standards; raises typst's TypstError where it cannot keep to them."""
    inputs = {"data": json.dumps(_sheet_data(sheet))}
    with _press_lock:
        return cast("bytes", _press().compile(sys_inputs=inputs, pdf_standards=standards))


@cache
def _press() -> Compiler:
    """This process's one compiler, made for the first sheet: importing typst costs memory that most workers never need."""
    from typst import Compiler, Fonts

    fonts = Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[HERE / "fonts"])
    return Compiler(HERE / "sheets" / "certificate.typ", font_paths=fonts)


def _sheet_data(sheet: CertificateSheet) -> dict[str, Any]:
    """What `sheets/certificate.typ` reads: the sheet's fields as plain text, its days in words, and the QR code as SVG."""
    texts = {name: _plain(value) if isinstance(value, str) else value for name, value in asdict(sheet).items()}
    issued = sheet.issued_on
    return texts | {
        "issued_on": _day_data(issued, sheet.language),
        "expires_on": sheet.expires_on and _day_data(sheet.expires_on, sheet.language),
        "document_date": {"year": issued.year, "month": issued.month, "day": issued.day},
        "code_groups": re.findall(".{1,4}", re.sub(r"[\s-]", "", sheet.code)),
        "address": urldefrag(sheet.verify_url).url,  # what a person can type; the QR code and the link have all of it
        "qr": _qr_svg(sheet.verify_url),
    }


def _day_data(day: date, language: Language) -> dict[str, str]:
    return {"own": date_in_words(day, language), "english": date_in_words(day, "en")}


def _plain(value: str) -> str:
    """One line of composed letters, without the invisible marks that could turn or split what is printed."""
    return unicodedata.normalize("NFC", DECEPTIVE.sub("", BREAKS.sub(" ", value)).strip(" "))


def _qr_svg(address: str) -> str:
    """The address as a QR code that still reads with 15 % of it worn away; the page's white is its quiet zone."""
    return segno.make(address, error="m", micro=False).svg_inline(border=0)
