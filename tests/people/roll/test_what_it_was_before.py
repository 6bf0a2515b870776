"""A row says what would be new of somebody and what it was before, and nothing that stays as it is."""

from __future__ import annotations

from people.roll.rows import Change, ShownLine, shown_lines
from people.services import place_unit
from tests.conftest import Cast
from tests.factories.people import LONG_AGO, RankFactory, UnitFactory
from tests.people.roll.lists import as_csv, sent


def only_line(cast: Cast, row: list[str], kind: str, **options: bool) -> ShownLine:
    roll = sent(cast.battalion, cast.administrator, as_csv([row]), **options)
    return next(line for line in shown_lines(roll, "") if line.kind == kind)


def test_a_changed_rank_stands_with_the_rank_before_and_no_unchanged_name(cast: Cast) -> None:
    RankFactory(name="Corporal", abbreviation="Cpl", level=2)
    line = only_line(cast, [cast.comrade.service_number, cast.comrade.name, "Cpl", "", ""], "changed")
    assert cast.comrade.rank is not None
    assert line.changes == [Change("Rank", "Corporal", cast.comrade.rank.name)]


def test_a_changed_name_stands_with_the_name_before(cast: Cast) -> None:
    new = f"{cast.comrade.name} Junior"
    line = only_line(cast, [cast.comrade.service_number, new, "", "", ""], "changed")
    assert line.changes == [Change("Name", new, cast.comrade.name)]


def test_a_move_says_from_where(cast: Cast) -> None:
    line = only_line(cast, [cast.learner.service_number, cast.learner.name, "", cast.bravo.name, ""], "moved")
    assert [(change.column, change.value) for change in line.changes] == [("Unit", cast.bravo.name)]
    assert line.changes[0].before != ""


def test_of_two_units_of_one_name_each_stands_with_its_short_name(cast: Cast) -> None:
    here = cast.learner.postings.get().unit
    twin = UnitFactory(name=here.name, short_name="Twin Pl")
    place_unit(unit=twin, parent=cast.bravo, on=LONG_AGO)
    line = only_line(cast, [cast.learner.service_number, cast.learner.name, "", "Twin Pl", ""], "moved")
    assert line.changes == [Change("Unit", f"{twin.name} (Twin Pl)", f"{here.name} ({here.short_name})")]


def test_whoever_leaves_stands_with_the_unit_that_is_left(cast: Cast) -> None:
    roll = sent(
        cast.battalion,
        cast.administrator,
        as_csv([[cast.comrade.service_number, cast.comrade.name, "", "", ""]]),
        is_complete=True,
    )
    lines = {line.service_number: line for line in shown_lines(roll, "leaving")}
    unit = cast.learner.postings.get().unit
    assert lines[cast.learner.service_number].changes == [Change("Unit", unit.name, "")]
