"""The names as CSV: the same rows as the page, safe to open, and only after the password was asked again."""

from __future__ import annotations

import csv
import io
import logging
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from base.sheets import csv_lines, harmless
from courses.models import CoursePage
from credentials.models import Credential
from people.models import Unit, User
from people.services import post_person
from readiness.export import headings, lines
from readiness.names import names
from tests.conftest import TODAY, Cast
from tests.factories.people import LONG_AGO, UserFactory
from tests.people.at_the_door import confirm_identity
from tests.readiness.contingents import STATES, reading, soldier

pytestmark = pytest.mark.usefixtures("still_day")
ClientOf = Callable[[User | None], Client]


@pytest.fixture
def commander(cast: Cast, client_of: ClientOf) -> Client:
    """The commander, who has just typed the own password again."""
    client = client_of(cast.commander)
    confirm_identity(client)
    return client


def file_of(client: Client, unit: Unit, **query: str) -> bytes:
    answer = client.get(f"/readiness/units/{unit.pk}/names.csv", query)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[arg-type]


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_the_password_is_asked_again_first(cast: Cast, course: CoursePage, client_of: ClientOf) -> None:
    answer = client_of(cast.commander).get(f"/readiness/units/{cast.alpha.pk}/names.csv?state=qualified")
    assert "reauthenticate" in answer["Location"]
    assert "state%3Dqualified" in answer["Location"]


def test_a_line_says_who_where_what_and_until_when(cast: Cast, course: CoursePage, commander: Client) -> None:
    soldier(cast.platoon, "qualified", course, name="Awa Traoré", rank=cast.learner.rank, service_number="777")
    code = Credential.objects.get(holder__name="Awa Traoré").grouped_code
    heading, *rows = rows_of(file_of(commander, cast.alpha))
    assert heading == [
        "Service number",
        "Rank",
        "Name",
        "Unit",
        "Achievement",
        "State",
        "Certificate",
        "Valid until",
        "External, issued by",
        "As of",
    ]
    course_name = "Human rights for peacekeepers"
    assert ["QM-777", "Pte", "Awa Traoré", "1 Pl", course_name, "Qualified", code, "2028-10-25", "", "2026-11-24"] in rows
    assert [row[2] for row in rows] == ["Grace Mensah", "Amina Diallo", "Awa Traoré", "Jonas Weber"]


@pytest.mark.parametrize("state", ["", "qualified", "expiring", "in-progress", "overdue", "excused", "nonsense"])
def test_the_file_has_the_rows_of_the_page(cast: Cast, course: CoursePage, commander: Client, state: str) -> None:
    for each in STATES:
        soldier(cast.platoon, each, course)
    rows = rows_of(file_of(commander, cast.alpha, state=state))[1:]
    page = names(reading(cast.alpha), state)
    assert [row[0] for row in rows] == [posting.user.username for posting in page]


def test_it_begins_with_a_mark_that_lets_spreadsheets_read_arabic(cast: Cast, course: CoursePage, commander: Client) -> None:
    User.objects.filter(pk=cast.learner.pk).update(name="أمينة ديالو")
    data = file_of(commander, cast.alpha)
    assert data.startswith(b"\xef\xbb\xbf")
    assert "أمينة ديالو" in data.decode()


def test_headings_and_states_speak_the_readers_language(cast: Cast, course: CoursePage, commander: Client) -> None:
    commander.post("/language/", {"language": "fr"})
    heading, *rows = rows_of(file_of(commander, cast.alpha))
    assert heading[2] == "Nom"
    assert rows[0][5] not in ("Not started", "not-started", "")


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_a_cell_that_a_spreadsheet_would_run_is_harmless(cast: Cast, course: CoursePage, commander: Client, name: str) -> None:
    """After a break of the line as well, where some programs begin another cell."""
    User.objects.filter(pk=cast.learner.pk).update(name=name)
    found = [row[2] for row in rows_of(file_of(commander, cast.alpha)) if row[2].startswith("'")]
    assert [cell.replace("\r", "").strip() for cell in found] == [("'" + name.replace("\r", "'")).strip()]


