"""Per rule: how people decided where it was at stake, the first time they had to; beside chance and beside the first cohort."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from base.suppression import open_parts
from scenarios.analysis.decisions import QUALITIES
from scenarios.analysis.plays import Share, play_many
from scenarios.insight.aligned import aligned
from scenarios.insight.beside import Cells, Groups, Key, Place, closed_in
from scenarios.insight.cohort import FEWEST_PEOPLE, Cohort
from scenarios.insight.figures import Figures, stories_of
from scenarios.models import Decision
from scenarios.story import Story

FIRST_COHORT = timedelta(days=90)  # after the first of the decisions that are looked at
PLAYS = 200
AtStake = dict[str, tuple[str, set[str]]]  # by citation: the rule’s title, and the scenes of which some choice cites it


@dataclass(frozen=True)
class Column:
    """One quality: the share of first choices with its interval, by chance, and in the first cohort. None: too few people."""

    quality: str
    share: Share | None
    by_chance: float
    at_first: float | None


@dataclass(frozen=True)
class RuleRow:
    """``people``: who decided where the rule was at stake; a column for each quality."""

    citation: str
    title: str
    people: int
    columns: list[Column]


@dataclass(frozen=True)
class First:
    """A decision, somebody’s first in a scene; judged as its own edition judges it."""

    run: int
    learner: int
    scene: str
    quality: str
    on: date


def rules_of(cohort: Cohort, figures: Figures) -> list[RuleRow]:
    """Rules at stake before at least five people, in the order of the story. Chance plays the newest of the editions."""
    firsts = _first_ones(_decisions(cohort, figures.editions))
    chance = _by_chance(next(iter(figures.editions.values())))
    begun = min((first.on for first in firsts), default=date.min)
    early = {first for first in firsts if first.on <= begun + FIRST_COHORT}
    at_stake = _at_stake(figures.story)
    hidden = _hidden_beside(cohort)
    rows = []
    for citation, (title, scenes) in at_stake.items():
        here = [first for first in firsts if first.scene in scenes]
        people = len({first.learner for first in here})
        if people >= FEWEST_PEOPLE and (citation,) not in hidden:
            open_ones = {quality for quality in QUALITIES if (citation, quality) not in hidden}
            rows.append(RuleRow(citation, title, people, _columns(here, early, chance, scenes, open_ones)))
    return rows


def _decisions(cohort: Cohort, editions: Mapping[int, Story]) -> list[First]:
    """All of them, as they were made one after the other; those of a clock count as made."""
    made = Decision.objects.filter(run__in=cohort.runs, rewound=False).order_by("decided_at", "pk")
    names = ("run", "run__enrolment__learner", "run__edition", "scene", "choice", "decided_at")
    found = []
    for run, learner, edition, scene, key, at in made.values_list(*names):
        choice = editions[edition].scenes_by_key[scene].choice(key) if scene in editions[edition].scenes_by_key else None
        if choice is not None:
            found.append(First(run, learner, scene, choice.quality, at.date()))
    return found


def _first_ones(made: list[First]) -> list[First]:
    """Of each learner in each scene the earliest."""
    found: dict[tuple[int, str], First] = {}
    for each in made:
        found.setdefault((each.learner, each.scene), each)
    return list(found.values())


def _hidden_beside(cohort: Cohort) -> set[Key]:
    """Rules, and qualities of their first choices, that a filter must not tell beside what is told of all and of others."""
    if not cohort.groups:
        return set()
    stories = stories_of(cohort.every)
    made, at_stake = _decisions(Cohort(cohort.every), stories), _at_stake(aligned(list(stories.values())))
    sums: list[tuple[Key, list[Key]]] = [((rule,), [(rule, quality) for quality in QUALITIES]) for rule in at_stake]
    found: set[Key] = set()
    for groups in cohort.groups:
        counts = _counts(groups, made, at_stake)
        found |= closed_in(groups, Cells(counts, sums, _closed_at_top(_counts(None, made, at_stake).get((), {}), sums)))
    return found


def _counts(groups: Groups | None, made: list[First], at_stake: AtStake) -> dict[Place, dict[Key, int]]:
    """Distinct learners by group, rule and quality; without groups, of all."""
    within: dict[Place, list[First]] = {}
    for each in made:
        for place in groups.places[each.run] if groups else [()]:
            within.setdefault(place, []).append(each)
    found: dict[Place, dict[Key, int]] = {}
    for place, rows in within.items():
        people: dict[Key, set[int]] = {}
        for first in _first_ones(rows):
            for rule in (rule for rule, (_title, scenes) in at_stake.items() if first.scene in scenes):
                people.setdefault((rule,), set()).add(first.learner)
                people.setdefault((rule, first.quality), set()).add(first.learner)
        found[place] = {key: len(learners) for key, learners in people.items()}
    return found


def _closed_at_top(counts: Mapping[Key, int], sums: list[tuple[Key, list[Key]]]) -> set[Key]:
    found: set[Key] = set()
    for whole, parts in sums:
        shown = open_parts({key: counts.get(key, 0) for key in parts}) if counts.get(whole, 0) >= FEWEST_PEOPLE else None
        found |= {whole, *parts} if shown is None else set(parts) - shown
    return found


def _at_stake(story: Story) -> AtStake:
    """By citation: the rule’s title, and the scenes of which some choice cites it."""
    found: AtStake = {}
    for scene in story.scenes:
        for choice in scene.choices:
            for rule in choice.rules:
                found.setdefault(rule.citation, (rule.title, set()))[1].add(scene.key)
    return found


def _columns(
    here: list[First], early: set[First], chance: dict[str, Counter[str]], scenes: set[str], open_ones: set[str]
) -> list[Column]:
    drawn: Counter[str] = Counter()
    for scene in scenes:
        drawn.update(chance.get(scene, {}))
    at_first, later = [first for first in here if first in early], [first for first in here if first not in early]
    shown, shown_first = _shown(here) & open_ones, _shown(at_first)
    if later:  # what is all but the first cohort is known as well
        shown_first &= _shown(later)
    return [
        Column(
            quality=quality,
            share=Share(sum(first.quality == quality for first in here), len(here)) if quality in shown else None,
            by_chance=drawn[quality] / drawn.total() if drawn.total() else 0.0,
            at_first=_part(quality, at_first) if quality in shown & shown_first else None,
        )
        for quality in QUALITIES
    ]


def _shown(firsts: list[First]) -> set[str]:
    """Qualities of which the number may be said."""
    people = Counter(quality for quality, _learner in {(first.quality, first.learner) for first in firsts})
    if len({first.learner for first in firsts}) < FEWEST_PEOPLE:
        return set()
    return open_parts({quality: people[quality] for quality in QUALITIES}) or set()


def _part(quality: str, firsts: list[First]) -> float:
    return sum(first.quality == quality for first in firsts) / len(firsts)


def _by_chance(story: Story) -> dict[str, Counter[str]]:
    """By scene: how often players by chance choose what quality."""
    taken = play_many(story, number=PLAYS).taken
    found: dict[str, Counter[str]] = {}
    for scene in story.scenes:
        found[scene.key] = Counter()
        for choice in scene.choices:
            found[scene.key][choice.quality] += taken[f"{scene.key}/{choice.key}"]
    return found
