"""Which letters the fonts shipped here can print, read from their character maps (OpenType, table “cmap”, formats 4 and 12)."""

from __future__ import annotations

import re
import struct
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parent / "fonts"
REPLACEMENT = "\ufffd"  # Noto Sans draws it; so the sheet keeps to its standards, and everybody sees that something is missing
UNSEEN = re.compile(r"[\u00ad\u061c\u180e\u200b-\u200f\u2060-\u206f\ufe00-\ufe0f\ufeff]")  # steer, and are never drawn
FAMILIES = ("NotoSans", "Vazirmatn")
WEIGHTS = ("400Regular", "700Bold")


@cache
def printable() -> frozenset[str]:
    """Every letter that one of the families has in both of its weights."""
    families = ([_letters(FONTS / f"{family}_{weight}.ttf") for weight in WEIGHTS] for family in FAMILIES)
    return frozenset().union(*(regular & bold for regular, bold in families))


def missing_letters(value: Any, verbatim: Collection[str] = ()) -> set[str]:
    """The letters of all texts in a value (of lists and dictionaries, but for these names) that no font here has."""
    if isinstance(value, str):
        return set(UNSEEN.sub("", value)) - printable()
    inner = [each for name, each in value.items() if name not in verbatim] if isinstance(value, dict) else value
    return set().union(*(missing_letters(each, verbatim) for each in inner)) if isinstance(inner, list | tuple) else set()


def with_replacements(value: Any, missing: set[str], verbatim: Collection[str] = ()) -> Any:
    """The same value with a sign in place of each of the letters."""
    if isinstance(value, str):
        return "".join(REPLACEMENT if letter in missing else letter for letter in value)
    if isinstance(value, dict):
        return {name: each if name in verbatim else with_replacements(each, missing, verbatim) for name, each in value.items()}
    return [with_replacements(each, missing, verbatim) for each in value] if isinstance(value, list | tuple) else value


def _letters(font: Path) -> frozenset[str]:
    data = font.read_bytes()
    (tables,) = struct.unpack_from(">H", data, 4)
    entries = (struct.unpack_from(">4sLLL", data, 12 + 16 * number) for number in range(tables))
    start = next(offset for tag, _sum, offset, _length in entries if tag == b"cmap")
    (maps,) = struct.unpack_from(">H", data, start + 2)
    at = {start + struct.unpack_from(">HHL", data, start + 4 + 8 * number)[2] for number in range(maps)}
    return frozenset(chr(code) for offset in at for code in _codes(data, offset))


def _codes(data: bytes, at: int) -> Iterator[int]:
    """The code points of one map that lead to a glyph. Raises ValueError for a format that no font here has."""
    (form,) = struct.unpack_from(">H", data, at)
    if form == 12:
        (groups,) = struct.unpack_from(">L", data, at + 12)
        for number in range(groups):
            first, last, glyph = struct.unpack_from(">LLL", data, at + 16 + 12 * number)
            yield from range(first + (glyph == 0), last + 1)
    elif form == 4:
        yield from _segments(data, at)
    else:
        raise ValueError(f"A character map of format {form}.")


def _segments(data: bytes, at: int) -> Iterator[int]:
    size = struct.unpack_from(">H", data, at + 6)[0] // 2
    last, first, delta, offset = (at + 14 + 2 * size * part + (2 if part else 0) for part in range(4))
    for number in range(size):
        ends, begins, shift, away = (
            struct.unpack_from(">H", data, part + 2 * number)[0] for part in (last, first, delta, offset)
        )
        for code in range(begins, ends + 1):
            glyph = code if away == 0 else struct.unpack_from(">H", data, offset + 2 * number + away + 2 * (code - begins))[0]
            if glyph and (glyph + shift) & 0xFFFF and code != 0xFFFF:
                yield code
