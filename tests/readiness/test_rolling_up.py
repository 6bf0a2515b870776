"""The command that any scheduler can run: every unit, every achievement, twice is once, and no more days than are needed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db.models import F
from django.test import Client
from django.utils import timezone

from courses.models import CoursePage
from people.models import Placement, Unit, User
from readiness import rollup
from readiness.models import DailyFigure
from readiness.rollup import KEEP_DAYS, days_to_roll_up, forget_days, roll_up
from tests.conftest import NOW, TODAY, Cast
from tests.factories.courses import make_achievement
from tests.readiness.contingents import course_for, page_of, soldier, total_of, unit_page

ClientOf = Callable[[User | None], Client]
DAY = timedelta(days=1)
MONDAY = date(2026, 11, 23)  # TODAY is a Tuesday


@pytest.fixture
def course(cast: Cast) -> CoursePage:
    course = course_for()
    for state in ("qualified", "expiring", "in-progress"):
        soldier(cast.bravo, state, course)
    return course


def test_every_unit_and_achievement_is_kept_with_nobody_in_it_or_many(cast: Cast, course: CoursePage) -> None:
    make_achievement("driving", name="Driving")
    assert roll_up(on=TODAY, at=NOW) == 2 * Unit.objects.count() == DailyFigure.objects.count()
    kept = DailyFigure.objects.get(unit=cast.bravo, achievement_key="core")
    assert (kept.strength, kept.qualified, kept.expiring, kept.in_progress, kept.not_started) == (4, 1, 1, 1, 1)
    top = DailyFigure.objects.get(unit=cast.contingent, achievement_key="core")
    assert (top.strength, top.total_required, top.total_ready) == (0, 7, 2)


def test_running_it_again_changes_nothing(cast: Cast, course: CoursePage) -> None:
    roll_up(on=TODAY, at=NOW)
    before = list(DailyFigure.objects.order_by("unit").values_list("unit", "strength", "qualified", "terms"))
    roll_up(on=TODAY, at=NOW + timedelta(hours=1))
    assert list(DailyFigure.objects.order_by("unit").values_list("unit", "strength", "qualified", "terms")) == before


def test_running_it_again_counts_what_changed_since_and_keeps_the_rest(cast: Cast, course: CoursePage) -> None:
    begun = timezone.now()
    roll_up(on=TODAY, at=begun + timedelta(hours=1))
    DailyFigure.objects.filter(unit=cast.bravo).update(strength=F("strength") + 5, not_started=F("not_started") + 5)
    with time_machine.travel(begun + timedelta(hours=2), tick=False):
        soldier(cast.platoon, "not-started", course)
        roll_up(on=TODAY, at=timezone.now())
    assert set(DailyFigure.objects.values_list("made_at", flat=True)) == {begun + timedelta(hours=2)}
    kept = dict(DailyFigure.objects.values_list("unit", "strength"))
    assert (kept[cast.platoon.pk], kept[cast.bravo.pk]) == (3, 9)
    assert DailyFigure.objects.get(unit=cast.contingent).total_required == 7 + 1 + 5


def test_two_at_once_leave_one_figure_of_each_unit(cast: Cast, course: CoursePage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another scheduler finishes the same day between the reading and the writing of the first."""
    made = rollup._rows
    others = iter([NOW])

    def with_another(*args: Any) -> list[DailyFigure]:
        for at in others:
            roll_up(on=TODAY, at=at)
        return made(*args)

    monkeypatch.setattr(rollup, "_rows", with_another)
    assert roll_up(on=TODAY, at=NOW + timedelta(minutes=1)) == Unit.objects.count() == DailyFigure.objects.count()


def test_a_unit_that_has_no_place_any_more_loses_its_figure_of_the_day(cast: Cast, course: CoursePage) -> None:
    roll_up(on=TODAY, at=NOW)
    Placement.objects.filter(unit=cast.platoon).update(ends_on=TODAY - DAY, changed_at=NOW)
    roll_up(on=TODAY, at=NOW + timedelta(hours=1))
    assert not DailyFigure.objects.filter(unit=cast.platoon).exists()


