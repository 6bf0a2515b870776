"""What a list does to postings, leave, loans and other posts: said before it is taken over, and nothing served is erased."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from people.models import Posting, RollImport, Unit, User
from people.roll.services import apply_roll
from people.services import post_person
from people.status.services import appoint_acting_commander, appoint_training_officer, set_status
from tests.conftest import NOW, TODAY, Cast
from tests.people.roll.lists import as_csv, kinds, reasons, sent

DAY = timedelta(days=1)
LATER = TODAY + 10 * DAY


def row(user: User, unit: str) -> list[str]:
    return [user.service_number, user.name, "", unit, ""]


def notes(roll: RollImport, user: User) -> list[str]:
    (found,) = [line["notes"] for line in roll.lines if line["service_number"] == user.service_number]
    return list(found)


def days(user: User) -> list[tuple[str, str, date, date | None]]:
    rows = user.postings.filter(is_main=True).select_related("unit").order_by("starts_on")
    return [(row.unit.short_name, row.status, row.starts_on, row.ends_on) for row in rows]


def test_leave_goes_along_to_the_new_unit_and_the_list_says_so(cast: Cast) -> None:
    first, last = TODAY - 2 * DAY, TODAY + 5 * DAY
    by = cast.administrator
    set_status(user=cast.learner, status="excused", reason="leave", starts_on=first, ends_on=last, by=by, at=timezone.now())
    roll = sent(cast.battalion, by, as_csv([row(cast.learner, "B Coy")]))
    assert notes(roll, cast.learner) == ["Excused from 22 November 2026 until 29 November 2026: that stays."]
    apply_roll(roll=roll, at=NOW)
    assert days(cast.learner)[1:] == [
        ("1 Pl", "excused", first, TODAY - DAY),
        ("B Coy", "excused", TODAY, last),
        ("B Coy", "present", last + DAY, None),
    ]


def test_leave_that_is_planned_goes_along_too(cast: Cast) -> None:
    by = cast.administrator
    set_status(user=cast.learner, status="excused", reason="course", starts_on=LATER, ends_on=None, by=by, at=timezone.now())
    apply_roll(roll=sent(cast.battalion, by, as_csv([row(cast.learner, "B Coy")])), at=NOW)
    assert days(cast.learner)[1:] == [("B Coy", "present", TODAY, LATER - DAY), ("B Coy", "excused", LATER, None)]


def test_a_loan_ends_with_a_move_and_the_list_says_so(cast: Cast) -> None:
    by = cast.administrator
    set_status(user=cast.learner, status="attached", unit=cast.bravo, starts_on=TODAY, ends_on=LATER, by=by, at=timezone.now())
    roll = sent(cast.battalion, by, as_csv([row(cast.learner, "A Coy")]), on=TODAY + DAY)
    assert notes(roll, cast.learner) == ["The attachment to Bravo Company ends."]
    apply_roll(roll=roll, at=NOW)
    assert days(cast.learner)[1:] == [("B Coy", "attached", TODAY, TODAY), ("A Coy", "present", TODAY + DAY, None)]


def test_a_planned_transfer_does_not_hide_a_move_today(cast: Cast) -> None:
    post_person(user=cast.learner, unit=cast.bravo, on=LATER, at=timezone.now())
    roll = sent(cast.battalion, cast.administrator, as_csv([row(cast.learner, "B Coy"), row(cast.comrade, "1 Pl")]))
    assert [kind for kind, _number in kinds(roll)] == ["moved", "unchanged"]
    apply_roll(roll=roll, at=NOW)
    assert days(cast.learner)[1:] == [("B Coy", "present", TODAY, None)]


def test_a_transfer_that_is_planned_stays_where_the_list_moves_nobody_and_is_named_where_it_gives_way(cast: Cast) -> None:
    post_person(user=cast.learner, unit=cast.bravo, on=LATER, at=timezone.now())
    stays = sent(cast.battalion, cast.administrator, as_csv([row(cast.learner, "1 Pl")]))
    assert stays.counts == {"unchanged": 1}
    moves = sent(cast.battalion, cast.administrator, as_csv([row(cast.learner, "A Coy")]))
    assert notes(moves, cast.learner) == ["The posting to Bravo Company planned from 4 December 2026 on is dropped."]


def test_a_list_of_an_earlier_day_moves_nobody_who_began_elsewhere_meanwhile(cast: Cast) -> None:
    post_person(user=cast.learner, unit=cast.bravo, on=TODAY - 60 * DAY, at=timezone.now())
    post_person(user=cast.learner, unit=cast.alpha, on=TODAY - 30 * DAY, at=timezone.now())
    roll = sent(cast.battalion, cast.administrator, as_csv([row(cast.learner, "B Coy")]), on=TODAY - 90 * DAY)
    assert reasons(roll) == {
        2: ["unit: Pte A. Diallo serves in Bravo Company since 25 September 2026: a list of an earlier day cannot change that."]
    }


def test_whoever_a_list_of_an_earlier_day_leaves_out_loses_what_was_held_then_and_nothing_that_began_later(
    cast: Cast,
) -> None:
    arrived = TODAY - 30 * DAY
    post_person(user=cast.learner, unit=cast.bravo, on=arrived, at=timezone.now())
    names = [row(user, "") for user in (cast.comrade, cast.commander, cast.other_commander)]
    roll = sent(cast.battalion, cast.administrator, as_csv(names), on=TODAY - 60 * DAY, is_complete=True)
    assert notes(roll, cast.learner) == ["Posted to Bravo Company from 25 October 2026 on: that stays."]
    apply_roll(roll=roll, at=NOW)
    assert [(unit, last) for unit, _status, _first, last in days(cast.learner)] == [
        ("1 Pl", TODAY - 61 * DAY),
        ("B Coy", None),
    ]


def test_whoever_leaves_keeps_what_is_planned_elsewhere(cast: Cast) -> None:
    post_person(user=cast.learner, unit=cast.bravo, on=LATER, at=timezone.now())
    names = [row(user, "") for user in (cast.comrade, cast.commander)]
    roll = sent(cast.alpha, cast.administrator, as_csv(names), is_complete=True)
    apply_roll(roll=roll, at=NOW)
    assert [(unit, last) for unit, _status, _first, last in days(cast.learner)] == [("1 Pl", TODAY - DAY), ("B Coy", None)]


@pytest.fixture
def posts(cast: Cast) -> None:
    """The learner trains Alpha and acts for the commander of Bravo."""
    by = cast.administrator
    appoint_training_officer(user=cast.learner, unit=cast.alpha, starts_on=TODAY - 9 * DAY, by=by, at=timezone.now())
    appoint_acting_commander(
        user=cast.learner, unit=cast.bravo, starts_on=TODAY - 9 * DAY, ends_on=LATER, by=by, at=timezone.now()
    )


@pytest.mark.usefixtures("posts")
def test_other_posts_stay_with_a_move_and_the_list_says_so(cast: Cast) -> None:
    roll = sent(cast.battalion, cast.administrator, as_csv([row(cast.learner, "B Coy")]))
    assert notes(roll, cast.learner) == ["Keeps the training of Alpha Company.", "Keeps the acting command of Bravo Company."]


@pytest.mark.usefixtures("posts")
def test_whoever_leaves_gives_up_the_posts_in_the_unit_and_no_other(cast: Cast) -> None:
    names = [row(user, "") for user in (cast.comrade, cast.commander)]
    roll = sent(cast.alpha, cast.administrator, as_csv(names), is_complete=True, on=TODAY + DAY)
    assert notes(roll, cast.learner) == ["Gives up the training of Alpha Company.", "Keeps the acting command of Bravo Company."]
    apply_roll(roll=roll, at=NOW)
    assert list(Unit.objects.trained_by(cast.learner, TODAY)) != []
    assert list(Unit.objects.trained_by(cast.learner, TODAY + DAY)) == []
    assert Posting.objects.commands().valid(TODAY + DAY).filter(user=cast.learner).exists()
