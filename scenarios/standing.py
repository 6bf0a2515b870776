"""Where a run stands: its story, its state, and the decisions that count, read from what was appended."""

from __future__ import annotations

from people.levels import Level
from scenarios import engine
from scenarios.models import Decision, Run
from scenarios.story import Story


def level_of(run: Run) -> Level:
    """The player's level: that of the enrolment, fixed at its start."""
    return Level(run.enrolment.level)


def story_of(run: Run) -> Story:
    """Of the edition that is played, never of the page as it stands now."""
    return Story.from_document(run.edition.document)


def state_of(run: Run) -> engine.State:
    """The run's state after what was appended last, else at its start, which may lie within an earlier run."""
    last = run.decisions.last() or run.begun_after
    return engine.State.from_json(last.state_after) if last else engine.start(story_of(run), level_of(run))


def way_of(run: Run) -> list[Decision]:
    """The decisions that led to where the run stands, without those that were taken back; first those of the earlier run."""
    way: list[Decision] = []
    if run.begun_after is not None:
        earlier = way_of(run.begun_after.run)
        way = earlier[: 1 + next(n for n, made in enumerate(earlier) if made.pk == run.begun_after_id)]
    for decision in run.decisions.all():
        if decision.rewound:
            way = way[: next(n for n, made in enumerate(way) if made.pk == decision.back_to_id)]
        else:
            way.append(decision)
    return way
