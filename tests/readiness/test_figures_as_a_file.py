"""The figures by sub-unit as CSV and workbook: what the page says to the same reader, and nothing that it does not say."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.test import Client
from openpyxl import load_workbook

from people.groups import AUDITORS
from people.models import AuditEntry, Unit, User
from tests.conftest import NOW, TODAY, Cast
from tests.factories.people import UserFactory
from tests.readiness.contingents import course_for

ClientOf = Callable[[User | None], Client]


@pytest.fixture(autouse=True)
def _today(cast: Cast) -> Any:
    with time_machine.travel(NOW, tick=False):
        course_for()
        yield


def rows_of(client: Client, unit: Unit, **query: str) -> list[list[str]]:
    answer = client.get(f"/readiness/units/{unit.pk}/figures.csv", query)
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[arg-type]
    return list(csv.reader(io.StringIO(text)))


def test_every_sub_unit_has_its_line_and_the_last_is_their_sum(cast: Cast, client_of: ClientOf) -> None:
    head, *lines = rows_of(client_of(cast.administrator), cast.battalion)
    assert head[:2] == ["Unit", "Gap"]
    assert [line[0] for line in lines] == ["Alpha Company", "Bravo Company", "1st Battalion"]
    strength = head.index("Strength")
    figures = [int(line[strength]) for line in lines]
    assert figures == [3, 1, 4]
    assert {line[-1] for line in lines} == {TODAY.isoformat()}


def test_those_directly_in_the_unit_have_a_line(cast: Cast, client_of: ClientOf) -> None:
    _head, *lines = rows_of(client_of(cast.commander), cast.alpha)
    assert [line[0] for line in lines] == ["1st Platoon", "Directly in this unit", "Alpha Company"]


def test_the_workbook_says_the_same(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.commander)
    answer = client.get(f"/readiness/units/{cast.alpha.pk}/figures.xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[arg-type]
    rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert rows == rows_of(client, cast.alpha)


def test_an_auditors_file_leaves_out_what_would_tell_of_fewer_than_five(cast: Cast, client_of: ClientOf) -> None:
    auditor = UserFactory()
    auditor.groups.add(Group.objects.get(name=AUDITORS))
    _head, *lines = rows_of(client_of(auditor), cast.battalion)
    assert {cell for line in lines for cell in line[1:8]} == {""}  # all but the excused, of whom there are none


def test_it_is_of_the_day_that_is_asked_and_noted(cast: Cast, client_of: ClientOf) -> None:
    _head, *lines = rows_of(client_of(cast.commander), cast.alpha, on="2026-01-05")
    assert {line[-1] for line in lines} == {"2026-01-05"}
    entry = AuditEntry.objects.get(event="figures exported")
    assert (entry.actor, entry.data["unit"]) == (cast.commander.pk, cast.alpha.pk)


def test_the_figures_of_a_workbook_are_numbers_that_can_be_added_up(cast: Cast, client_of: ClientOf) -> None:
    answer = client_of(cast.commander).get(f"/readiness/units/{cast.alpha.pk}/figures.xlsx")
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[arg-type]
    _head, *lines = book.active.iter_rows(values_only=True)
    assert {type(cell) for line in lines for cell in line[1:9]} == {int}
    assert {type(line[0]) for line in lines} == {str}
