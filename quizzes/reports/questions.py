"""How the questions of a quiz worked: statistics by version over first attempts, and what to look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from quizzes.models import QuizPage
from quizzes.reports.answers import Answers, Part, Version, parts_of
from quizzes.reports.columns import Column, read_columns, read_versions
from quizzes.reports.first import MOST, read_first_attempts
from quizzes.reports.permissions import LEAST_ATTEMPTS
from quizzes.reports.situations import inner_columns
from quizzes.reports.words import Word, comparison_in_words, finding_in_words, of_part, why_no_alpha
from quizzes.statistics import (
    MILD,
    Comparison,
    Consistency,
    Finding,
    Flag,
    ItemFigures,
    OptionTable,
    Spread,
    bands,
    compare_groups,
    consistency,
    effective_weights,
    item_figures,
    item_findings,
    median,
    option_table,
    spread,
)

OF_OPTIONS = {Flag.UNUSED, Flag.LURE, Flag.MISSED_RIGHT}  # say nothing where the answers were not offered


@dataclass(frozen=True)
class Against:
    """A question in this language beside the same in another, answered by people who score alike."""

    language: str
    comparison: Comparison

    @property
    def words(self) -> str:
        return comparison_in_words(self.comparison)


@dataclass(frozen=True)
class Line:
    """One answer in the table: how many of all, of the best and of the worst third gave it."""

    part: Part
    chosen: int
    top: int
    bottom: int
    percent: float
    top_percent: float
    bottom_percent: float

    @property
    def name(self) -> str:
        return self.part.name

    @property
    def is_right(self) -> bool:
        return self.part.is_right


@dataclass(frozen=True)
class Question:
    """One version. ``figures`` and all that follow are empty below thirty attempts; ``weight``: in per cent, of fixed forms;
    ``inner``: the questions of a situation, each as one of its own."""

    version: Version
    asked: int
    figures: ItemFigures | None = None
    weight: float | None = None
    seconds: float | None = None
    table: OptionTable | None = None
    parts: tuple[Part, ...] = ()
    against: tuple[Against, ...] = ()
    findings: tuple[Finding, ...] = ()
    inner: tuple[Question, ...] = ()

    @property
    def is_to_review(self) -> bool:
        return any(finding.flag not in MILD for finding in self.findings) or any(part.is_to_review for part in self.inner)

    @property
    def facility_percent(self) -> float | None:
        return 100 * self.figures.facility if self.figures and self.figures.facility is not None else None

    @property
    def words(self) -> list[Word]:
        """The most urgent first; then those of the questions of a situation."""
        own = [finding_in_words(finding, self.parts) for finding in self.findings]
        return own + [of_part(number, word) for number, part in enumerate(self.inner, start=1) for word in part.words]

    @property
    def lines(self) -> list[Line]:
        table = self.table
        if table is None:
            return []
        return [
            Line(
                *(part, option.chosen, option.top, option.bottom),
                *(100 * share(option) for share in (table.share, table.top_share, table.bottom_share)),
            )
            for part, option in zip(self.parts, table.options, strict=True)
        ]

    @property
    def urgency(self) -> tuple[int, float]:
        order = list(Flag)
        found = [finding for question in (self, *self.inner) for finding in question.findings]
        first = min((order.index(finding.flag) for finding in found), default=len(order))
        return first, self.figures.facility or 0.0 if self.figures else 2.0


@dataclass(frozen=True)
class Questions:
    """``is_fixed``: every attempt had the same questions. ``consistency``: of fixed forms alone."""

    quiz: QuizPage
    attempts: int
    is_fixed: bool = False
    spread: Spread | None = None
    consistency: Consistency | None = None
    rows: tuple[Question, ...] = ()

    @property
    def is_survey(self) -> bool:
        return self.quiz.policy == QuizPage.Policy.SURVEY

    @property
    def why_no_alpha(self) -> str:
        return why_no_alpha()

    @property
    def least(self) -> int:
        return LEAST_ATTEMPTS

    @property
    def is_cut(self) -> bool:
        return self.attempts == MOST

    @property
    def to_review(self) -> list[Question]:
        return [row for row in self.rows if row.is_to_review]

    @property
    def too_rare(self) -> int:
        return sum(row.figures is None for row in self.rows)

    def of(self, version: int) -> Question | None:
        return next((row for row in self.rows if row.version.pk == version), None)


def read_questions(quiz: QuizPage) -> Questions:
    """Six queries up to a thousand attempts, three more for each thousand after."""
    taken = read_first_attempts(quiz.translation_key)
    if len(taken) < LEAST_ATTEMPTS or quiz.policy == QuizPage.Policy.SURVEY:
        return Questions(quiz, len(taken))
    columns = read_columns(taken)
    versions = read_versions(list(columns))
    form, scores = _form(columns, versions, len(taken)), [attempt.result["score"] for attempt in taken]
    percents = [attempt.percent for attempt in taken]
    weights = dict(zip(form, effective_weights(list(form.values()), scores), strict=True))
    return Questions(
        quiz=quiz,
        attempts=len(taken),
        is_fixed=bool(form),
        spread=spread(percents),
        consistency=consistency(list(form.values()), scores) if form else None,
        rows=_rows(columns, versions, percents, weights),
    )


def _form(columns: Mapping[int, Column], versions: Mapping[int, Version], attempts: int) -> dict[Any, list[float]]:
    """Marks by item, in whatever version and language it was asked; empty unless every attempt had every item."""
    found: dict[Any, dict[int, float]] = defaultdict(dict)
    for pk, column in columns.items():
        found[versions[pk].identity].update(zip(column.places, column.marks, strict=True))
    if any(len(marks) < attempts for marks in found.values()):
        return {}
    return {identity: [marks[place] for place in range(attempts)] for identity, marks in found.items()}


def _rows(
    columns: Mapping[int, Column], versions: Mapping[int, Version], percents: list[float], weights: Mapping[Any, float | None]
) -> tuple[Question, ...]:
    enough = {pk: column for pk, column in columns.items() if len(column.marks) >= LEAST_ATTEMPTS}
    against = _comparisons(enough, versions, bands(percents))
    seconds = {pk: median(column.seconds) for pk, column in enough.items()}
    usual = median(value for value in seconds.values() if value is not None)
    rows = [Question(versions[pk], len(column.marks)) for pk, column in columns.items() if pk not in enough]
    for pk, column in enough.items():
        beside = Beside(tuple(against.get(pk, [])), weights.get(versions[pk].identity), seconds[pk], usual)
        rows.append(_question(versions[pk], column, percents, beside))
    return tuple(sorted(rows, key=lambda row: row.urgency))


@dataclass(frozen=True)
class Beside:
    """What a question gets from the others. ``usual``: seconds that half of the questions take at most."""

    against: tuple[Against, ...]
    weight: float | None
    seconds: float | None
    usual: float | None

    @property
    def pace(self) -> float | None:
        return self.seconds / self.usual if self.seconds and self.usual else None


ALONE = Beside((), None, None, None)


def _question(version: Version, column: Column, percents: list[float], beside: Beside) -> Question:
    answers = Answers(version)
    choices = [answers.choice(response) for response in column.responses]
    parts = tuple(parts_of(version, choices, column.marks))
    table = option_table(choices, [percents[place] for place in column.places], [part.key for part in parts])
    figures = item_figures(column.marks, column.rests, 1)
    right = {part.key for part in parts if part.is_right}
    compared = [(each.language, each.comparison) for each in beside.against]
    found = item_findings(figures, table, right, compared, beside.pace)
    return Question(
        version=version,
        asked=len(column.marks),
        figures=figures,
        weight=beside.weight,
        seconds=beside.seconds,
        table=table,
        parts=parts,
        against=beside.against,
        findings=tuple(f for f in found if version.has_options or f.flag not in OF_OPTIONS),
        inner=tuple(_question(*each, percents, ALONE) for each in inner_columns(version, column)),
    )


def _comparisons(columns: Mapping[int, Column], versions: Mapping[int, Version], levels: list[float]) -> dict[int, list[Against]]:
    """Of each item the latest version in each language beside that in the language in which most were asked."""
    spoken: dict[Any, dict[str, int]] = defaultdict(dict)
    for pk in sorted(columns, key=lambda pk: versions[pk].number):
        spoken[versions[pk].identity][versions[pk].language] = pk
    found: dict[int, list[Against]] = defaultdict(list)
    for languages in spoken.values():
        reference, most = min(languages.items(), key=lambda pair: (-len(columns[pair[1]].marks), pair[0]))
        for language, pk in sorted(languages.items(), key=itemgetter(0)):
            if language != reference:
                compared = compare_groups(_answers(columns[most], False, levels) + _answers(columns[pk], True, levels))
                found[pk].append(Against(reference, compared))
    return found


def _answers(column: Column, is_focal: bool, levels: list[float]) -> list[tuple[bool, bool, float]]:
    return [(is_focal, mark == 1, levels[place]) for place, mark in zip(column.places, column.marks, strict=True)]