@given(st.text(max_size=40))
def test_no_cell_begins_as_a_formula(text: str) -> None:
    assert not harmless(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert harmless(text).removeprefix("'") == text.removeprefix("'") or harmless(text) == text


@pytest.mark.parametrize("name", ["D;=1+1", "D; @SUM(A1)", "D;\t-1", "D;+1;x", "D\n=1+1", "D;＝1"])
def test_nor_does_a_cell_that_a_semicolon_would_part(cast: Cast, course: CoursePage, commander: Client, name: str) -> None:
    """Where a comma stands within numbers, spreadsheets part a file at its semicolons, also within quotation marks."""
    User.objects.filter(pk=cast.learner.pk).update(name=name)
    parted = re.split(r"[;\n]", file_of(commander, cast.alpha).decode())
    assert not [cell for cell in parted if cell.strip(" \t\r").startswith(("=", "+", "-", "@", "＝"))]


def test_commas_quotes_and_new_lines_stay_in_their_cell(cast: Cast, course: CoursePage, commander: Client) -> None:
    User.objects.filter(pk=cast.learner.pk).update(name='Amina "Ami", the\nelder')
    assert 'Amina "Ami", the\nelder' in {row[2] for row in rows_of(file_of(commander, cast.alpha))}


def test_the_file_is_named_and_kept_nowhere(cast: Cast, course: CoursePage, commander: Client) -> None:
    answer = commander.get(f"/readiness/units/{cast.alpha.pk}/names.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="readiness-{cast.alpha.pk}-2026-11-24.csv"'
    assert "no-store" in answer["Cache-Control"]


def test_every_file_is_logged_with_ids_only(
    cast: Cast, course: CoursePage, commander: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="bluehelm.readiness"):
        file_of(commander, cast.alpha)
    record = next(r for r in caplog.records if r.getMessage() == "readiness exported")
    assert record.data == {"user": cast.commander.pk, "unit": cast.alpha.pk}  # type: ignore[attr-defined]


def test_files_come_at_a_bounded_rate(cast: Cast, course: CoursePage, commander: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("readiness.views.EXPORTS_A_MINUTE", "2/m/user")
    answers = [commander.get(f"/readiness/units/{cast.alpha.pk}/names.csv") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "Wait one minute" in answers[-1].content.decode()


def test_a_thousand_people_are_read_in_a_fixed_number_of_queries(
    cast: Cast, course: CoursePage, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for user in UserFactory.create_batch(30):
        post_person(user=user, unit=cast.platoon, on=LONG_AGO, at=timezone.now())
    rows = names(reading(cast.alpha))
    with django_assert_max_num_queries(2):
        file = list(csv_lines(headings(), lines(rows.iterator(chunk_size=10), "Core", TODAY)))
    assert len(file) == 34


# --- The same as a workbook -----------------------------------------------------------------------


def workbook_of(client: Client, unit: Unit, **query: str) -> list[tuple[object, ...]]:
    answer = client.get(f"/readiness/units/{unit.pk}/names.xlsx", query)
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="readiness-{unit.pk}-2026-11-24.xlsx"'
    return list(load_workbook(io.BytesIO(answer.getvalue()), read_only=True).active.values)


def test_the_workbook_has_the_rows_of_the_other_file(cast: Cast, course: CoursePage, commander: Client) -> None:
    for each in STATES:
        soldier(cast.platoon, each, course)
    rows = [[cell or "" for cell in row] for row in workbook_of(commander, cast.alpha, state="qualified")]
    assert rows == rows_of(file_of(commander, cast.alpha, state="qualified"))
    assert len(rows) == 2


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "@SUM(A1)", "Ada\x07Oko"])
def test_a_workbook_runs_nothing_and_takes_every_name(cast: Cast, course: CoursePage, commander: Client, name: str) -> None:
    User.objects.filter(pk=cast.learner.pk).update(name=name)
    named = {str(row[2]) for row in workbook_of(commander, cast.alpha)}
    assert f"'{name}" in named or "AdaOko" in named


def test_the_workbook_asks_for_the_password_again_as_well(cast: Cast, course: CoursePage, client_of: ClientOf) -> None:
    answer = client_of(cast.commander).get(f"/readiness/units/{cast.alpha.pk}/names.xlsx")
    assert "reauthenticate" in answer["Location"]
