"""Rolls for tests: files in the forms in which offices send them, and the way of a roll by services."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from django.utils import timezone
from openpyxl import Workbook

from people.models import RollImport, Unit, User
from people.roll import services
from tests.conftest import NOW, TODAY

HEADINGS = ["Service number", "Name", "Rank", "Unit", "E-mail"]


def as_csv(rows: list[list[str]], headings: list[str] | None = None, sign: str = ",") -> bytes:
    return "\r\n".join(sign.join(row) for row in [headings or HEADINGS, *rows]).encode()


def as_workbook(rows: list[list[Any]], headings: list[str] | None = None) -> bytes:
    book = Workbook()
    sheet: Any = book.active
    for row in [headings or HEADINGS, *rows]:
        sheet.append(row)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def sent(unit: Unit, by: User, content: bytes, *, on: date = TODAY, is_complete: bool = False) -> RollImport:
    """A roll with its columns named and checked."""
    roll = services.send_roll(
        unit=unit, by=by, on=on, file_name="roll.csv", content=content, is_complete=is_complete, at=timezone.now()
    )
    return services.check_roll(roll=services.name_columns(roll=roll, columns=roll.columns, at=NOW), at=NOW)


def applied(unit: Unit, by: User, content: bytes, **options: Any) -> RollImport:
    return services.apply_roll(roll=sent(unit, by, content, **options), at=NOW)


def kinds(roll: RollImport) -> list[tuple[str, str]]:
    """(what happens, service number) of each line."""
    return [(line["kind"], line["service_number"]) for line in roll.lines]


def reasons(roll: RollImport) -> dict[int | None, list[str]]:
    """{row: [“field: reason”]} of the faulty lines."""
    return {line["number"]: [f"{name}: {why}" for name, why in line["faults"]] for line in roll.lines if line["faults"]}
