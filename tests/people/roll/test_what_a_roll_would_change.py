"""Before anything happens: each row as new, changed, moved, leaving, unchanged or faulty, with row, column and reason."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from people.models import Posting, User
from people.status.services import set_status
from tests.conftest import TODAY, Cast
from tests.factories.people import CountryFactory, RankFactory, UnitFactory, UserFactory, training_officer
from tests.people.roll.lists import HEADINGS, applied, as_csv, as_workbook, kinds, reasons, sent


@pytest.fixture
def officer(cast: Cast) -> User:
    """The training officer of Alpha."""
    return training_officer(cast.alpha, since=TODAY - timedelta(days=9))


def row(user: User, **changes: str) -> list[str]:
    values = {"number": user.service_number, "name": user.name, "rank": "Pte", "unit": "1 Pl", "email": ""} | changes
    return list(values.values())


def test_each_row_says_what_would_happen(cast: Cast) -> None:
    RankFactory(name="Corporal", abbreviation="Cpl", level=2)
    rows = [
        row(cast.learner),
        row(cast.comrade, rank="Cpl"),
        ["77001", "Zoé Petit", "Pte", "1 Pl", ""],
        row(cast.other_commander, unit="A Coy", rank=""),
        ["", "Nobody Known", "Pte", "1 Pl", ""],
    ]
    roll = sent(cast.battalion, cast.administrator, as_csv(rows))
    found = [kind for kind, _number in kinds(roll)]
    assert found == ["unchanged", "changed", "new", "moved", "faulty"]
    assert sum(roll.counts.values()) == len(rows)


def test_nothing_changes_before_it_is_taken_over(cast: Cast) -> None:
    before = list(Posting.objects.values()), list(User.objects.values())
    sent(cast.battalion, cast.administrator, as_csv([["77001", "Zoé Petit", "Pte", "1 Pl", ""]]), is_complete=True)
    assert (list(Posting.objects.values()), list(User.objects.values())) == before


def test_with_a_complete_list_whoever_is_not_on_it_leaves(cast: Cast) -> None:
    roll = sent(cast.alpha, cast.administrator, as_csv([row(cast.learner)]), is_complete=True)
    assert kinds(roll) == [
        ("unchanged", cast.learner.service_number),
        ("leaving", cast.comrade.service_number),
        ("leaving", cast.commander.service_number),
    ] or set(kinds(roll)) == {
        ("unchanged", cast.learner.service_number),
        ("leaving", cast.comrade.service_number),
        ("leaving", cast.commander.service_number),
    }
    notes = {line["service_number"]: line["notes"] for line in roll.lines}
    assert notes[cast.commander.service_number] == ["Gives up the command of Alpha Company."]


def test_lent_people_stand_on_the_roll_of_their_home_and_on_no_other(cast: Cast) -> None:
    by, tomorrow = cast.administrator, TODAY + timedelta(days=1)
    set_status(user=cast.learner, status="attached", unit=cast.bravo, starts_on=TODAY, ends_on=None, by=by, at=timezone.now())
    host = sent(cast.bravo, by, as_csv([row(cast.other_commander, rank="", unit="")]), is_complete=True, on=tomorrow)
    assert host.counts == {"unchanged": 1}
    home = sent(cast.platoon, by, as_csv([row(cast.learner), row(cast.comrade)]), is_complete=True, on=tomorrow)
    assert home.counts == {"unchanged": 2}


def test_an_empty_cell_and_a_missing_column_change_nothing(cast: Cast) -> None:
    User.objects.filter(pk=cast.learner.pk).update(email="amina@example.org", language="fr")
    short = as_csv([[cast.learner.service_number, cast.learner.name, ""]], ["Service number", "Name", "E-mail"])
    assert sent(cast.alpha, cast.administrator, short).counts == {"unchanged": 1}


@pytest.mark.parametrize("number", ["SN-001", "SN001", "BA-4567", "A-12/7"])
def test_letters_that_are_no_countrys_code_belong_to_the_number(cast: Cast, number: str) -> None:
    assert applied(cast.alpha, cast.administrator, as_csv([[number, "Zoé Petit", "", "", ""]])).counts == {"new": 1}
    assert User.objects.get(username=f"QM-{number}").service_number == number
    assert sent(cast.alpha, cast.administrator, as_csv([[f"qm-{number}", "Zoé Petit", "", "", ""]])).counts == {"unchanged": 1}


def test_whoever_has_such_a_number_already_is_known_by_it_also_when_its_letters_become_a_country(cast: Cast) -> None:
    applied(cast.alpha, cast.administrator, as_csv([["KA-55001", "Zoé Petit", "", "", ""]]))
    CountryFactory(code="KA", name="Karana")
    rows = [["KA-55001", "Zoé Petit", "", "", ""], ["KA55002", "Ada Oko", "", "", ""]]
    roll = sent(cast.alpha, cast.administrator, as_csv(rows))
    assert [kind for kind, _number in kinds(roll)] == ["unchanged", "faulty"]
    assert reasons(roll) == {3: ["service_number: KA55002 belongs to another country."]}


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (["", "Zoé Petit", "", "", ""], "service_number: The service number is missing."),
        (["77001", "", "", "", ""], "name: The name is missing."),
        (["77001", "=1+1", "", "", ""], "name: “=1+1” is no name."),
        (["77001", "10423", "", "", ""], "name: “10423” is no name."),
        (["77001", "Zoé Petit", "Admiral", "", ""], "rank: “Admiral” is no rank of this country."),
        (["77001", "Zoé Petit", "", "Z Coy", ""], "unit: “Z Coy” is no unit below the one that this roll is for."),
        (["77001", "Zoé Petit", "", "", "zoe at home"], "email: “zoe at home” is no e-mail address."),
        (
            ["77 001é", "Zoé Petit", "", "", ""],
            "service_number: A service number has capitals, digits, and the signs . / - only.",
        ),
    ],
)
def test_a_faulty_row_names_its_column_and_the_reason(cast: Cast, cells: list[str], reason: str) -> None:
    RankFactory()
    assert reasons(sent(cast.alpha, cast.administrator, as_csv([cells]))) == {2: [reason]}


def test_a_formula_in_a_needed_column_of_a_workbook_is_a_fault(cast: Cast) -> None:
    content = as_workbook([["=A1", "Zoé Petit", "", "", ""], ["77002", "=B1", "", "", ""]])
    assert reasons(sent(cast.alpha, cast.administrator, content)) == {
        2: ["service_number: The service number is missing."],
        3: ["name: The name is missing."],
    }


def test_two_rows_with_one_number_are_both_faulty(cast: Cast) -> None:
    rows = [["77001", "Zoé Petit", "", "", ""], ["QM-77001", "Zoé Petit", "", "", ""]]
    assert set(reasons(sent(cast.alpha, cast.administrator, as_csv(rows)))) == {2, 3}


def test_a_number_that_belongs_to_somebody_else_names_the_account(cast: Cast) -> None:
    (reason,) = reasons(sent(cast.alpha, cast.administrator, as_csv([row(cast.learner, name="Zoé Petit")])))[2]
    assert cast.learner.username in reason
    assert "A. Diallo" in reason


@pytest.mark.parametrize(("on_record", "on_list"), [("0077001", "77001"), ("77001", "0077001")])
def test_a_number_without_its_zeros_is_not_a_new_person_where_the_name_is_known(cast: Cast, on_record: str, on_list: str) -> None:
    applied(cast.alpha, cast.administrator, as_csv([[on_record, "Zoé Petit", "", "", ""]]))
    (reason,) = reasons(sent(cast.alpha, cast.administrator, as_csv([[on_list, "PETIT Zoe", "", "", ""]])))[2]
    assert f"-{on_record}" in reason
    assert "Z. Petit" in reason


def test_two_rows_of_one_name_whose_numbers_differ_by_zeros_are_both_faulty(cast: Cast) -> None:
    rows = [["0077001", "Zoé Petit", "", "", ""], ["77001", "petit ZOE", "", "", ""], ["077001", "Ada Oko", "", "", ""]]
    found = sent(cast.alpha, cast.administrator, as_csv(rows))
    assert kinds(found) == [("faulty", "0077001"), ("faulty", "77001"), ("new", "077001")]


def test_a_number_that_a_spreadsheet_took_for_a_day_is_a_fault(cast: Cast) -> None:
    found = sent(cast.alpha, cast.administrator, as_workbook([[date(1998, 3, 1), "Zoé Petit", "", "", ""]]))
    assert "This is a date." in reasons(found)[2][0]


def test_somebody_else_whose_number_differs_by_zeros_is_new(cast: Cast) -> None:
    applied(cast.alpha, cast.administrator, as_csv([["0077001", "Zoé Petit", "", "", ""]]))
    assert kinds(sent(cast.alpha, cast.administrator, as_csv([["77001", "Ada Oko", "", "", ""]]))) == [("new", "77001")]


def test_an_address_that_belongs_to_somebody_else_names_the_account(cast: Cast) -> None:
    User.objects.filter(pk=cast.comrade.pk).update(email="jonas@example.org")
    (reason,) = reasons(sent(cast.alpha, cast.administrator, as_csv([row(cast.learner, email="jonas@example.org")])))[2]
    assert cast.comrade.username in reason


def test_an_address_is_the_same_in_small_letters_and_in_capitals(cast: Cast) -> None:
    User.objects.filter(pk=cast.comrade.pk).update(email="Jonas@Example.org")
    rows = [
        row(cast.learner, email="jonas@example.ORG"),
        ["77001", "Zoé Petit", "", "", "zoe@example.org"],
        ["77002", "Ada Oko", "", "", "Zoe@example.org"],
    ]
    assert reasons(sent(cast.alpha, cast.administrator, as_csv(rows))) == {
        2: [f"email: This address belongs to {cast.comrade.username}."],
        3: ["email: Another row has the same address."],
        4: ["email: Another row has the same address."],
    }


def test_an_address_of_another_countrys_account_is_refused_without_saying_whose_it_is(cast: Cast) -> None:
    UserFactory(country=CountryFactory(code="KA", name="Karana"), service_number="55001", email="ada@example.org")
    roll = sent(cast.alpha, cast.administrator, as_csv([row(cast.learner, email="ada@example.org")]))
    assert reasons(roll) == {2: ["email: This address belongs to an account of another country."]}


def test_an_address_longer_than_the_record_holds_is_a_fault_of_its_row(cast: Cast) -> None:
    address = f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 20}.org"
    roll = sent(cast.alpha, cast.administrator, as_csv([["77001", "Zoé Petit", "", "", address]]))
    assert reasons(roll) == {2: [f"email: “{address}” is no e-mail address."]}


def test_a_closed_account_is_named_and_not_opened(cast: Cast) -> None:
    User.objects.filter(pk=cast.learner.pk).update(is_active=False)
    (reason,) = reasons(sent(cast.alpha, cast.administrator, as_csv([row(cast.learner)])))[2]
    assert "is closed" in reason


def test_a_list_of_another_countrys_people_is_refused_row_by_row(cast: Cast) -> None:
    foreign = UserFactory(country=CountryFactory(code="KA", name="Karana"), service_number="55001", name="Ada Oko")
    roll = sent(cast.alpha, cast.administrator, as_csv([[foreign.username, foreign.name, "", "", ""]]))
    assert reasons(roll) == {2: ["service_number: KA-55001 belongs to another country."]}


def test_a_training_officer_moves_nobody_out_of_another_units_hands(cast: Cast, officer: User) -> None:
    roll = sent(cast.alpha, officer, as_csv([row(cast.other_commander, rank="", unit="A Coy")]))
    (reason,) = reasons(roll)[2]
    assert cast.other_commander.username in reason
    assert "Bravo" not in reason
    assert sent(cast.alpha, officer, as_csv([row(cast.learner)])).counts == {"unchanged": 1}


def test_a_unit_name_that_fits_twice_asks_for_what_stands_above_it(cast: Cast) -> None:
    from people.services import place_unit

    twin = UnitFactory(name="1st Platoon", short_name="1 Pl", kind="platoon")
    place_unit(unit=twin, parent=cast.bravo, on=TODAY - timedelta(days=30))
    rows = [
        ["77001", "Zoé Petit", "", "1 Pl", ""],
        ["77002", "Ada Oko", "", "B Coy/1 Pl", ""],
        ["77003", "Li Wu", "", "a coy > 1 pl", ""],
    ]
    roll = sent(cast.battalion, cast.administrator, as_csv(rows))
    assert reasons(roll) == {2: ["unit: Several units are called “1 Pl”. Put what stands above before it: A Coy/1 Pl."]}
    assert [line["values"]["unit"] for line in roll.lines[1:]] == [twin.pk, cast.platoon.pk]


def test_names_in_two_columns_are_put_together(cast: Cast) -> None:
    headings = [HEADINGS[0], "Surname", "First name"]
    roll = sent(cast.alpha, cast.administrator, as_csv([["77001", "Petit", "Zoé"]], headings))
    assert roll.lines[0]["values"]["name"] == "Zoé Petit"
