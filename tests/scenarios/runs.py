"""Runs for tests: begun by a learner, and decided in, by service or by the page's form."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.test import Client
from django.urls import reverse

from courses.services import enrol_learner
from people.models import User
from scenarios.models import Run, ScenarioPage
from scenarios.services import decide, start_run


def begin(scenario: ScenarioPage, learner: User, at: datetime) -> Run:
    enrolment = enrol_learner(learner=learner, course=scenario.get_parent().get_parent().specific, at=at)
    return start_run(enrolment=enrolment, scenario=scenario, at=at)


def make(run: Run, *choices: str, at: datetime) -> None:
    for choice in choices:
        decide(run=run, sequence=run.decisions.count() + 1, choice=choice, client_id=uuid.uuid4(), at=at)


def send(client: Client, run: Run, sequence: int, choice: str, client_id: uuid.UUID | None = None) -> int:
    data = {"sequence": sequence, "choice": choice, "client_id": client_id or uuid.uuid4()}
    return client.post(reverse("scenarios:decide", args=[run.public_id]), data).status_code
