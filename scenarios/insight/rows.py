"""Rows that figures are counted from: decisions that were made, and runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from scenarios import engine
from scenarios.models import Decision, Run
from scenarios.story import Story

Led = tuple[str, str, str]  # scene, choice, and where it led


@dataclass(frozen=True)
class Made:
    """One decision that was made, and where it led."""

    run: int
    scene: str
    choice: str
    target: str
    learner: int
    seconds: int | None
    timed_out: bool


@dataclass(frozen=True)
class Played:
    """One run: where it stands or ended; empty where it could not go on."""

    run: int
    learner: int
    first: str
    stands: str
    is_finished: bool
    passed: bool


def made_in(runs: QuerySet[Run]) -> list[Made]:
    """In the order in which they were made."""
    names = ("run", "scene", "choice", "state_after__scene", "run__enrolment__learner", "seconds_taken", "timed_out")
    rows = Decision.objects.filter(run__in=runs, rewound=False).order_by("pk").values_list(*names)
    return [Made(*row) for row in rows]


def played_in(editions: Mapping[int, Story], runs: QuerySet[Run]) -> list[Played]:
    """Open runs stand where their last step led, steps back among them, and at first where the first scene leads."""
    newest = dict(Decision.objects.filter(run__in=runs).order_by("sequence").values_list("run", "state_after__scene"))
    starts: dict[tuple[int, int], str] = {}
    names = ("pk", "enrolment__learner", "edition", "enrolment__level", "begun_after__state_after__scene")
    found = []
    for pk, learner, edition, level, begun, finished_at, ending, passed in runs.values_list(
        *names, "finished_at", "ending", "passed"
    ):
        if (edition, level) not in starts:
            starts[edition, level] = engine.start(editions[edition], level).scene
        first = begun or starts[edition, level]
        stands = ending if finished_at else newest.get(pk, first)
        found.append(Played(pk, learner, first, stands, finished_at is not None, bool(passed)))
    return found


def choices_behind(row: Made) -> Led:
    return row.scene, row.choice, row.target


def ways_of_some(led: Iterable[Led], closed: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Ways that some of the closed choices of their scene led to, but not all: less what is said, they would tell of those."""
    behind: dict[tuple[str, str], set[str]] = {}
    taken: dict[str, set[str]] = {}
    for scene, choice, target in led:
        if (scene, choice) in closed:
            behind.setdefault((scene, target), set()).add(choice)
            taken.setdefault(scene, set()).add(choice)
    return {way for way, choices in behind.items() if choices != taken[way[0]]}
