"""Statuses, acting commanders and appointments begin and end on their day, and the strength follows."""

from __future__ import annotations

import logging
from datetime import date, timedelta

import pytest
from django.utils import timezone

from people.models import Posting, Unit, User
from people.postings import Refused
from people.services import post_person
from people.status.services import (
    appoint_acting_commander,
    appoint_commander,
    appoint_training_officer,
    end_appointment,
    end_status,
    set_status,
)
from people.tree.services import dissolve_unit
from tests.conftest import Cast
from tests.factories.people import UserFactory

MAY = date(2026, 5, 1)
FIRST, LAST = date(2026, 5, 3), date(2026, 5, 9)
DAY = timedelta(days=1)


def commands(user: User, on: date) -> bool:
    return Unit.objects.commanded_by(user, on).exists()


def strength(units: object, on: date) -> int:
    return Posting.objects.counted(on).filter(unit__in=units).count()


def excuse(cast: Cast, user: User, starts_on: date = FIRST, ends_on: date | None = LAST) -> list[Posting]:
    return set_status(
        user=user,
        status="excused",
        reason="leave",
        starts_on=starts_on,
        ends_on=ends_on,
        by=cast.administrator,
        at=timezone.now(),
    )


def attach(cast: Cast, user: User, starts_on: date = FIRST, ends_on: date | None = LAST) -> list[Posting]:
    return set_status(
        user=user,
        status="attached",
        unit=cast.bravo,
        starts_on=starts_on,
        ends_on=ends_on,
        by=cast.administrator,
        at=timezone.now(),
    )


def told(user: User) -> list[tuple[str, str, date, date | None]]:
    rows = user.postings.filter(is_main=True).order_by("starts_on")
    return [(p.unit.short_name, p.status, p.starts_on, p.ends_on) for p in rows]


def test_excused_people_count_nowhere_on_these_days_and_everywhere_else(cast: Cast) -> None:
    excuse(cast, cast.learner)
    assert [strength([cast.platoon], on) for on in (FIRST - DAY, FIRST, LAST, LAST + DAY)] == [2, 1, 1, 2]


def test_attached_people_count_with_the_host_and_return_home(cast: Cast) -> None:
    attach(cast, cast.learner)
    assert told(cast.learner) == [
        ("1 Pl", "present", date(2026, 1, 1), FIRST - DAY),
        ("B Coy", "attached", FIRST, LAST),
        ("1 Pl", "present", LAST + DAY, None),
    ]
    assert [strength([cast.bravo], on) for on in (FIRST - DAY, FIRST, LAST, LAST + DAY)] == [1, 2, 2, 1]


def test_a_commander_on_leave_keeps_the_role(cast: Cast) -> None:
    excuse(cast, cast.commander)
    assert {p.role for p in cast.commander.postings.all()} == {Posting.Role.COMMANDER}
    assert commands(cast.commander, FIRST)


def test_a_commander_lent_to_another_unit_commands_nothing_there_and_again_at_home_afterwards(cast: Cast) -> None:
    attach(cast, cast.commander)
    assert not Unit.objects.commanded_by(cast.commander, FIRST).exists()
    assert cast.alpha in Unit.objects.commanded_by(cast.commander, LAST + DAY)
    assert cast.bravo not in Unit.objects.commanded_by(cast.commander, LAST + DAY)


def test_leave_during_an_attachment_goes_back_to_the_host_and_then_home(cast: Cast) -> None:
    attach(cast, cast.learner)
    excuse(cast, cast.learner, FIRST + DAY, LAST - DAY)
    end_status(user=cast.learner, on=FIRST + 3 * DAY, by=cast.administrator, at=timezone.now())
    assert told(cast.learner)[1:] == [
        ("B Coy", "attached", FIRST, FIRST),
        ("B Coy", "excused", FIRST + DAY, FIRST + 2 * DAY),
        ("B Coy", "attached", FIRST + 3 * DAY, LAST),
        ("1 Pl", "present", LAST + DAY, None),
    ]


def test_an_attachment_without_an_end_is_ended_by_going_home(cast: Cast) -> None:
    attach(cast, cast.learner, ends_on=None)
    end_status(user=cast.learner, on=LAST, by=cast.administrator, at=timezone.now())
    assert told(cast.learner)[-1] == ("1 Pl", "present", LAST, None)


def test_a_status_that_has_not_begun_leaves_no_trace_when_it_ends_first(cast: Cast) -> None:
    excuse(cast, cast.learner)
    end_status(user=cast.learner, on=FIRST, by=cast.administrator, at=timezone.now())
    assert told(cast.learner) == [("1 Pl", "present", date(2026, 1, 1), None)]


def test_leave_over_a_transfer_is_leave_in_both_units(cast: Cast) -> None:
    post_person(user=cast.learner, unit=cast.bravo, on=FIRST + 2 * DAY, at=timezone.now())
    excuse(cast, cast.learner)
    assert [(unit, status) for unit, status, *_days in told(cast.learner)] == [
        ("1 Pl", "present"),
        ("1 Pl", "excused"),
        ("B Coy", "excused"),
        ("B Coy", "present"),
    ]


def test_the_rows_that_changed_say_when(cast: Cast) -> None:
    before = cast.learner.postings.get().changed_at
    excuse(cast, cast.learner)
    assert all(p.changed_at > before for p in cast.learner.postings.all())


