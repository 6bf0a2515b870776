"""An officer reminds a group: asked first, once a day for each person, in the own subtree only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from people.models import Notice, Placement, Posting, Unit, User
from readiness.models import Reminder
from readiness.reminders.groups import Group, remind_group
from tests.conftest import NOW, TODAY, Cast
from tests.factories.courses import make_achievement
from tests.factories.people import LONG_AGO, UnitFactory, training_officer
from tests.readiness.contingents import bring_to, course_for
from tests.readiness.reminders.asking import require, run

ClientOf = Callable[[User | None], Client]


@pytest.fixture
def officer(cast: Cast) -> User:
    """The training officer of Alpha."""
    return training_officer(cast.alpha)


def page(client: Client, unit: Unit, **data: str) -> str:
    answer = client.post(f"/reminders/units/{unit.pk}/", data)
    assert answer.status_code == 200
    return answer.content.decode()


def remind(client: Client, unit: Unit, **data: str) -> int:
    return client.post(f"/reminders/units/{unit.pk}/", {"confirm": "yes"} | data).status_code


def reminded() -> set[str]:
    return set(Reminder.objects.delivered().values_list("user__name", flat=True))


def test_the_page_says_how_many_get_which_words_in_each_language_and_does_nothing(cast: Cast, client_of: ClientOf) -> None:
    require(cast.alpha, due_in=365)
    User.objects.filter(pk=cast.learner.pk).update(language="ar")
    text = page(client_of(cast.commander), cast.alpha, achievement="core")
    assert "3 people get this message" in text
    assert 'lang="ar" dir="rtl"' in text
    assert 'lang="en" dir="ltr"' in text
    assert "2 people" in text
    assert "1 person" in text
    assert not Notice.objects.exists()


@pytest.mark.parametrize("who", ["commander", "officer", "administrator"])
def test_those_who_lead_remind_their_own(cast: Cast, officer: User, client_of: ClientOf, who: str) -> None:
    make_achievement()
    by = officer if who == "officer" else getattr(cast, who)
    assert remind(client_of(by), cast.alpha) == 302
    assert reminded() == {cast.learner.name, cast.comrade.name, cast.commander.name}
    assert set(Notice.objects.values_list("sent_by", flat=True)) == {by.pk}


@pytest.mark.parametrize("who", ["learner", "trainer", "other_commander"])
def test_nobody_else_does(cast: Cast, client_of: ClientOf, who: str) -> None:
    make_achievement()
    assert remind(client_of(getattr(cast, who)), cast.alpha) == 404
    assert not Reminder.objects.exists()


def test_a_command_ends_on_its_day(cast: Cast, officer: User, client_of: ClientOf) -> None:
    make_achievement()
    Posting.objects.filter(user__in=[officer, cast.commander]).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert remind(client_of(officer), cast.alpha) == 404
    assert remind(client_of(cast.commander), cast.alpha) == 404


def test_a_state_narrows_it_and_those_who_are_qualified_are_never_reminded(cast: Cast, client_of: ClientOf) -> None:
    course = course_for()
    at = timezone.now()
    bring_to(cast.learner, "in-progress", course, at=at)
    bring_to(cast.comrade, "qualified", course, at=at)
    client = client_of(cast.commander)
    assert "Nobody to remind" in page(client, cast.alpha, state="qualified")
    remind(client, cast.alpha, state="in-progress")
    assert reminded() == {cast.learner.name}
    remind(client, cast.alpha)
    assert reminded() == {cast.learner.name, cast.commander.name}


def test_excused_people_are_left_alone(cast: Cast, client_of: ClientOf) -> None:
    make_achievement()
    Posting.objects.filter(user=cast.learner).update(status="excused", reason="leave")
    remind(client_of(cast.commander), cast.alpha)
    assert cast.learner.name not in reminded()


def test_at_most_once_a_day_whoever_presses(cast: Cast, officer: User, client_of: ClientOf) -> None:
    make_achievement()
    make_achievement(key="advanced", name="Advanced course")
    for client in (client_of(officer), client_of(cast.commander)):
        remind(client, cast.alpha, achievement="core")
        remind(client, cast.alpha, achievement="advanced")
    assert Reminder.objects.count() == Notice.objects.count() == 3
    assert "Everybody in this group was reminded today already." in page(client_of(officer), cast.alpha)


def test_somebody_whom_the_house_reminded_today_is_not_reminded_again(cast: Cast) -> None:
    requirement = require(cast.platoon, due_in=7)
    run()
    group = Group(cast.alpha, requirement.achievement, "", TODAY)
    assert remind_group(group=group, by=cast.commander, at=NOW) == 1
    tomorrow = Group(cast.alpha, requirement.achievement, "", TODAY + timedelta(days=1))
    assert remind_group(group=tomorrow, by=cast.commander, at=NOW + timedelta(days=1)) == 3


def test_each_reads_the_own_day_in_the_own_language(cast: Cast) -> None:
    requirement = require(cast.alpha, due_in=30)
    require(cast.platoon, due_in=10)
    User.objects.filter(pk=cast.learner.pk).update(language="fr")
    remind_group(group=Group(cast.alpha, requirement.achievement, "", TODAY), by=cast.commander, at=NOW)
    assert "4 décembre 2026" in Notice.objects.of(cast.learner).get().text
    assert "24 December 2026" in Notice.objects.of(cast.commander).get().text


def test_letters_follow(cast: Cast, client_of: ClientOf) -> None:
    make_achievement()
    User.objects.filter(pk=cast.learner.pk).update(email="amina@example.org")
    remind(client_of(cast.commander), cast.alpha)
    assert [sent.to for sent in mail.outbox] == [["amina@example.org"]]


def test_it_may_not_be_asked_too_often(cast: Cast, client_of: ClientOf) -> None:
    make_achievement()
    client = client_of(cast.commander)
    codes = [remind(client, cast.alpha) for _ in range(12)]
    assert codes[:10] == [302] * 10
    assert codes[-1] == 429


def test_the_readiness_page_leads_there(cast: Cast, client_of: ClientOf) -> None:
    course_for()
    text = client_of(cast.commander).get(f"/readiness/units/{cast.alpha.pk}/names/?state=not-started").content.decode()
    assert f'action="/reminders/units/{cast.alpha.pk}/"' in text


@pytest.mark.parametrize("days", [-1, 1])
def test_a_unit_that_stands_nowhere_today_has_no_page(cast: Cast, client_of: ClientOf, days: int) -> None:
    """It was dissolved, or comes only later; administrators saw a fault of the machine."""
    make_achievement()
    with time_machine.travel(NOW, tick=False):
        dates = (
            {"starts_on": LONG_AGO, "ends_on": TODAY - timedelta(days=1)}
            if days < 0
            else {"starts_on": TODAY + timedelta(days=1)}
        )
        unit = UnitFactory()
        Placement.add_root(unit=unit, **dates)
        client = client_of(cast.administrator)
        assert client.get(f"/reminders/units/{unit.pk}/").status_code == 404
        assert remind(client, unit) == 404
