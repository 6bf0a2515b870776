"""From the wrong question to the approved correction, through the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from people.models import User
from quizzes.corrections.services import propose_withdrawal
from quizzes.models import Correction
from tests.conftest import Cast
from tests.people.at_the_door import confirm_identity
from tests.quizzes.conftest import Ground
from tests.quizzes.corrections.conftest import REASON, Sit, approved, stands, version_of

ClientOf = Callable[[User | None], Client]


def test_a_trainer_finds_the_question_and_an_administrator_approves(
    cast: Cast, ground: Ground, sit: Sit, client_of: ClientOf, now: datetime
) -> None:
    attempt = sit(cast.learner, wrong=[ground.items[0].pk, ground.items[1].pk])
    version = version_of(ground.items[0])
    trainer, administrator = client_of(cast.trainer), client_of(cast.administrator)
    confirm_identity(administrator)
    found = trainer.get("/quiz/corrections/", {"q": ground.items[0].key}).content.decode()
    assert f"/quiz/corrections/versions/{version.pk}/propose/" in found
    every = [option["id"] for option in version.options]
    data = {"deed": "options", "right": every, "reason": REASON}
    answer = trainer.post(f"/quiz/corrections/versions/{version.pk}/propose/", data)
    proposal = Correction.objects.get()
    assert answer["Location"] == proposal.get_absolute_url()
    page = administrator.get(proposal.get_absolute_url())
    seen = page.context["reading"].seen
    assert "Pass now" in page.content.decode() and cast.learner.name in page.content.decode()
    administrator.post(f"{proposal.get_absolute_url()}approve/", {"seen": seen})
    assert stands(attempt) == ("80.00", True)


def test_approving_asks_for_the_own_password_or_factor_again(
    cast: Cast, ground: Ground, sit: Sit, client_of: ClientOf, now: datetime
) -> None:
    attempt = sit(cast.learner, wrong=[ground.items[0].pk])
    client_of(cast.trainer).post(
        f"/quiz/corrections/versions/{version_of(ground.items[0]).pk}/propose/", {"deed": "withdraw", "reason": REASON}
    )
    proposal = Correction.objects.get()
    answer = client_of(cast.administrator).post(f"{proposal.get_absolute_url()}approve/", {"seen": ""})
    assert "reauthenticate" in answer["Location"]
    assert stands(attempt) == ("80.00", True)


def test_a_learner_reads_the_corrected_result_and_the_first(
    cast: Cast, ground: Ground, sit: Sit, client_of: ClientOf, now: datetime
) -> None:
    attempt = sit(cast.learner, wrong=[ground.items[0].pk])
    proposal = propose_withdrawal(version=version_of(ground.items[0]), reason=REASON, by=cast.trainer, at=now)
    approved(proposal, cast.administrator, now)
    page = client_of(cast.learner).get(f"/quiz/{attempt.public_id}/result/").content.decode()
    assert "100" in page and "Your first result was 80 per cent" in page


@pytest.mark.parametrize("right", [[], ["no-such-option"]])
def test_a_key_needs_a_right_option(cast: Cast, ground: Ground, sit: Sit, client_of: ClientOf, right: list[str]) -> None:
    sit(cast.learner)
    url = f"/quiz/corrections/versions/{version_of(ground.items[0]).pk}/propose/"
    answer = client_of(cast.trainer).post(url, {"deed": "options", "right": right, "reason": REASON})
    assert answer.status_code == 200 and not Correction.objects.exists()


def test_the_key_that_holds_already_is_no_correction(cast: Cast, ground: Ground, sit: Sit, client_of: ClientOf) -> None:
    sit(cast.learner)
    version = version_of(ground.items[0])
    right = [option for option, share in version.answer_key["fractions"].items() if share > 0]
    data = {"deed": "options", "right": right, "reason": REASON}
    page = client_of(cast.trainer).post(f"/quiz/corrections/versions/{version.pk}/propose/", data).content.decode()
    assert "marked already" in page and not Correction.objects.exists()
