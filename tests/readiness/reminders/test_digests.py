"""Commanders hear figures of the own subtree, at most once a day."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from people.models import Notice, Posting, User
from people.services import post_person
from readiness.models import Digest, Letter
from tests.conftest import TODAY, Cast
from tests.credentials.issued import issued
from tests.factories.people import LONG_AGO, UserFactory
from tests.readiness.reminders.asking import moment, require, run_whole

MONDAY = date(2026, 11, 30)


def figures(user: User) -> list[tuple[date, int, int]]:
    return list(Digest.objects.filter(user=user).order_by("on").values_list("on", "reminded", "overdue"))


def test_each_commander_hears_of_the_own_subtree_only(cast: Cast) -> None:
    require(cast.platoon, due_in=30)
    assert run_whole() == 1
    assert figures(cast.commander) == [(TODAY, 2, 0)]
    assert figures(cast.other_commander) == []


def test_at_most_one_a_day_however_often_it_runs(cast: Cast) -> None:
    require(cast.contingent, due_in=30)
    assert run_whole() == 2
    latecomer = UserFactory()
    post_person(user=latecomer, unit=cast.platoon, on=LONG_AGO, at=timezone.now())
    assert run_whole() == 0
    assert Digest.objects.count() == 2


def test_it_holds_figures_and_the_way_to_the_page_and_no_name(cast: Cast) -> None:
    require(cast.platoon, due_in=30)
    run_whole()
    notice = Digest.objects.get().notice
    assert notice.text == "Alpha Company: 2 people were reminded today. 0 people are overdue."
    assert notice.url == "/readiness/"
    assert cast.learner.name not in notice.text


def test_overdue_people_are_named_in_figures_weekly(cast: Cast) -> None:
    require(cast.platoon, due_in=-1)
    run_whole()
    days = [TODAY + timedelta(days=n) for n in range(1, 14)]
    for on in days:
        run_whole(on)
    assert figures(cast.commander) == [(TODAY, 2, 2), (MONDAY, 2, 2), (MONDAY + timedelta(days=7), 0, 2)]


def test_nothing_to_say_is_not_said(cast: Cast) -> None:
    require(cast.platoon, due_in=200)
    assert run_whole(MONDAY) == 0


def test_excused_people_are_not_overdue(cast: Cast) -> None:
    require(cast.platoon, due_in=-20)
    Posting.objects.filter(user=cast.learner).update(status="excused", reason="medical")
    run_whole()
    assert figures(cast.commander) == [(TODAY, 1, 1)]


def test_whoever_let_it_expire_is_not_overdue_before_a_day_is_set(cast: Cast) -> None:
    """As on the page of the unit: no tour sets the day yet."""
    made = require(cast.platoon, due_in=0)
    type(made).objects.update(due_on=None, days_before=14)
    issued(cast.learner, made.achievement, at=moment(TODAY - timedelta(days=900)))
    run_whole(MONDAY)
    assert sum(overdue for _on, _reminded, overdue in figures(cast.commander)) == 0


def test_nobody_counts_twice_under_two_commands_of_one_person(cast: Cast) -> None:
    post_person(
        user=cast.commander, unit=cast.platoon, on=LONG_AGO, role=Posting.Role.ACTING_COMMANDER, is_main=False, at=timezone.now()
    )
    post_person(
        user=cast.commander, unit=cast.bravo, on=LONG_AGO, role=Posting.Role.ACTING_COMMANDER, is_main=False, at=timezone.now()
    )
    require(cast.contingent, due_in=30)
    run_whole()
    assert figures(cast.commander) == [(TODAY, 4, 0)]
    assert Notice.objects.of(cast.commander).filter(digest__isnull=False).get().text.startswith("Alpha Company · Bravo Company: ")


def test_a_command_ends_on_its_day(cast: Cast) -> None:
    require(cast.platoon, due_in=30)
    Posting.objects.filter(user=cast.commander).update(ends_on=TODAY - timedelta(days=1))
    assert run_whole() == 0


def test_it_goes_by_letter_too_and_speaks_the_commanders_language(cast: Cast) -> None:
    User.objects.filter(pk=cast.commander.pk).update(language="fr", email="grace@example.org")
    require(cast.platoon, due_in=30)
    run_whole()
    letter = Letter.objects.get()
    assert letter.notice.user == cast.commander
    assert letter.notice.language == "fr"
