"""The player's clock: it runs on the server from the moment a scene is first shown, so that no reload winds it up again."""

from __future__ import annotations

from datetime import datetime

from courses.models import Enrolment
from scenarios.models import Run, ScenarioPage


def last_pace(enrolment: Enrolment) -> int:
    """Whoever set the clock slower once need not do it again in the next scenario."""
    last = Run.objects.filter(enrolment__learner=enrolment.learner_id).order_by("-started_at", "-pk").first()
    return last.pace if last else ScenarioPage.Pace.NORMAL


def set_pace(*, run: Run, pace: int) -> None:
    """As on duty, ten times as long, or off: it costs nothing. What is switched on again begins anew."""
    begun = {"clock_from": None} if run.pace == ScenarioPage.Pace.OFF else {}
    Run.objects.filter(pk=run.pk, finished_at=None).update(pace=pace, **begun)


def start_clock(*, run: Run, at: datetime) -> None:
    """The scene in which the run stands is shown; only the first time counts, and none where the run is over."""
    Run.objects.filter(pk=run.pk, clock_from=None, finished_at=None).update(clock_from=at)


def stop_clock(*, run: Run) -> None:
    """A step was made: the next scene has not been shown yet. ``run``: as it stands, locked."""
    if run.clock_from is not None:
        run.clock_from = None
        run.save(update_fields=["clock_from"])
