"""Whoever is named in an issued document finds it in the own data, with the own line and nobody else's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from credentials.models import Achievement, Requirement
from people.erasure.services import Why, erase_person
from people.models import User
from people.own_data import everything
from readiness.documents.services import withdraw_document
from readiness.models import NamedPerson
from tests.conftest import Cast
from tests.credentials.issued import issued
from tests.factories.classes import make_class, make_session, mark
from tests.factories.courses import make_course
from tests.readiness.papers import AT, issue

ClientOf = Callable[[User | None], Client]


@pytest.fixture
def company(cast: Cast) -> Cast:
    """Of Alpha the learner holds it, the comrade and the commander do not."""
    issued(cast.learner, at=AT)
    due = timezone.localdate() + timedelta(days=9)
    Requirement.objects.create(unit=cast.alpha, achievement=Achievement.objects.get(), due_on=due)
    return cast


def documents(user: User) -> list[Mapping[str, Any]]:
    return list(everything(user)["documents"].rows)


def renumber(person: User, number: str) -> None:
    person.service_number, person.username = number, person.username.removesuffix(person.service_number) + number
    person.save(update_fields=["service_number", "username"])


def test_each_finds_the_own_line_in_the_documents_that_name_him(company: Cast, client_of: ClientOf) -> None:
    certification, gaps = issue(company, client_of), issue(company, client_of, "gaps")
    [held] = documents(company.learner)
    assert (held["document"], held["on"], held["unit"]) == (
        certification.get_kind_display(),
        certification.on,
        company.alpha.name,
    )
    assert f"Name: {company.learner.name}; Service number: {company.learner.username}" in held["line"]
    [missing] = documents(company.comrade)
    assert missing["document"] == gaps.get_kind_display()
    assert f"Name: {company.comrade.name}" in missing["line"]
    assert "State: " in missing["line"]
    for row in (held, missing):
        others = {company.learner, company.comrade, company.commander} - {company.learner if row is held else company.comrade}
        assert not [person.name for person in others if person.name in str(row)]
        assert certification.code not in str(row)
        assert gaps.code not in str(row)


def test_a_like_number_or_another_unit_is_nobody_of_them(company: Cast, client_of: ClientOf) -> None:
    issue(company, client_of, "gaps")
    assert documents(company.other_commander) == []
    stranger = company.other_commander
    renumber(stranger, company.comrade.service_number[:-1])  # stands inside the number of the comrade
    assert documents(stranger) == []


@pytest.mark.parametrize("kind", ["certification", "gaps", "report"])
def test_a_new_service_number_changes_nothing_and_the_next_who_has_the_old_one_sees_nothing(
    company: Cast, client_of: ClientOf, kind: str
) -> None:
    person = company.learner if kind == "certification" else company.comrade
    issue(company, client_of, kind)
    before, old = documents(person), person.service_number
    assert len(before) == 1
    renumber(person, "77-NEW")
    renumber(company.other_commander, old)
    assert documents(person) == before
    assert documents(company.other_commander) == []


def test_an_instructor_finds_the_sessions_that_a_report_names(company: Cast, client_of: ClientOf) -> None:
    before, course = AT - timedelta(days=2), make_course(achievement=Achievement.objects.get(), slug="taught")
    made = make_class(course, company.administrator, company.learner, at=before, instructors=[company.trainer])
    mark(make_session(made, before), company.trainer, before, present=company.learner)
    issue(company, client_of, "report")
    [row] = documents(company.trainer)
    assert company.trainer.name in row["line"]
    assert company.learner.name not in row["line"]


def test_an_erased_person_is_no_longer_tied_to_the_line(company: Cast, client_of: ClientOf) -> None:
    document = issue(company, client_of)
    assert NamedPerson.objects.filter(user=company.learner).exists()
    erase_person(person=company.learner, by=company.administrator, why=Why.ASKED, at=timezone.now())
    assert not NamedPerson.objects.filter(user=company.learner).exists()
    document.refresh_from_db()
    assert "Amina Diallo" in str(document.content)  # kept for ten years


# --- Documents from before the accounts were kept --------------------------------------------------


def found_again() -> None:
    """As the migration finds them."""
    NamedPerson.objects.all().delete()
    import_module("readiness.migrations.0006_find_the_lines_of_older_documents").find_lines(apps, None)


def test_the_lines_of_older_documents_are_found(company: Cast, client_of: ClientOf) -> None:
    for kind in ("certification", "gaps", "report"):
        issue(company, client_of, kind)
    lines = set(NamedPerson.objects.values_list("document", "user", "table", "line"))
    assert len(lines) > 4
    found_again()
    assert set(NamedPerson.objects.values_list("document", "user", "table", "line")) == lines


def test_of_older_ones_a_certificate_finds_the_holder_and_a_number_alone_finds_nobody(company: Cast, client_of: ClientOf) -> None:
    issue(company, client_of)
    issue(company, client_of, "gaps")
    holder, without = company.learner, company.comrade
    old = [holder.service_number, without.service_number]
    renumber(holder, "77-NEW")
    renumber(without, "88-NEW")
    for person, number in zip((company.other_commander, company.trainer), old, strict=True):
        renumber(person, number)
    found_again()
    assert len(documents(holder)) == 1
    assert [documents(person) for person in (company.other_commander, company.trainer)] == [[], []]


def test_a_withdrawn_one_stays_with_its_reason_and_an_emptied_one_is_gone(company: Cast, client_of: ClientOf) -> None:
    document = issue(company, client_of)
    withdraw_document(document=document, reason="Wrong day.", by=company.commander, at=AT)
    [row] = documents(company.learner)
    assert (row["withdrawn_at"], row["withdrawal_reason"]) == (AT, "Wrong day.")
    type(document).objects.update(content={})
    assert documents(company.learner) == []
