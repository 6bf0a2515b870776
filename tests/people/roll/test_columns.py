"""Columns are guessed from their headings in three languages, chosen by a person, and remembered for the same form."""

from __future__ import annotations

import pytest
from django.utils import timezone

from people.roll import services
from people.roll.columns import guess_columns, missing_columns
from tests.conftest import NOW, Cast
from tests.people.roll.lists import as_csv, sent


@pytest.mark.parametrize(
    "header",
    [
        ["Service No.", "FULL NAME", "Rank", "Unit", "E-Mail"],
        ["Matricule", "Nom et prénom", "Grade", "Unité", "Courriel"],
        ["N° Matricule", "Nom et prénoms", "GRADE", "Sous-unité", "Adresse e-mail"],
        ["Mle", "Noms", "Grade", "Peloton", "Adresse mail"],
        ["الرقم العسكري", "الاسم", "الرُّتبة", "الوحدة", "البريد الإلكتروني"],
        ["رقم عسكري", "الاسم واللقب", "الرتبة العسكرية", "الفصيلة", "البريد"],
    ],
)
def test_usual_headings_speak_for_themselves(header: list[str]) -> None:
    assert guess_columns(header) == {"service_number": 0, "name": 1, "rank": 2, "unit": 3, "email": 4}


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        (["No", "Service No", "Name"], {"service_number": 1, "name": 2}),
        (["ID", "Rank", "Army No.", "Full name"], {"service_number": 2, "name": 3, "rank": 1}),
        (["الرقم", "الرقم العسكري", "الاسم"], {"service_number": 1, "name": 2}),
        (["Numéro", "Matricule", "Nom", "Prénom(s)"], {"service_number": 1, "name": 2, "given_name": 3}),
    ],
)
def test_a_column_that_numbers_the_rows_is_not_taken_for_the_service_number(header: list[str], columns: dict[str, int]) -> None:
    assert guess_columns(header) == columns


def test_a_column_of_whole_names_takes_no_given_name_beside_it() -> None:
    assert guess_columns(["Service No", "First name", "Surname", "Full name"]) == {"service_number": 0, "name": 3}


def test_what_is_unknown_stays_open_and_what_is_needed_is_said() -> None:
    columns = guess_columns(["Blood group", "Name", "Surname"])
    assert columns == {"name": 1}
    assert missing_columns(columns) == ["service_number"]


def test_a_choice_is_remembered_for_the_next_file_of_the_same_form(cast: Cast) -> None:
    headings = ["A", "B", "C"]
    first = services.send_roll(
        unit=cast.alpha,
        by=cast.administrator,
        on=cast.learner.postings.get().starts_on,
        file_name="a.csv",
        content=as_csv([["Amina Diallo", "x", "10423"]], headings),
        is_complete=False,
        at=timezone.now(),
    )
    assert first.columns == {}
    services.name_columns(roll=first, columns={"name": 0, "service_number": 2}, at=NOW)
    again = sent(cast.alpha, cast.administrator, as_csv([["Zoé Petit", "x", "77001"]], headings))
    assert again.columns == {"name": 0, "service_number": 2}
    assert again.counts == {"new": 1}


def test_a_roll_without_a_needed_column_is_not_checked(cast: Cast) -> None:
    roll = services.send_roll(
        unit=cast.alpha,
        by=cast.administrator,
        on=cast.learner.postings.get().starts_on,
        file_name="a.csv",
        content=as_csv([["x"]], ["Name"]),
        is_complete=False,
        at=timezone.now(),
    )
    with pytest.raises(ValueError, match="service number"):
        services.name_columns(roll=roll, columns={"name": 0}, at=NOW)