def test_it_asks_few_questions_however_many_units_there_are(
    cast: Cast, course: CoursePage, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    with django_assert_max_num_queries(10):
        roll_up(on=TODAY, at=NOW)


def test_the_command_counts_today_and_the_mondays_behind_once(cast: Cast, course: CoursePage) -> None:
    with time_machine.travel(NOW, tick=False):
        call_command("roll_up", "--weeks", "2", verbosity=0)
        days = set(DailyFigure.objects.values_list("on", flat=True))
        assert days == {TODAY, MONDAY, MONDAY - 7 * DAY, MONDAY - 14 * DAY}
        assert days_to_roll_up(today=TODAY, weeks=2) == [TODAY]


def test_yesterday_is_counted_once_more_when_it_is_over(cast: Cast, course: CoursePage) -> None:
    with time_machine.travel(NOW, tick=False):
        call_command("roll_up", verbosity=0)
    assert days_to_roll_up(today=TODAY + DAY, weeks=0) == [TODAY, TODAY + DAY]
    roll_up(on=TODAY, at=NOW + DAY)
    assert days_to_roll_up(today=TODAY + DAY, weeks=0) == [TODAY + DAY]


def test_a_monday_that_was_last_counted_before_it_was_over_is_counted_when_a_run_was_missed(
    cast: Cast, course: CoursePage
) -> None:
    """Else the week would be drawn as it stood in the morning."""
    roll_up(on=MONDAY, at=NOW - DAY)
    soldier(cast.bravo, "qualified", course)
    assert days_to_roll_up(today=MONDAY + 2 * DAY, weeks=0) == [MONDAY, TODAY, MONDAY + 2 * DAY]
    roll_up(on=MONDAY, at=NOW + DAY)
    assert days_to_roll_up(today=MONDAY + 2 * DAY, weeks=0) == [TODAY, MONDAY + 2 * DAY]


def test_what_a_run_that_died_left_out_is_counted_by_the_next(cast: Cast, course: CoursePage) -> None:
    roll_up(on=MONDAY, at=NOW)
    make_achievement("driving", name="Driving")  # as if the run had died before it
    assert days_to_roll_up(today=TODAY, weeks=0) == [MONDAY, TODAY]


def test_old_days_go_and_their_mondays_stay(cast: Cast, course: CoursePage) -> None:
    monday = MONDAY - 70 * DAY
    for on in (monday, monday + DAY, TODAY - KEEP_DAYS * DAY, TODAY):
        roll_up(on=on, at=NOW)
    forget_days(today=TODAY)
    assert set(DailyFigure.objects.values_list("on", flat=True)) == {monday, TODAY - KEEP_DAYS * DAY, TODAY}


def test_the_weeks_behind_are_drawn_and_stand_in_a_table(cast: Cast, course: CoursePage, client_of: ClientOf) -> None:
    roll_up(on=MONDAY - 7 * DAY, at=NOW)
    soldier(cast.bravo, "qualified", course)
    weeks = page_of(cast.bravo).weeks
    assert [(point.on, point.ready, point.required) for point in weeks] == [(MONDAY - 7 * DAY, 2, 4), (TODAY, 3, 5)]
    with time_machine.travel(NOW, tick=False):
        text = unit_page(client_of(cast.other_commander), cast.bravo)
    assert '<svg class="trend"' in text
    assert "16 Nov. 2026" in text


def test_without_days_that_were_kept_nothing_is_drawn(cast: Cast, course: CoursePage) -> None:
    assert page_of(cast.bravo).weeks == []


def test_a_past_day_is_read_from_what_was_kept_of_it(cast: Cast, course: CoursePage) -> None:
    roll_up(on=MONDAY, at=timezone.now() + timedelta(days=1))  # after all that the cast did
    DailyFigure.objects.filter(unit=cast.bravo).update(strength=F("strength") + 5, not_started=F("not_started") + 5)
    assert total_of(cast.bravo, MONDAY).strength == 9


def test_the_page_takes_a_past_day_and_today_for_what_is_no_day(cast: Cast, course: CoursePage, client_of: ClientOf) -> None:
    with time_machine.travel(NOW, tick=False):
        client = client_of(cast.other_commander)
        assert "As of 1 November 2026" in unit_page(client, cast.bravo, on="2026-11-01")
        for text in ("nonsense", ""):
            assert "As of 24 November 2026" in unit_page(client, cast.bravo, on=text)


def test_names_are_those_of_today(cast: Cast, course: CoursePage, client_of: ClientOf) -> None:
    with time_machine.travel(NOW, tick=False):
        client = client_of(cast.other_commander)
        assert "/names" in unit_page(client, cast.bravo)
        assert "/names" not in unit_page(client, cast.bravo, on="2026-11-01")
