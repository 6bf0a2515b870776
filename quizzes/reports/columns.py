"""What first attempts earned, chose and took, version by version, as plain lists for the statistics."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import TextField
from django.db.models.functions import Cast

from quizzes.grading import amended_responses, rulings_on
from quizzes.kinds.pieces import Joiner
from quizzes.models import AttemptItem, ItemVersion, Step
from quizzes.reports.answers import Version
from quizzes.reports.first import Taken, portions
from quizzes.statistics import Pause, seconds_by_item

PIECE = '"run"'  # in what a learner typed, its quotation marks are escaped
KINDS_OF_STEPS = (Step.Kind.ANSWER, Step.Kind.PAUSE, Step.Kind.RESUME)


@dataclass(slots=True)
class Column:
    """One version over the attempts that had it. ``places``: of these attempts in the list of all; ``rests``: what the rest of
    each attempt earned, as a share of what it could; ``responses``: as JSON; ``seconds``: of those answered on a device."""

    places: list[int] = field(default_factory=list)
    marks: list[float] = field(default_factory=list)
    rests: list[float] = field(default_factory=list)
    responses: list[str | None] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Recorded:
    """Of one portion of attempts: the answer that stands and the time of each drawn item, by its primary key."""

    responses: dict[int, str] = field(default_factory=dict)
    seconds: dict[int, float] = field(default_factory=dict)


def read_columns(taken: list[Taken]) -> dict[int, Column]:
    """By the primary key of the version. Three queries for each thousand attempts."""
    columns: dict[int, Column] = defaultdict(Column)
    places = {attempt.pk: place for place, attempt in enumerate(taken)}
    for keys in portions(taken):
        recorded = _recorded(keys, {pk: taken[places[pk]].started_at for pk in keys})
        recorded.responses |= {item: json.dumps(response) for item, response in amended_responses(keys).items()}
        items = AttemptItem.objects.filter(attempt__in=keys).order_by()
        for attempt, pk, number, version in items.values_list("attempt", "pk", "number", "version"):
            place = places[attempt]
            result = taken[place].result
            mark = result["fractions"].get(str(number))
            if mark is None:  # withdrawn after the fact, or not marked yet
                continue
            column = columns[version]
            column.places.append(place)
            column.marks.append(mark)
            column.rests.append((result["score"] - mark) / max(1, result["maximum"] - 1))
            column.responses.append(recorded.responses.get(pk))
            if pk in recorded.seconds and not taken[place].is_on_paper:
                column.seconds.append(recorded.seconds[pk])
    return dict(columns)


def _recorded(keys: list[int], started: dict[int, datetime]) -> Recorded:
    """One query."""
    steps = Step.objects.filter(attempt__in=keys, kind__in=KINDS_OF_STEPS).order_by("attempt", "sequence")
    moments: dict[int, list[tuple[datetime, int]]] = defaultdict(list)
    stops: dict[int, list[datetime]] = defaultdict(list)
    recorded, joiner = Recorded(), Joiner()
    for attempt, item, text, at in steps.annotate(text=Cast("response", TextField())).values_list(
        "attempt", "item", "text", "at"
    ):
        if item is None:
            stops[attempt].append(at)
        else:
            if text and PIECE in text:
                if whole := joiner.whole(item, json.loads(text)):
                    recorded.responses[item] = json.dumps(whole)
            else:
                recorded.responses[item] = text
            moments[attempt].append((at, item))
    for attempt, steps_of_it in moments.items():
        recorded.seconds |= seconds_by_item(started[attempt], steps_of_it, _pauses(stops.get(attempt, [])))
    return recorded


def _pauses(stops: list[datetime]) -> list[Pause]:
    """The clock is stopped and started in turn; a last stop without a start has no answer after it."""
    return list(zip(stops[::2], stops[1::2], strict=False))


COLUMNS = ("pk", "item", "number", "kind", "language", "content", "answer_key", "topic__name", "item__translation_key")


def read_versions(keys: list[int]) -> dict[int, Version]:
    """With the keys that corrections have put in force. Two queries."""
    rulings = rulings_on(keys)
    found = {}
    for row in ItemVersion.objects.filter(pk__in=keys).order_by("pk").values_list(*COLUMNS):
        version = Version(*row)
        if ruling := rulings.get(version.pk):
            key = version.answer_key if ruling.answer_key is None else dict(ruling.answer_key)
            version = replace(version, answer_key=key, is_withdrawn=ruling.is_withdrawn)
        found[version.pk] = version
    return found
