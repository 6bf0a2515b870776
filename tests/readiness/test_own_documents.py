"""Whoever is named in an issued document finds it in the own data, with the own line and nobody else's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from credentials.models import Achievement, Requirement
from people.models import User
from people.own_data import everything
from readiness.documents.services import withdraw_document
from tests.conftest import Cast
from tests.credentials.issued import issued
from tests.readiness.test_documents import AT, issue

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


def test_after_a_new_service_number_the_own_certificate_finds_it(company: Cast, client_of: ClientOf) -> None:
    issue(company, client_of)
    renumber(company.learner, "77-NEW")
    assert len(documents(company.learner)) == 1


def test_a_withdrawn_one_stays_with_its_reason_and_an_emptied_one_is_gone(company: Cast, client_of: ClientOf) -> None:
    document = issue(company, client_of)
    withdraw_document(document=document, reason="Wrong day.", by=company.commander, at=AT)
    [row] = documents(company.learner)
    assert (row["withdrawn_at"], row["withdrawal_reason"]) == (AT, "Wrong day.")
    type(document).objects.update(content={})
    assert documents(company.learner) == []
