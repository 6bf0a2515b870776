"""Which ways people take, counted from the appended decisions; nothing over fewer than five people.

A figure is a plain count of rows: what SQL counts is what is shown, or nothing
(``hiding``). Steps back and what they took back are left out of
nothing: a decision that was made counts as made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median
from typing import TypeVar

from django.db.models import QuerySet

from base.suppression import open_parts
from scenarios import engine
from scenarios.insight.aligned import aligned
from scenarios.insight.cohort import FEWEST_PEOPLE, Cohort
from scenarios.insight.hiding import ENTRY, STOPPED, Told, closed_choices, told_ways
from scenarios.models import Decision, Edition, Run
from scenarios.story import Story

Key = TypeVar("Key")


@dataclass(frozen=True)
class ChoiceCount:
    """How often a choice was taken, by decisions, not people."""

    key: str
    text: str
    quality: str
    times: int | None
    share: float | None  # of the decisions in its scene; None, as the number, where it would tell of too few


@dataclass
class SceneCount:
    """``people``: distinct learners who decided there; ``left``: open runs that stand there. None: it would tell of too few."""

    key: str
    title: str
    people: int
    decisions: int
    median_seconds: int | None
    timed_out: int | None
    left: int | None
    choices: list[ChoiceCount] = field(default_factory=list)


@dataclass(frozen=True)
class Flow:
    """How often a decision in one scene led to another scene or an ending."""

    source: str
    target: str
    times: int


@dataclass(frozen=True)
class Figures:
    """``people`` under five hide everything; ``endings``: finished runs by ending.

    What would tell of too few is None or left out. ``story``: all editions aligned; ``editions``: each of them, by id.
    """

    story: Story
    editions: dict[int, Story]
    people: int
    runs: int
    finished: int | None
    passed: int | None
    scenes: list[SceneCount]
    flows: list[Flow]
    endings: dict[str, int]

    @property
    def is_hidden(self) -> bool:
        return self.people < FEWEST_PEOPLE


@dataclass(frozen=True)
class Made:
    """One decision that was made, and where it led."""

    scene: str
    choice: str
    target: str
    learner: int
    seconds: int | None
    timed_out: bool


@dataclass(frozen=True)
class Played:
    """One run: where it stands or ended; empty where it could not go on."""

    learner: int
    first: str
    stands: str
    is_finished: bool
    passed: bool


def stories_of(cohort: Cohort) -> dict[int, Story]:
    """By edition, newest first."""
    keys = [edition.pk for edition in cohort.editions]
    documents = dict(Edition.objects.filter(pk__in=keys).values_list("pk", "document"))
    return {key: Story.from_document(documents[key]) for key in keys}


def figures_of(cohort: Cohort) -> Figures:
    """A fixed number of queries. The cohort has an edition at least."""
    editions = stories_of(cohort)
    story, runs = aligned(list(editions.values())), cohort.runs
    made, played = _made(runs), _played(editions, runs)
    told = _told(story, made, played)
    finished = [run for run in played if run.is_finished]
    endings = Counter(run.stands for run in finished)
    shown = told.endings(set(story.endings_by_key))
    is_all = set(story.endings_by_key) & set(endings) <= shown
    standing = open_parts(_people((run.is_finished, run.learner) for run in played))
    return Figures(
        story=story,
        editions=editions,
        people=len({run.learner for run in played}),
        runs=len(played),
        finished=len(finished) if standing else None,
        passed=sum(run.passed for run in played) if standing and is_all and _is_told_who_passed(played) else None,
        scenes=[_scene(story, key, [row for row in made if row.scene == key], played, told) for key in told.scenes(story)],
        flows=_flows(made, told),
        endings={key: times for key, times in sorted(endings.items()) if key in shown},
    )


def _made(runs: QuerySet[Run]) -> list[Made]:
    names = ("scene", "choice", "state_after__scene", "run__enrolment__learner", "seconds_taken", "timed_out")
    rows = Decision.objects.filter(run__in=runs, rewound=False).order_by("pk").values_list(*names)
    return [Made(*row) for row in rows]


def _played(editions: dict[int, Story], runs: QuerySet[Run]) -> list[Played]:
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
        found.append(Played(learner, first, stands, finished_at is not None, bool(passed)))
    return found


def _people(rows: Iterable[tuple[Key, int]]) -> dict[Key, int]:
    """Distinct learners by whatever the rows begin with."""
    return dict(Counter(key for key, _learner in set(rows)))


def _told(story: Story, made: list[Made], played: list[Played]) -> Told:
    """What may be said of ways: from scene to scene, into the first, and those that stopped."""
    ways = {((row.scene, row.target), row.learner) for row in made}
    ways |= {((ENTRY, run.first), run.learner) for run in played}
    ways |= {((run.stands, STOPPED), run.learner) for run in played if not run.is_finished}
    choices = _people(((row.scene, row.choice), row.learner) for row in made)
    closed = closed_choices(
        {key: {c.key: choices.get((key, c.key), 0) for c in s.choices} for key, s in story.scenes_by_key.items()}
    )
    behind = _ways_of_some(made, closed)
    people = _people((row.scene, row.learner) for row in made)
    few = {key for key in story.scenes_by_key if people.get(key, 0) < FEWEST_PEOPLE}
    return told_ways(_people(ways), closed=behind, silent=few, choices=closed)


def _ways_of_some(made: list[Made], closed: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Ways that some of the closed choices of their scene led to, but not all: less what is said, they would tell of those."""
    behind: dict[tuple[str, str], set[str]] = {}
    taken: dict[str, set[str]] = {}
    for row in made:
        if (row.scene, row.choice) in closed:
            behind.setdefault((row.scene, row.target), set()).add(row.choice)
            taken.setdefault(row.scene, set()).add(row.choice)
    return {way for way, choices in behind.items() if choices != taken[way[0]]}


def _is_told_who_passed(played: list[Played]) -> bool:
    return bool(open_parts(_people((run.passed, run.learner) for run in played)))


def _flows(made: list[Made], told: Told) -> list[Flow]:
    times = Counter((row.scene, row.target) for row in made)
    return [Flow(*way, number) for way, number in sorted(times.items()) if told.is_open(way)]


def _scene(story: Story, key: str, rows: list[Made], played: list[Played], told: Told) -> SceneCount:
    scene = story.scenes_by_key[key]
    seconds = [row.seconds for row in rows if row.seconds is not None]
    times = Counter(row.choice for row in rows)
    late = open_parts(_people((row.timed_out, row.learner) for row in rows))
    counts = [
        ChoiceCount(c.key, c.text, c.quality, None, None)
        if (key, c.key) in told.closed_choices
        else ChoiceCount(c.key, c.text, c.quality, times[c.key], times[c.key] / len(rows))
        for c in scene.choices
    ]
    left = sum(not run.is_finished and run.stands == key for run in played)
    return SceneCount(
        key=key,
        title=scene.title,
        people=len({row.learner for row in rows}),
        decisions=len(rows),
        median_seconds=round(median(seconds)) if len(seconds) >= FEWEST_PEOPLE else None,
        timed_out=sum(row.timed_out for row in rows) if late else None,
        left=left if told.is_open((key, STOPPED)) else None,
        choices=counts,
    )
