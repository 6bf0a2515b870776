"""Which ways people take, counted from the appended decisions; nothing over fewer than five people.

A figure is a plain count of rows: what SQL counts is what is shown, or nothing
(``hiding``). Steps back and what they took back are left out of
nothing: a decision that was made counts as made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import TypeVar

from base.suppression import open_parts
from scenarios.insight.aligned import aligned
from scenarios.insight.beside import Key
from scenarios.insight.cells import CHOICE, FINISHED, LATE, NODE, PASSED, WAY, hidden_cells, ways_in
from scenarios.insight.cohort import FEWEST_PEOPLE, Cohort
from scenarios.insight.hiding import ENTRY, STOPPED, Told, closed_choices, told_ways
from scenarios.insight.rows import Made, Played, choices_behind, made_in, played_in, ways_of_some
from scenarios.models import Edition, Run
from scenarios.story import Scene, Story

Named = TypeVar("Named")


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


def stories_of(editions: Sequence[Edition]) -> dict[int, Story]:
    """By edition, in their order."""
    keys = [edition.pk for edition in editions]
    documents = dict(Edition.objects.filter(pk__in=keys).values_list("pk", "document"))
    return {key: Story.from_document(documents[key]) for key in keys}


def figures_of(cohort: Cohort) -> Figures:
    """A fixed number of queries. The cohort has an edition at least."""
    editions = stories_of(cohort.editions)
    story, runs = aligned(list(editions.values())), cohort.runs
    made, played = made_in(runs), played_in(editions, runs)
    hidden = _hidden_beside(cohort)
    told = _told(story, made, played, hidden)
    finished = [run for run in played if run.is_finished]
    endings = Counter(run.stands for run in finished)
    shown = told.endings(set(story.endings_by_key))
    is_all = set(story.endings_by_key) & set(endings) <= shown
    is_standing = bool(open_parts(_people((run.is_finished, run.learner) for run in played))) and _hide_each_other(
        finished, shown
    )
    is_telling = {kind: not any(key[0] == kind for key in hidden) for kind in (FINISHED, PASSED)}
    return Figures(
        story=story,
        editions=editions,
        people=len({run.learner for run in played}),
        runs=len(played),
        finished=len(finished) if is_standing and is_telling[FINISHED] else None,
        passed=_passed(played) if is_standing and is_all and all(is_telling.values()) else None,
        scenes=[
            _scene(
                story.scenes_by_key[key],
                [row for row in made if row.scene == key],
                sum(not run.is_finished and run.stands == key for run in played),
                told,
                tells_late=not {(LATE, key, True), (LATE, key, False)} & hidden,
            )
            for key in told.scenes(story)
        ],
        flows=_flows(made, told),
        endings={key: times for key, times in sorted(endings.items()) if key in shown},
    )


def _hidden_beside(cohort: Cohort) -> set[Key]:
    """What a filter must not tell beside what is told of all and of others."""
    if not cohort.groups:
        return set()
    stories = stories_of(cohort.every)
    runs = Run.objects.filter(edition__in=list(stories))
    made, played = made_in(runs), played_in(stories, runs)
    return hidden_cells(cohort.groups, made, played, _told(aligned(list(stories.values())), made, played, set()))


def _people(rows: Iterable[tuple[Named, int]]) -> dict[Named, int]:
    """Distinct learners by whatever the rows begin with."""
    return dict(Counter(key for key, _learner in set(rows)))


def _told(story: Story, made: list[Made], played: list[Played], hidden: set[Key]) -> Told:
    """What may be said of ways: from scene to scene, into the first, and those that stopped. ``hidden``: what may not."""
    ways = {((row.scene, row.target), row.learner) for row in made}
    ways |= {((ENTRY, run.first), run.learner) for run in played}
    ways |= {((run.stands, STOPPED), run.learner) for run in played if not run.is_finished}
    choices = _people(((row.scene, row.choice), row.learner) for row in made)
    closed = closed_choices(
        {key: {c.key: choices.get((key, c.key), 0) for c in s.choices} for key, s in story.scenes_by_key.items()},
        ways_in(hidden, CHOICE),
    )
    behind = ways_of_some(map(choices_behind, made), closed) | ways_in(hidden, WAY)
    people = _people((row.scene, row.learner) for row in made)
    few = {key for key in story.scenes_by_key if people.get(key, 0) < FEWEST_PEOPLE}
    return told_ways(_people(ways), closed=behind, silent=few | {str(key[1]) for key in hidden if key[0] == NODE}, choices=closed)


def _hide_each_other(finished: list[Played], shown: set[str]) -> bool:
    """Whether the endings that are not said stay hidden where it is said how many runs finished."""
    people = _people((run.stands, run.learner) for run in finished)
    kept = open_parts(people, set(people) - shown)
    return kept is not None and set(people) & shown <= kept


def _passed(played: list[Played]) -> int | None:
    is_told = open_parts(_people((run.passed, run.learner) for run in played))
    return sum(run.passed for run in played) if is_told else None


def _flows(made: list[Made], told: Told) -> list[Flow]:
    times = Counter((row.scene, row.target) for row in made)
    return [Flow(*way, number) for way, number in sorted(times.items()) if told.is_open(way)]


def _scene(scene: Scene, rows: list[Made], left: int, told: Told, *, tells_late: bool) -> SceneCount:
    """``rows``: decisions in the scene; ``left``: open runs that stand there."""
    seconds = [row.seconds for row in rows if row.seconds is not None]
    timed = {row.learner for row in rows if row.seconds is not None}
    times = Counter(row.choice for row in rows)
    late = open_parts(_people((row.timed_out, row.learner) for row in rows))
    counts = [
        ChoiceCount(c.key, c.text, c.quality, None, None)
        if (scene.key, c.key) in told.closed_choices
        else ChoiceCount(c.key, c.text, c.quality, times[c.key], times[c.key] / len(rows))
        for c in scene.choices
    ]
    return SceneCount(
        key=scene.key,
        title=scene.title,
        people=len({row.learner for row in rows}),
        decisions=len(rows),
        median_seconds=round(median(seconds)) if len(timed) >= FEWEST_PEOPLE else None,
        timed_out=sum(row.timed_out for row in rows) if late and tells_late else None,
        left=left if told.is_open((scene.key, STOPPED)) else None,
        choices=counts,
    )
