"""Who is reminded of what on which day: once, in the own language, and not without need."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from credentials.models import Deployment, Requirement
from credentials.services import call_for_renewal
from people.models import Notice, Posting, User
from people.services import post_person
from people.status.services import appoint_acting_commander
from readiness.models import Letter, Reminder
from tests.conftest import NOW, TODAY, Cast
from tests.credentials.issued import issued
from tests.factories.courses import make_achievement
from tests.factories.people import LONG_AGO, UserFactory
from tests.readiness.reminders.asking import ledger_of, require, run


def later(days: int):  # noqa: ANN201
    return TODAY + timedelta(days=days)


def test_each_threshold_comes_on_its_day_and_once(cast: Cast) -> None:
    require(cast.alpha, due_in=60)
    sent = {n: run(later(n))["sent"] for n in range(75)}
    assert {n: count for n, count in sent.items() if count} == dict.fromkeys([0, 30, 53, 60, 67], 3)
    assert ledger_of(cast.learner) == [(60, "sent"), (30, "sent"), (7, "sent"), (0, "sent"), (-7, "sent")]


def test_running_it_again_the_same_day_adds_nothing(cast: Cast) -> None:
    require(cast.alpha, due_in=7)
    assert run() == {"sent": 3, "suppressed": 6}
    assert not run()
    assert Notice.objects.count() == 3


def test_missed_days_send_the_most_urgent_and_record_the_others(cast: Cast) -> None:
    require(cast.platoon, due_in=30)
    run()
    run(later(40))
    assert ledger_of(cast.learner) == [(60, "overtaken"), (30, "sent"), (7, "overtaken"), (0, "overtaken"), (-7, "sent")]


def test_the_words_count_the_days_that_are_left_when_they_are_read(cast: Cast) -> None:
    require(cast.platoon, due_in=30)
    run(later(3))
    assert "due in 27 days, on 24 December 2026" in Notice.objects.of(cast.learner).get().text


def test_whoever_holds_a_lasting_credential_is_left_alone(cast: Cast) -> None:
    requirement = require(cast.platoon, due_in=7)
    issued(cast.learner, requirement.achievement)
    run()
    assert ledger_of(cast.learner) == []
    assert ledger_of(cast.comrade)[-1] == (7, "sent")


def test_an_expiring_credential_is_due_on_its_last_day(cast: Cast) -> None:
    requirement = require(cast.platoon, due_in=-500)
    held = issued(cast.learner, requirement.achievement, at=NOW - timedelta(days=700))
    assert held.expires_on is not None
    run(held.expires_on - timedelta(days=30))
    assert [row for row in ledger_of(cast.learner) if row[1] == "sent"] == [(30, "sent")]
    assert "expires in 30 days" in Notice.objects.of(cast.learner).get().text
    run(held.expires_on + timedelta(days=7))
    assert ledger_of(cast.learner)[-1] == (-7, "sent")


def test_a_renewed_credential_ends_the_reminders(cast: Cast) -> None:
    requirement = require(cast.platoon, due_in=-500)
    held = issued(cast.learner, requirement.achievement, at=NOW - timedelta(days=700))
    issued(cast.learner, requirement.achievement)
    assert held.expires_on is not None
    run(held.expires_on)
    assert ledger_of(cast.learner) == []


def test_a_certificate_that_lapses_during_the_tour_is_due_before_it(cast: Cast) -> None:
    achievement = make_achievement()
    Requirement.objects.create(unit=cast.alpha, achievement=achievement, days_before=14, starts_on=LONG_AGO)
    issued(cast.learner, achievement, at=NOW - timedelta(days=600))
    run()
    assert ledger_of(cast.learner) == []
    starts_on = later(44)
    Deployment.objects.create(
        unit=cast.alpha, mission="UNAK", starts_on=starts_on, ends_on=starts_on + timedelta(days=180), announced_on=LONG_AGO
    )
    run()
    assert ledger_of(cast.learner) == [(60, "overtaken"), (30, "sent")]


def test_excused_people_are_not_disturbed_and_the_ledger_says_why(cast: Cast) -> None:
    require(cast.platoon, due_in=30)
    Posting.objects.filter(user=cast.learner).update(status="excused", reason="leave")
    run()
    assert ledger_of(cast.learner) == [(60, "overtaken"), (30, "excused")]
    assert not Notice.objects.of(cast.learner).exists()
    Posting.objects.filter(user=cast.learner).update(status="present", reason="")
    run(later(23))
    assert ledger_of(cast.learner)[-1] == (7, "sent")


def test_closed_accounts_and_people_of_no_unit_hear_nothing(cast: Cast) -> None:
    require(cast.contingent, due_in=7)
    User.objects.filter(pk=cast.learner.pk).update(is_active=False)
    Posting.objects.filter(user=cast.comrade).update(ends_on=later(-1))
    run()
    assert set(Reminder.objects.values_list("user", flat=True)) == {cast.commander.pk, cast.other_commander.pk}


def test_a_new_due_day_begins_anew(cast: Cast) -> None:
    requirement = require(cast.platoon, due_in=7)
    run()
    requirement.due_on = later(30)
    requirement.save()
    assert run()["sent"] == 2
    assert run()["sent"] == 0


def test_two_achievements_are_two_reminders(cast: Cast) -> None:
    require(cast.platoon, due_in=7)
    require(cast.platoon, due_in=7, key="advanced", **{})
    assert run()["sent"] == 4


def test_everybody_reads_the_own_language(cast: Cast) -> None:
    require(cast.platoon, due_in=30)
    User.objects.filter(pk=cast.learner.pk).update(language="fr")
    User.objects.filter(pk=cast.comrade.pk).update(language="ar")
    run()
    french, arabic = (Notice.objects.of(person).get() for person in (cast.learner, cast.comrade))
    assert (french.language, arabic.language) == ("fr", "ar")
    assert "24 décembre 2026" in french.text
    assert "ديسمبر" in arabic.text


def test_only_those_with_an_address_get_a_letter(cast: Cast) -> None:
    require(cast.platoon, due_in=30)
    User.objects.filter(pk=cast.learner.pk).update(email="amina@example.org")
    run()
    assert [letter.notice.user for letter in Letter.objects.select_related("notice__user")] == [cast.learner]


def test_the_database_refuses_a_second_one(cast: Cast) -> None:
    require(cast.platoon, due_in=30)
    run()
    row = Reminder.objects.delivered().first()
    assert row is not None
    row.pk, row.notice, row.reason = None, None, Reminder.Reason.OVERTAKEN
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_queries_grow_with_chunks_and_not_with_people(cast: Cast) -> None:
    require(cast.contingent, due_in=30)
    with CaptureQueriesContext(connection) as few:
        run(later(-1))
    for person in UserFactory.create_batch(40, password="", rank=None):
        post_person(user=person, unit=cast.platoon, on=LONG_AGO, at=timezone.now())
    with CaptureQueriesContext(connection) as many:
        run()
    assert len(few) > 0
    assert Reminder.objects.delivered().count() == 48
    assert len(many) <= len(few) + 4


def test_a_call_for_renewal_moves_the_day_of_which_its_holder_is_reminded(cast: Cast) -> None:
    achievement = require(cast.platoon, due_in=-400).achievement
    issued(cast.learner, achievement)
    run()
    assert ledger_of(cast.learner) == []
    asked_by = later(30)
    call_for_renewal(achievement_key="core", due_on=asked_by, reason="The law changed.", by=cast.administrator, at=NOW)
    run()
    assert (30, "sent") in ledger_of(cast.learner)
    assert asked_by.strftime("%-d %B %Y") in Notice.objects.of(cast.learner).get().text


def test_acting_commanders_are_reminded_of_what_is_asked_of_commanders(cast: Cast) -> None:
    require(cast.alpha, due_in=7, posts=["commander", "acting-commander"])
    appoint_acting_commander(
        user=cast.comrade, unit=cast.alpha, starts_on=TODAY, ends_on=later(9), by=cast.administrator, at=timezone.now()
    )
    assert run()["sent"] == 2
    assert ledger_of(cast.comrade)[-1] == (7, "sent")
    assert ledger_of(cast.learner) == []
