"""A median time stands where five people have one; five decisions of one person are no more than one person's."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

import pytest

from courses.models import Enrolment
from scenarios.insight.cohort import Cohort, editions_of
from scenarios.insight.figures import figures_of
from scenarios.services import LONGEST_THOUGHT, decide, start_run
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import make_scenario
from tests.scenarios.test_insight import play

pytestmark = pytest.mark.django_db


def test_a_median_is_of_five_people_not_of_five_decisions(cast: Cast, now: datetime) -> None:
    scenario = make_scenario(make_module(make_course()))
    play(scenario, cast, now - timedelta(seconds=LONGEST_THOUGHT * 2), [[]] * 5)
    enrolments = list(Enrolment.objects.all())
    for enrolment in [*enrolments, *enrolments[:1] * 5]:
        run = start_run(enrolment=enrolment, scenario=scenario, at=now)
        for sequence, choice in enumerate(("warn", "call"), 1):
            at = now + timedelta(seconds=8 * sequence)
            decide(run=run, sequence=sequence, choice=choice, client_id=uuid.uuid4(), at=at)
    first = figures_of(Cohort(editions_of(scenario))).scenes[0]
    assert (first.decisions, first.median_seconds) == (10, None)
