"""Marks attempts from their record: what was drawn, what stands as the answer, and which corrections are in force."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from base.prepared import Prepared
from quizzes.frozen_texts import keys_of
from quizzes.kinds import KINDS
from quizzes.kinds.open_answer import share_of_points
from quizzes.kinds.pieces import standing
from quizzes.marking import MarkedItem, Result, mark_attempt
from quizzes.models import Attempt, AttemptItem, Correction, Marking, Step
from quizzes.record import Record
from quizzes.rules import demands_of

FEW = 100


@dataclass(frozen=True)
class Ruling:
    """What a correction says about a version: another key, or that it counts for nobody."""

    answer_key: Mapping[str, Any] | None

    @property
    def is_withdrawn(self) -> bool:
        return self.answer_key is None


Rulings = Mapping[int, Ruling]  # by the primary key of a version


def rulings_on(versions: Iterable[int]) -> dict[int, Ruling]:
    """What the last approved correction of each version says. One query."""
    return {version: Ruling(key) for version, key in _approved(set(versions))}


def grade(attempt: Attempt, record: Record | None = None) -> Result:
    """The result of what is saved; ``record``: as it was read when it is handed in. Three queries.

    Where every question was withdrawn, they count as before: nobody fails on an empty sheet. Four queries more.
    """
    result = _found(attempt, record, {})
    return result if result.maximum or result.pending else _found(attempt, record, _before_withdrawal(attempt))


def _found(attempt: Attempt, record: Record | None, changed: Rulings) -> Result:
    if record is None:
        return grade_all([attempt], changed)[attempt.pk]
    return _graded([attempt], record.responses, changed, {})[attempt.pk]


def _before_withdrawal(attempt: Attempt) -> dict[int, Ruling]:
    """The key by which each withdrawn version of the attempt was marked last."""
    drawn = _drawn([attempt]).get(attempt.pk, [])
    rows = _approved({item.version for item in drawn})
    keys = keys_of(item.fingerprint for item in drawn)
    first = {item.version: keys[item.fingerprint] for item in drawn}
    return {version: Ruling(key) for version, key in (first | {v: k for v, k in rows if k is not None}).items()}


def grade_all(
    attempts: Iterable[Attempt], changed: Rulings | None = None, amended: Mapping[int, Any] | None = None
) -> dict[int, Result]:
    """The result of each attempt, by primary key, under the corrections in force; ``changed`` puts others in their place, and
    ``amended`` what stands as an answer, or its points, by the primary key of the drawn item. Four queries, however many attempts
    there are."""
    rows = list(attempts)
    overlay: dict[int, Any] = {}
    for item, after in [*_amended(each.pk for each in rows), *(amended or {}).items()]:
        overlay[item] = overlay.get(item, {}) | after
    return _graded(rows, _responses(rows), changed or {}, overlay)


def _graded(rows: list[Attempt], responses: Mapping[int, Any], changed: Rulings, amended: Mapping[int, Any]) -> dict[int, Result]:
    drawn = _drawn(rows)
    versions = {item.version for items in drawn.values() for item in items}
    rulings = {**rulings_on(versions), **changed}
    keys = keys_of(item.fingerprint for items in drawn.values() for item in items)
    said = {item: after["response"] for item, after in amended.items() if "response" in after}
    given = {item: after["points"] for item, after in amended.items() if "points" in after}
    answers = Answers({**responses, **said}, {**_points(drawn), **given})
    return {row.pk: _result(row, drawn.get(row.pk, []), answers, keys, rulings) for row in rows}


@dataclass(frozen=True)
class Drawn:
    """One drawn item of an attempt."""

    pk: int
    number: int
    version: int
    fingerprint: str
    kind: str
    is_critical: bool
    topic: str
    topic_name: str
    row: int | None


class Few:
    """A query about rows of given keys: compiled once where they are few, as those of one attempt are."""

    def __init__(self, build: Callable[[tuple[int, ...]], Any]) -> None:
        self.build, self.prepared = build, Prepared[Any](build)

    def __call__(self, keys: Iterable[int]) -> list[Any]:
        given = tuple(keys)
        return self.prepared(given) if len(given) <= FEW else list(self.build(given))


OF_A_VERSION = ("sha256", "kind", "is_critical", "topic__key", "topic__name")
COLUMNS = ("attempt", "pk", "number", "version", *(f"version__{name}" for name in OF_A_VERSION), "row")
_items = Few(lambda attempts: AttemptItem.objects.filter(attempt__in=attempts).order_by().values_list(*COLUMNS))
_steps = Few(
    lambda attempts: (
        Step.objects.filter(attempt__in=attempts, item__isnull=False)
        .order_by("attempt", "sequence")
        .values_list("item", "response")
    )
)
_approved = Few(
    lambda versions: (
        Correction.objects.approved().of_versions().filter(version__in=versions).in_order().values_list("version", "key_after")
    )
)
_amended = Few(
    lambda attempts: Correction.objects.approved().filter(item__attempt__in=attempts).in_order().values_list("item", "key_after")
)


def amended_responses(attempts: Iterable[int]) -> dict[int, Any]:
    """What approved corrections put in the place of an answer, by the primary key of the drawn item. One query."""
    return {item: after["response"] for item, after in _amended(attempts) if "response" in after}


def _drawn(attempts: list[Attempt]) -> dict[int, list[Drawn]]:
    found: dict[int, list[Drawn]] = {}
    for attempt, *values in _items(each.pk for each in attempts):
        found.setdefault(attempt, []).append(Drawn(*values))
    return found


def _responses(attempts: list[Attempt]) -> dict[int, Any]:
    """What stands as the answer, by the primary key of the drawn item: the last step about it."""
    return standing(_steps(each.pk for each in attempts))


@dataclass(frozen=True)
class Answers:
    """What stands as the answer, and the points that a trainer gave for it, by the primary key of the drawn item."""

    responses: Mapping[int, Any]
    points: Mapping[int, list[int]]

    def fraction(self, item: Drawn, key: dict[str, Any]) -> Fraction | None:
        """What the answer earns; None while it waits for a trainer. Where its words were forgotten, its points stay."""
        kind, response = KINDS[item.kind], self.responses.get(item.pk)
        if not kind.is_marked_by_hand or (response is not None and not kind.is_answered(response)):
            return kind.mark(key, response)
        if item.pk in self.points:
            return share_of_points(key, self.points[item.pk])
        return None if response is not None else kind.mark(key, response)


def _points(drawn: Mapping[int, list[Drawn]]) -> dict[int, list[int]]:
    """One query, and none where no answer is marked by hand."""
    by_hand = [item.pk for items in drawn.values() for item in items if KINDS[item.kind].is_marked_by_hand]
    if not by_hand:
        return {}
    marked = Marking.objects.filter(item__in=by_hand, marked_at__isnull=False)
    return {item: list(points or []) for item, points in marked.values_list("item", "points")}


def _result(
    attempt: Attempt,
    drawn: list[Drawn],
    answers: Answers,
    keys: Mapping[str, Any],
    rulings: Rulings,
) -> Result:
    marked, withdrawn, pending = [], [], []
    for item in drawn:
        ruling = rulings.get(item.version)
        if ruling is not None and ruling.is_withdrawn:
            withdrawn.append(item.number)
            continue
        key = ruling.answer_key if ruling is not None and ruling.answer_key is not None else keys[item.fingerprint]
        fraction = answers.fraction(item, dict(key))
        if fraction is None and item.number in (attempt.result or {}).get("withdrawn", ()):
            withdrawn.append(item.number)  # it was when the result was found, and counts again with its points
            continue
        if fraction is None and (attempt.pass_mark is None or attempt.passed is not None):
            fraction = Fraction(0)  # a survey has no marks; an answer that a correction let count earns them with its points
        if fraction is None:
            pending.append(item.number)
            continue
        marked.append(MarkedItem(item.number, item.topic, item.topic_name, item.is_critical, fraction, item.row))
    result = mark_attempt(marked, attempt.pass_mark, withdrawn, demands_of(attempt.rules))
    return replace(result, pending=tuple(sorted(pending)), passed=result.passed and not pending)