def test_what_makes_no_sense_is_refused_and_changes_nothing(cast: Cast) -> None:
    stranger = UserFactory()
    by = cast.administrator
    for deed in (
        lambda: excuse(cast, cast.learner, LAST, FIRST),
        lambda: excuse(cast, stranger),
        lambda: set_status(user=cast.learner, status="attached", starts_on=FIRST, ends_on=None, by=by, at=timezone.now()),
        lambda: set_status(
            user=cast.learner, status="attached", unit=cast.platoon, starts_on=FIRST, ends_on=None, by=by, at=timezone.now()
        ),
        lambda: end_status(user=cast.learner, on=FIRST, by=by, at=timezone.now()),
    ):
        with pytest.raises(Refused):
            deed()
    assert told(cast.learner) == [("1 Pl", "present", date(2026, 1, 1), None)]


def test_the_log_names_ids_and_no_reason(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "bluehelm.people"):
        excuse(cast, cast.learner)
    data = caplog.records[-1].data  # type: ignore[attr-defined]
    assert (data["user"], data["by"], data["starts_on"]) == (cast.learner.pk, cast.administrator.pk, "2026-05-03")
    assert "leave" not in str(data)


# --- Appointments ---------------------------------------------------------------------------------


def act(cast: Cast, user: User, starts_on: date = FIRST, ends_on: date = LAST) -> Posting:
    return appoint_acting_commander(
        user=user, unit=cast.alpha, starts_on=starts_on, ends_on=ends_on, by=cast.administrator, at=timezone.now()
    )


def test_an_acting_commander_commands_from_a_day_to_a_day_and_stays_counted_at_home(cast: Cast) -> None:
    act(cast, cast.learner)
    assert [commands(cast.learner, on) for on in (FIRST - DAY, FIRST, LAST, LAST + DAY)] == [False, True, True, False]
    assert strength([cast.platoon], FIRST) == 2


def test_one_person_acts_at_a_time(cast: Cast) -> None:
    act(cast, cast.learner)
    with pytest.raises(Refused):
        act(cast, cast.comrade, LAST, LAST + DAY)
    act(cast, cast.comrade, LAST + DAY, LAST + 2 * DAY)


def test_a_closed_account_and_a_unit_outside_the_tree_get_nobody(cast: Cast) -> None:
    cast.learner.is_active = False
    with pytest.raises(Refused):
        act(cast, cast.learner)
    with pytest.raises(Refused):
        act(cast, cast.comrade, date(2020, 1, 1), date(2020, 1, 2))


def test_a_new_commander_takes_over_on_the_day_and_the_former_stays_as_a_member(cast: Cast) -> None:
    appoint_commander(user=cast.learner, unit=cast.alpha, on=FIRST, by=cast.administrator, at=timezone.now())
    for on, learner, former in ((FIRST - DAY, False, True), (FIRST, True, False)):
        assert (commands(cast.learner, on), commands(cast.commander, on)) == (learner, former)
    assert cast.commander in User.objects.serving_in([cast.alpha], FIRST)


def test_whoever_serves_in_the_unit_becomes_its_commander_without_losing_planned_leave(cast: Cast) -> None:
    post_person(user=cast.learner, unit=cast.alpha, on=MAY, at=timezone.now())
    excuse(cast, cast.learner)
    appoint_commander(user=cast.learner, unit=cast.alpha, on=MAY, by=cast.administrator, at=timezone.now())
    assert [status for _unit, status, *_days in told(cast.learner)] == ["present", "present", "excused", "present"]


def test_a_training_officer_is_one_until_the_appointment_ends(cast: Cast) -> None:
    row = appoint_training_officer(user=cast.comrade, unit=cast.alpha, starts_on=FIRST, by=cast.administrator, at=timezone.now())
    assert cast.platoon in Unit.objects.trained_by(cast.comrade, FIRST)
    with pytest.raises(Refused):
        appoint_training_officer(user=cast.comrade, unit=cast.alpha, starts_on=LAST, by=cast.administrator, at=timezone.now())
    end_appointment(posting=row, on=LAST, by=cast.administrator, at=timezone.now())
    assert not Unit.objects.trained_by(cast.comrade, LAST).exists()
    assert Unit.objects.trained_by(cast.comrade, LAST - DAY).exists()


def test_an_appointment_that_has_not_begun_never_was(cast: Cast) -> None:
    row = act(cast, cast.learner)
    end_appointment(posting=row, on=FIRST, by=cast.administrator, at=timezone.now())
    assert cast.learner.postings.count() == 1


def test_a_commander_who_gives_up_the_command_stays_in_the_unit(cast: Cast) -> None:
    end_appointment(posting=cast.commander.postings.get(), on=FIRST, by=cast.administrator, at=timezone.now())
    assert (commands(cast.commander, FIRST - DAY), commands(cast.commander, FIRST)) == (True, False)
    assert cast.commander in User.objects.serving_in([cast.alpha], FIRST)


def test_nobody_is_lent_to_a_unit_for_longer_than_it_stands(cast: Cast) -> None:
    """Afterwards he or she would count nowhere, neither there nor at home."""
    post_person(user=cast.other_commander, unit=cast.alpha, on=LAST, at=timezone.now())
    dissolve_unit(unit=cast.bravo, on=LAST + DAY, by=cast.administrator, at=timezone.now())
    for last in (None, LAST + DAY):
        with pytest.raises(Refused, match="Bravo Company is dissolved before that"):
            attach(cast, cast.learner, FIRST, last)
    assert [row.unit for row in attach(cast, cast.learner, FIRST, LAST)] == [cast.platoon, cast.bravo, cast.platoon]
