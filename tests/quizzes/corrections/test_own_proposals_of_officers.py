"""A training officer proposes for one attempt, comes back to the own proposal by its list, and finds nobody else’s."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from people.models import User
from quizzes.corrections.services import propose_withdrawal
from quizzes.models import Correction, LateAnswer
from quizzes.sittings.services import close_sitting, open_sitting
from tests.conftest import Cast
from tests.factories.classes import make_class
from tests.factories.people import training_officer
from tests.quizzes.conftest import Ground, right_ids
from tests.quizzes.corrections.conftest import approved
from tests.quizzes.sittings.conftest import seated

ClientOf = Callable[[User | None], Client]
LIST = "/quiz/corrections/"
REASON = "The router was off until 10:20."


@pytest.fixture
def officer(cast: Cast) -> User:
    """The training officer of Alpha."""
    return training_officer(cast.alpha)


@pytest.fixture
def late(cast: Cast, ground: Ground) -> LateAnswer:
    """An answer that came after the end of a sitting of Alpha."""
    at = timezone.now() - timedelta(minutes=9)
    room = make_class(ground.course, cast.administrator, cast.learner, at=at, instructors=[cast.trainer], unit=cast.alpha)
    sitting = open_sitting(training_class=room, quiz=ground.quiz, by=cast.trainer, at=at)
    attempt = seated(sitting, cast.learner, at).attempt
    assert attempt is not None
    close_sitting(sitting=sitting, by=cast.trainer, at=timezone.now())
    item = attempt.items.get(number=3)
    response = {"chosen": right_ids(item)}
    return LateAnswer.objects.create(attempt=attempt, item=item, client_id=uuid4(), response=response, at=timezone.now())


def test_the_way_leads_from_the_late_answer_to_the_proposal_and_by_its_list_back(
    cast: Cast, officer: User, late: LateAnswer, client_of: ClientOf
) -> None:
    client = client_of(officer)
    answer = client.post(f"{LIST}late/{late.pk}/", {"reason": REASON}, follow=True)
    proposal = Correction.objects.get()
    assert answer.request["PATH_INFO"] == proposal.get_absolute_url()
    assert f'href="{LIST}"' in answer.content.decode()
    waiting = client.get(LIST).content.decode()
    assert proposal.get_absolute_url() in waiting
    approved(proposal, cast.administrator, timezone.now())
    assert "Approved" in client.get(LIST).content.decode()


def test_an_officer_searches_no_question_and_reads_no_other_proposal(
    cast: Cast, officer: User, late: LateAnswer, client_of: ClientOf
) -> None:
    version = late.item.version
    other = propose_withdrawal(version=version, reason="It is wrong.", by=cast.trainer, at=timezone.now())
    client = client_of(officer)
    page = client.get(LIST, {"q": version.content["stem"][:20]}).content.decode()
    assert version.content["stem"][:20] not in page
    assert 'name="q"' not in page
    assert other.get_absolute_url() not in page
    assert client.get(other.get_absolute_url()).status_code == 404
    assert client.get(f"{LIST}versions/{version.pk}/propose/").status_code == 404


def test_whoever_trains_no_unit_any_more_finds_no_list(cast: Cast, officer: User, client_of: ClientOf) -> None:
    officer.postings.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert client_of(officer).get(LIST).status_code == 404
    assert client_of(cast.commander).get(LIST).status_code == 404
