"""In practice one may go back: within a run, or from its debrief by a new run that begins where the old one was."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from courses.models import Enrolment
from scenarios import engine
from scenarios.clock import stop_clock
from scenarios.models import Decision, Run
from scenarios.services import InvalidChoice, open_run, step_to_append
from scenarios.standing import level_of, story_of, way_of
from scenarios.story import PRACTICE


@transaction.atomic
def step_back(*, run: Run, sequence: int, back_to: int, client_id: UUID, at: datetime) -> Decision:
    """Appends a step that takes back the decision of this run with the number ``back_to``, and all after it.

    Raises StaleDecision as ``decide`` does, InvalidChoice in an assessed scenario or where that decision does not count.
    """
    run, _last, earlier = step_to_append(run, sequence, client_id)
    if earlier is not None:
        return earlier
    way = way_of(run)
    number = next((n for n, made in enumerate(way) if made.run_id == run.pk and made.sequence == back_to), None)
    if number is None or story_of(run).mode != PRACTICE:
        raise InvalidChoice
    stop_clock(run=run)
    return Decision.objects.create(
        run=run,
        sequence=sequence,
        client_id=client_id,
        scene=way[number].scene,
        decided_at=at,
        rewound=True,
        back_to=way[number],
        state_after=_state_before(run, way, number).to_json(),
    )


def _state_before(run: Run, way: list[Decision], number: int) -> engine.State:
    if number:
        return engine.State.from_json(way[number - 1].state_after)
    return engine.start(story_of(run), level_of(run))


@transaction.atomic
def play_again_from(*, run: Run, number: int, at: datetime) -> Run:
    """A new run on the same edition that begins before decision ``number`` (1 is the first) of a finished one's way.

    A run that is open already is gone on with instead. Raises InvalidChoice in an assessed scenario.
    """
    enrolment = Enrolment.objects.select_for_update(of=("self",)).get(pk=run.enrolment_id)
    already = open_run(enrolment, run.edition.scenario)
    if already is not None:
        return already
    way = way_of(run)
    if story_of(run).mode != PRACTICE or run.finished_at is None or not 1 <= number <= len(way):
        raise InvalidChoice
    begun_after = way[number - 2] if number > 1 else None
    return Run.objects.create(enrolment=enrolment, edition=run.edition, pace=run.pace, begun_after=begun_after, started_at=at)
