"""Which ways people take, counted from the appended decisions; nothing over fewer than five people.

A figure is a plain count of rows: what SQL counts is what is shown. Steps back and what they took back are left out of
nothing: a decision that was made counts as made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import Any

from django.db.models import Count, F, QuerySet

from people.models import Unit, User
from scenarios import engine
from scenarios.models import Decision, Edition, Run, ScenarioPage
from scenarios.story import Story

FEWEST_PEOPLE = 5


@dataclass(frozen=True)
class Cohort:
    """Whose runs are looked at. Empty: everybody’s, on the newest edition."""

    edition: Edition
    unit: Unit | None = None
    since: date | None = None
    until: date | None = None

    def runs(self, on: date) -> QuerySet[Run]:
        """Runs of the edition that began within the days, of people who serve in the unit or below on the day ``on``."""
        runs: QuerySet[Run] = Run.objects.filter(edition=self.edition)
        if self.since:
            runs = runs.filter(started_at__date__gte=self.since)
        if self.until:
            runs = runs.filter(started_at__date__lte=self.until)
        if self.unit:
            people = User.objects.serving_in(Unit.objects.under([self.unit], on), on)
            runs = runs.filter(enrolment__learner__in=people)
        return runs


@dataclass(frozen=True)
class ChoiceCount:
    key: str
    text: str
    quality: str
    times: int
    share: float  # of the decisions in its scene


@dataclass
class SceneCount:
    """``people``: distinct learners who decided there; ``left``: open runs that stand there. Hidden below five people."""

    key: str
    title: str
    people: int
    decisions: int
    median_seconds: int | None
    timed_out: int
    left: int
    choices: list[ChoiceCount] = field(default_factory=list)

    @property
    def is_hidden(self) -> bool:
        return self.people < FEWEST_PEOPLE


@dataclass(frozen=True)
class Flow:
    """How often a decision in one scene led to another scene or an ending."""

    source: str
    target: str
    times: int


@dataclass(frozen=True)
class Figures:
    """``people`` under five hide everything; ``endings``: finished runs by ending, empty for those that could not go on."""

    story: Story
    people: int
    runs: int
    finished: int
    passed: int
    scenes: list[SceneCount]
    flows: list[Flow]
    endings: dict[str, int]

    @property
    def is_hidden(self) -> bool:
        return self.people < FEWEST_PEOPLE


def figures_of(cohort: Cohort, on: date) -> Figures:
    """A fixed number of queries."""
    story, runs = Story.from_document(cohort.edition.document), cohort.runs(on)
    decisions = Decision.objects.filter(run__in=runs, rewound=False)
    people = runs.values("enrolment__learner").distinct().count()
    counted = _scenes(story, decisions, runs)
    shown = {scene.key for scene in counted if not scene.is_hidden}
    flows = decisions.values(here=F("scene"), there=F("state_after__scene")).annotate(times=Count("pk")).order_by("here", "there")
    ended = runs.exclude(finished_at=None).values_list("ending").annotate(Count("pk"))
    return Figures(
        story=story,
        people=people,
        runs=runs.count(),
        finished=runs.exclude(finished_at=None).count(),
        passed=runs.filter(passed=True).count(),
        scenes=[scene for scene in counted if not scene.is_hidden],
        flows=[Flow(row["here"], row["there"], row["times"]) for row in flows if row["here"] in shown],
        endings=dict(ended),
    )


def _scenes(story: Story, decisions: QuerySet[Decision], runs: QuerySet[Run]) -> list[SceneCount]:
    made: dict[str, list[dict[str, Any]]] = {}
    for row in decisions.values("scene", "choice", "seconds_taken", "timed_out", "run__enrolment__learner"):
        made.setdefault(row["scene"], []).append({**row})
    left = _left(story, runs)
    return [_scene(story, key, rows, left.get(key, 0)) for key in story.scenes_by_key if (rows := made.get(key))]


def _scene(story: Story, key: str, rows: list[dict[str, Any]], left: int) -> SceneCount:
    scene = story.scenes_by_key[key]
    seconds = [row["seconds_taken"] for row in rows if row["seconds_taken"] is not None]
    times = {choice.key: sum(row["choice"] == choice.key for row in rows) for choice in scene.choices}
    return SceneCount(
        key=key,
        title=scene.title,
        people=len({row["run__enrolment__learner"] for row in rows}),
        decisions=len(rows),
        median_seconds=round(median(seconds)) if seconds else None,
        timed_out=sum(row["timed_out"] for row in rows),
        left=left,
        choices=[ChoiceCount(c.key, c.text, c.quality, times[c.key], times[c.key] / len(rows)) for c in scene.choices],
    )


def _left(story: Story, runs: QuerySet[Run]) -> dict[str, int]:
    """Open runs by the scene in which they stand."""
    newest: dict[int, str] = {}
    rows = Decision.objects.filter(run__in=runs.filter(finished_at=None)).order_by("sequence")
    for run, scene in rows.values_list("run", "state_after__scene"):
        newest[run] = scene
    untouched = runs.filter(finished_at=None).exclude(decisions__isnull=False)
    begun = untouched.values_list("enrolment__level", "begun_after__state_after__scene")
    first = [scene or engine.start(story, level).scene for level, scene in begun]
    return dict(Counter([*newest.values(), *first]))


def editions_of(scenario: ScenarioPage) -> list[Edition]:
    """Of the scenario in all its languages, newest first."""
    pages: Iterable[int] = ScenarioPage.objects.filter(translation_key=scenario.translation_key).values_list("pk", flat=True)
    return list(Edition.objects.filter(scenario__in=pages).defer("document").order_by("-compiled_at", "-pk"))
