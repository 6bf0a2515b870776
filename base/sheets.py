"""Lists as spreadsheet files that are safe to open."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class Echo:
    """Hands each line straight on, so that a large file needs no memory."""

    def write(self, line: str) -> str:
        return line


def harmless(value: object) -> str:
    """A cell that a spreadsheet shows and never runs (ASVS 1.2.10)."""
    text = str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def csv_lines(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Headings and rows as lines of text, with a byte-order mark so that spreadsheets read Arabic right."""
    writer = csv.writer(Echo())
    yield "\ufeff" + writer.writerow([harmless(heading) for heading in headings])
    for cells in rows:
        yield writer.writerow([harmless(cell) for cell in cells])
