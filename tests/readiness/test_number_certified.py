"""The number certified is one truth: who of the strength holds it on the day, in every document of the same unit and day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from credentials.models import Achievement, Deployment, Requirement
from people.models import Posting, User
from tests.conftest import Cast
from tests.credentials.issued import issued
from tests.readiness.papers import AT, issue, pdf_text

ClientOf = Callable[[User | None], Client]


@pytest.fixture
def company(cast: Cast) -> Cast:
    """Alpha: three people of whom all hold the achievement, for two years from today."""
    for person in (cast.learner, cast.comrade, cast.commander):
        issued(person, at=AT)
    return cast


def require(cast: Cast, **change: Any) -> None:
    Requirement.objects.create(unit=cast.alpha, achievement=Achievement.objects.get(), due_on=timezone.localdate(), **change)


def certified(cast: Cast, client_of: ClientOf) -> list[tuple[int, int]]:
    kinds = ("certification", "gaps", "report")
    return [(d.strength, d.certified) for d in (issue(cast, client_of, kind) for kind in kinds)]


def test_who_need_not_hold_it_counts_as_holding_it(company: Cast, client_of: ClientOf) -> None:
    require(company, levels=[company.commander.level])
    assert certified(company, client_of) == [(3, 3)] * 3
    text = pdf_text(issue(company, client_of))
    assert "3 of 3 people of the unit" in text
    assert "Asked of" in text


def test_who_holds_it_for_less_than_the_tour_is_certified_and_a_gap(company: Cast, client_of: ClientOf) -> None:
    require(company)
    today = timezone.localdate()
    Deployment.objects.create(unit=company.alpha, mission="UNAK", starts_on=today, ends_on=today + timedelta(days=1000))
    assert certified(company, client_of) == [(3, 3)] * 3
    assert "Of these, end before the tour and thirty days 3" in " ".join(pdf_text(issue(company, client_of)).split())
    assert "3 of 3 people lack it." in pdf_text(issue(company, client_of, "gaps"))


def test_who_is_excused_is_not_of_the_strength(company: Cast, client_of: ClientOf) -> None:
    require(company)
    Posting.objects.filter(user=company.learner).update(status=Posting.Status.EXCUSED, reason=Posting.Reason.values[0])
    assert certified(company, client_of) == [(2, 2)] * 3
