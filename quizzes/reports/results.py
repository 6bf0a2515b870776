"""The results of a quiz without names: how scores spread, which topics fall short, who is under way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from law.models import Topic
from quizzes.models import Attempt, QuizPage
from quizzes.reports.first import MOST, Taken, pauses_in, read_first_attempts
from quizzes.reports.permissions import LEAST_PEOPLE
from quizzes.statistics import Spread, median, seconds_between, spread
from quizzes.topic_scores import TopicScore

STEP = 10  # per cent of a bar


@dataclass(frozen=True)
class Bar:
    """Attempts whose score lies from ``first`` to below ``last`` per cent; the last bar holds the full score too."""

    first: int
    last: int
    attempts: int
    share: float
    is_pass: bool

    @property
    def percent(self) -> float:
        return 100 * self.share


@dataclass(frozen=True)
class UnderWay:
    """``running``: may still answer; ``over``: the time is over and nothing was handed in; ``paused``: the clock stands."""

    running: int
    over: int
    paused: int

    @property
    def open(self) -> int:
        return self.running + self.over + self.paused


@dataclass(frozen=True)
class Results:
    """Over first attempts; of too few people only how many there are. ``minutes``: the median, without pauses and without
    attempts on paper."""

    quiz: QuizPage
    attempts: int
    under_way: UnderWay
    passed: int = 0
    spread: Spread | None = None
    minutes: float | None = None
    bars: tuple[Bar, ...] = ()
    topics: tuple[TopicScore, ...] = ()

    @property
    def is_survey(self) -> bool:
        return self.quiz.policy == QuizPage.Policy.SURVEY

    @property
    def least(self) -> int:
        return LEAST_PEOPLE

    @property
    def passed_percent(self) -> float:
        return 100 * self.passed / self.attempts

    @property
    def is_cut(self) -> bool:
        """Only the latest attempts were counted."""
        return self.attempts == MOST


def read_results(quiz: QuizPage, at: datetime, language: str) -> Results:
    """Four queries up to a thousand attempts, one more for each thousand after. ``language``: for the names of topics."""
    taken = read_first_attempts(quiz.translation_key)
    under_way = _under_way(quiz, at)
    if len(taken) < LEAST_PEOPLE or quiz.policy == QuizPage.Policy.SURVEY:
        return Results(quiz, len(taken), under_way)
    return Results(
        quiz=quiz,
        attempts=len(taken),
        under_way=under_way,
        passed=sum(attempt.passed for attempt in taken),
        spread=spread([attempt.percent for attempt in taken]),
        minutes=_minutes(taken),
        bars=score_bars([attempt.percent for attempt in taken], quiz.pass_mark),
        topics=_topics(taken, quiz.pass_mark, language),
    )


def _minutes(taken: list[Taken]) -> float | None:
    """The median of those on a device, without the time in which their clock stood still."""
    pauses = pauses_in(taken)
    on_devices = (each for each in taken if not each.is_on_paper)
    return median(seconds_between(each.started_at, each.submitted_at, pauses.get(each.pk, ())) / 60 for each in on_devices)


def _under_way(quiz: QuizPage, at: datetime) -> UnderWay:
    paused = Q(paused_at__isnull=False)
    counts = (
        Attempt.objects.open()
        .filter(quiz_key=quiz.translation_key)
        .aggregate(open=Count("pk"), paused=Count("pk", filter=paused), over=Count("pk", filter=Q(deadline__lte=at) & ~paused))
    )
    return UnderWay(counts["open"] - counts["over"] - counts["paused"], counts["over"], counts["paused"])


def score_bars(percents: list[float], pass_mark: int) -> tuple[Bar, ...]:
    """Ten bars of ten per cent."""
    held = Counter(min(int(percent // STEP), 100 // STEP - 1) for percent in percents)
    return tuple(
        Bar(
            first=STEP * place,
            last=STEP * (place + 1),
            attempts=held[place],
            share=held[place] / len(percents) if percents else 0.0,
            is_pass=STEP * place >= pass_mark,
        )
        for place in range(100 // STEP)
    )


def _topics(taken: list[Taken], pass_mark: int, language: str) -> tuple[TopicScore, ...]:
    """The weakest first."""
    right, of, names = Counter[str](), Counter[str](), dict[str, str]()
    for attempt in taken:
        for topic in attempt.result["topics"]:
            right[topic["key"]] += topic["right"]
            of[topic["key"]] += topic["of"]
            names.setdefault(topic["key"], topic["name"])
    names |= dict(Topic.objects.spoken_in(language).filter(key__in=names).values_list("key", "name"))
    rows = [TopicScore(key, names[key], right[key], of[key], 100 * right[key] < pass_mark * of[key]) for key in of]
    return tuple(sorted(rows, key=lambda row: (row.percent, row.name)))
