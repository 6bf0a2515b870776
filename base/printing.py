"""Sheets as PDF: typst draws them from plain values, with the fonts shipped here alone, so that every server prints alike."""

from __future__ import annotations

import json
import logging
import re
import unicodedata
from collections.abc import Collection
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

import segno

from base.glyphs import FONTS, missing_letters, with_replacements

if TYPE_CHECKING:
    from typst import Compiler, PDFStandard

STANDARDS: list[PDFStandard] = ["a-3a", "ua-1"]
BREAKS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")  # not the no-break spaces of French
DECEPTIVE = re.compile(r"[\u202a-\u202e\u2066-\u2069\ud800-\udfff]")  # turn the text beside them, or are no letters
ISOLATED = re.compile(rf"(\u2068[^\u2068\u2069]*\u2069)|{DECEPTIVE.pattern}")

log = logging.getLogger("bluehelm.base")
_lock = Lock()  # one compiler draws one document at a time


def printed(sheet: Path, data: dict[str, Any], *, verbatim: Collection[str] = ()) -> bytes:
    """The sheet (a .typ file that reads ``sys.inputs.data`` as JSON) as tagged PDF/A-3a and PDF/UA-1; equal data, equal bytes.

    A letter that no font here holds prints as a sign in its place, so that the standards hold; `base.glyphs.missing_letters`
    tells which. ``verbatim``: names in the data that are attached as they are, not printed.
    """
    from typst import TypstError

    if missing := missing_letters(data, verbatim):
        data = with_replacements(data, missing, verbatim)
        log.warning("letters without a font", extra={"data": {"sheet": sheet.name, "letters": len(missing)}})
    try:
        return _compiled(sheet, data, STANDARDS)
    except TypstError:
        log.exception("sheet outside its standards", extra={"data": {"sheet": sheet.name}})
        return _compiled(sheet, data, [])


def _compiled(sheet: Path, data: dict[str, Any], standards: list[PDFStandard]) -> bytes:
    """Raises typst's TypstError where the document cannot keep to the standards."""
    with _lock:
        return cast("bytes", _press(sheet).compile(sys_inputs={"data": json.dumps(data)}, pdf_standards=standards))


@cache
def _press(sheet: Path) -> Compiler:
    """This process's one compiler of a sheet, made for the first: importing typst costs memory that most workers never need."""
    from typst import Compiler, Fonts

    fonts = Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    return Compiler(sheet, font_paths=fonts)


def plain(value: str) -> str:
    """One line of composed letters, without the invisible marks that could turn or split what is printed."""
    return _line(DECEPTIVE.sub("", value))


def isolated(value: str) -> str:
    """A value that is to stand within a line of another script: it keeps its own direction, and turns nothing beside it."""
    return f"\u2068{plain(value)}\u2069"


def plain_around(value: str) -> str:
    """The same as ``plain`` for a line with values that are ``isolated``."""
    return _line(ISOLATED.sub(lambda found: found[1] or "", value))


def _line(value: str) -> str:
    return unicodedata.normalize("NFC", BREAKS.sub(" ", value).strip(" "))


def qr_svg(address: str) -> str:
    """The address as a QR code that still reads with 15 % of it worn away; the page's white is its quiet zone."""
    return segno.make(address, error="m", micro=False).svg_inline(border=0)
