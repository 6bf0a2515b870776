"""A learner contests a result; the training officer answers with date and outcome; the case is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from courses.contests.permissions import officers_over
from courses.contests.services import answer_contest, contest_result
from courses.models import Contest, Enrolment
from courses.services import enrol_learner
from people.models import AuditEntry, Notice, Posting, User
from people.own_data import everything
from people.postings import Refused
from people.services import post_person
from tests.conftest import Cast
from tests.factories.courses import make_course
from tests.factories.people import LONG_AGO, UserFactory, training_officer

ClientOf = Callable[[User | None], Client]
WHY = "Question 3 has two right answers."


def now() -> Any:
    return timezone.now()


@pytest.fixture
def officer(cast: Cast) -> User:
    return training_officer(cast.alpha, name="Ada Oko", is_main=True)


@pytest.fixture
def enrolment(cast: Cast) -> Enrolment:
    return enrol_learner(learner=cast.learner, course=make_course(), at=now())


def contested(enrolment: Enrolment, about: str = "attempt:1", reason: str = WHY) -> Contest:
    return contest_result(enrolment=enrolment, about=about, subject="Final, attempt 1: 64 per cent", reason=reason, at=now())


def test_the_case_goes_to_the_nearest_training_officer_with_date_and_reason(
    cast: Cast, officer: User, enrolment: Enrolment, client_of: ClientOf
) -> None:
    above = UserFactory(name="Higher Officer")
    post_person(user=above, unit=cast.battalion, on=LONG_AGO, role=Posting.Role.TRAINING_OFFICER, at=timezone.now())
    case = contested(enrolment)
    [notice] = Notice.objects.filter(user__in=[officer, above])
    assert (notice.user, notice.url) == (officer, f"/contests/{case.pk}/")
    assert "Diallo" not in notice.text
    page = client_of(officer).get(notice.url).content.decode()
    for words in ("Amina Diallo", WHY, "Final, attempt 1: 64 per cent", "Send the answer"):
        assert words in page


def test_where_no_unit_has_an_officer_the_administrators_are_told(cast: Cast, enrolment: Enrolment) -> None:
    assert officers_over(cast.learner, timezone.localdate()) == [cast.administrator]
    contested(enrolment)
    assert Notice.objects.get().user == cast.administrator


def test_the_officer_answers_and_the_learner_is_told(
    cast: Cast, officer: User, enrolment: Enrolment, client_of: ClientOf
) -> None:
    case = contested(enrolment)
    data = {"outcome": "correction", "answer": "You are right. A correction is proposed."}
    assert client_of(officer).post(f"/contests/{case.pk}/answer/", data).status_code == 302
    case.refresh_from_db()
    assert (case.outcome, case.answered_by, bool(case.answered_at)) == ("correction", officer, True)
    learner = client_of(cast.learner)
    assert "1 new message" in learner.get("/learn/").content.decode()
    assert "Your case was answered." in learner.get("/me/messages/").content.decode()
    page = learner.get(f"/contests/{case.pk}/").content.decode()
    assert "A correction is asked for" in page
    assert "You are right" in page


def test_a_second_contest_is_refused_while_one_is_open(cast: Cast, officer: User, enrolment: Enrolment) -> None:
    case = contested(enrolment)
    with pytest.raises(Refused):
        contested(enrolment)
    contested(enrolment, about="attempt:2")
    answer_contest(contest=case, outcome="stands", answer="It was right.", by=officer, at=now())
    assert contested(enrolment).pk != case.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        Contest.objects.create(enrolment=enrolment, about="attempt:1", subject="x", reason="y", made_at=now())


def test_an_answer_is_given_once(cast: Cast, officer: User, enrolment: Enrolment) -> None:
    case = contested(enrolment)
    answer_contest(contest=case, outcome="stands", answer="It was right.", by=officer, at=now())
    with pytest.raises(Refused):
        answer_contest(contest=case, outcome="again", answer="Try again.", by=officer, at=now())
    case.refresh_from_db()
    assert case.answer == "It was right."
    with pytest.raises(IntegrityError), transaction.atomic():
        Contest.objects.filter(pk=case.pk).update(answer="")


@pytest.mark.parametrize("words", ["", "   ", "x" * 1001])
def test_text_is_bounded(cast: Cast, officer: User, enrolment: Enrolment, client_of: ClientOf, words: str) -> None:
    with pytest.raises(ValueError, match="at most"):
        contested(enrolment, reason=words)
    address = f"/contests/courses/{enrolment.pk}/"
    assert client_of(cast.learner).post(address, {"reason": words}).status_code == 200
    assert not Contest.objects.exists()


def test_nobody_answers_the_own_case(cast: Cast, client_of: ClientOf) -> None:
    cast.administrator.refresh_from_db()
    enrolment = enrol_learner(learner=cast.administrator, course=make_course(), at=now())
    case = contested(enrolment)
    with pytest.raises(ValueError, match="own case"):
        answer_contest(contest=case, outcome="again", answer="Yes.", by=cast.administrator, at=now())
    client = client_of(cast.administrator)
    assert "Send the answer" not in client.get(f"/contests/{case.pk}/").content.decode()
    assert client.post(f"/contests/{case.pk}/answer/", {"outcome": "again", "answer": "Yes."}).status_code == 404


def test_deeds_and_looks_are_audited_by_numbers(cast: Cast, officer: User, enrolment: Enrolment, client_of: ClientOf) -> None:
    case = contested(enrolment)
    client_of(officer).get(f"/contests/{case.pk}/")
    client_of(cast.learner).get(f"/contests/{case.pk}/")
    answer_contest(contest=case, outcome="stands", answer="It was right.", by=officer, at=now())
    entries = AuditEntry.objects.filter(event__contains="contest").order_by("pk")
    assert [(e.event, e.actor) for e in entries] == [
        ("result contested", cast.learner.pk),
        ("contest looked at", officer.pk),
        ("contest answered", officer.pk),
    ]
    assert WHY not in str(list(entries.values()))


def test_the_list_has_an_empty_state_and_puts_what_waits_first(
    cast: Cast, officer: User, enrolment: Enrolment, client_of: ClientOf
) -> None:
    assert "Nothing is contested" in client_of(officer).get("/contests/").content.decode()
    done = contested(enrolment, about="attempt:1")
    answer_contest(contest=done, outcome="stands", answer="It was right.", by=officer, at=now())
    contested(enrolment, about="attempt:2")
    page = client_of(officer).get("/contests/").content.decode()
    assert page.index("Answer by") < page.index("The result stands")


def test_an_officer_who_left_reads_it_no_more(cast: Cast, officer: User, enrolment: Enrolment, client_of: ClientOf) -> None:
    case = contested(enrolment)
    Posting.objects.filter(user=officer).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert client_of(officer).get(f"/contests/{case.pk}/").status_code == 404


def test_it_is_among_the_own_data(cast: Cast, enrolment: Enrolment) -> None:
    contested(enrolment)
    [row] = everything(cast.learner)["contests"].rows
    assert row["reason"] == WHY


def test_the_own_certificate_and_account_lead_to_it(cast: Cast, enrolment: Enrolment, client_of: ClientOf) -> None:
    from tests.credentials.issued import issued

    held = issued(cast.learner)
    Enrolment.objects.filter(pk=enrolment.pk).update(credential=held, completed_at=now())
    page = client_of(cast.learner).get(held.get_absolute_url()).content.decode()
    assert f"/contests/courses/{enrolment.pk}/" in page
    assert f"/contests/courses/{enrolment.pk}/" not in client_of(cast.commander).get(held.get_absolute_url()).content.decode()
    assert "/contests/" in client_of(cast.learner).get("/me/").content.decode()


def test_the_page_of_a_result_leads_to_it(cast: Cast, client_of: ClientOf) -> None:
    from tests.factories.stage import furnish

    attempt = furnish(cast)["submitted-attempt"]
    client = client_of(cast.learner)
    address = f"/quiz/{attempt.public_id}/contest/"
    assert address in client.get(f"/quiz/{attempt.public_id}/result/").content.decode()
    answer = client.post(address, {"reason": WHY})
    case = Contest.objects.get(about=f"attempt:{attempt.public_id}")
    assert answer["Location"] == f"/contests/{case.pk}/"
    assert "attempt 1" in case.subject
    assert client.get(address)["Location"] == f"/contests/{case.pk}/"
