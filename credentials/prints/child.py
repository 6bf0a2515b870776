"""A process of its own that draws some sheets, or joins what was drawn: ``python -m credentials.prints.child draw`` or ``join``.

Drawing takes memory that a process keeps until it ends. What is asked comes as JSON on standard input, so that no name stands in
a list of processes; the PDF goes to standard output, for ``draw`` after a line of JSON: {"unprinted"}.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from base.glyphs import missing_letters
from credentials.document import ATTACHED, CertificateSheet, certificates_pdf, sheet_data


def as_asked(title: str, sheets: list[CertificateSheet], *, language: str, author: str, on: date) -> bytes:
    """What ``draw`` reads."""
    whole = {"title": title, "language": language, "author": author, "on": on, "sheets": [asdict(sheet) for sheet in sheets]}
    return json.dumps(whole, default=date.isoformat).encode()


def _sheet(values: dict[str, Any]) -> CertificateSheet:
    days = {name: values[name] and date.fromisoformat(values[name]) for name in ("issued_on", "expires_on")}
    return CertificateSheet(**(values | days))


def draw(asked: dict[str, Any]) -> bytes:
    """How many sheets have a letter that no font here holds, and all of them as one file."""
    sheets = [sheet_data(_sheet(values)) for values in asked["sheets"]]
    unprinted = sum(bool(missing_letters(sheet, ATTACHED)) for sheet in sheets)
    how = {"language": asked["language"], "author": asked["author"], "on": date.fromisoformat(asked["on"])}
    pdf = certificates_pdf(asked["title"], sheets, **how)
    return json.dumps({"unprinted": unprinted}).encode() + b"\n" + pdf


def join(asked: dict[str, Any]) -> bytes:
    """Of a file in which parts stand one behind the other, each ending where ``ends`` says: one file."""
    from base.joining import joined  # costs time and memory that drawing does not need

    content, begins = Path(asked["path"]).read_bytes(), [0, *asked["ends"][:-1]]
    return joined([content[begin:end] for begin, end in zip(begins, asked["ends"], strict=True)])


VERBS: Mapping[str, Callable[[dict[str, Any]], bytes]] = {"draw": draw, "join": join}

if __name__ == "__main__":
    sys.stdout.buffer.write(VERBS[sys.argv[1]](json.load(sys.stdin)))
