"""How long somebody took to decide is counted; whoever was away meanwhile took no time."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from courses.services import enrol_learner
from scenarios.services import decide, start_run
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import make_scenario


def test_a_night_away_is_no_time_to_decide(cast: Cast, now: datetime) -> None:
    scenario = make_scenario(make_module(make_course()))
    course = scenario.get_parent().get_parent().specific
    run = start_run(enrolment=enrol_learner(learner=cast.learner, course=course, at=now), scenario=scenario, at=now)
    first = decide(run=run, sequence=1, choice="warn", client_id=uuid.uuid4(), at=now + timedelta(seconds=90))
    second = decide(run=run, sequence=2, choice="call", client_id=uuid.uuid4(), at=now + timedelta(hours=9))
    assert (first.seconds_taken, second.seconds_taken) == (90, None)
