"""Marks an attempt: plain values in, a frozen result out. Knows no model and no clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from quizzes.kinds.interface import stored

CENT = Decimal("0.01")


@dataclass(frozen=True)
class MarkedItem:
    """One item of an attempt with the fraction (0 … 1) that its answer earned; each item counts one."""

    number: int
    topic: str
    topic_name: str
    is_critical: bool
    fraction: Fraction


@dataclass(frozen=True)
class TopicScore:
    """``right``: items fully right. ``is_short``: below the pass mark, or a critical item of it was missed."""

    key: str
    name: str
    right: int
    of: int
    is_short: bool


@dataclass(frozen=True)
class Result:
    score: Fraction
    maximum: int
    percent: Decimal
    passed: bool
    topics: tuple[TopicScore, ...]
    critical_missed: tuple[str, ...]
    fractions: tuple[tuple[int, Fraction], ...]
    withdrawn: tuple[int, ...] = ()  # numbers of the items that count for nobody

    @property
    def short_topics(self) -> list[str]:
        """Keys of the topics to study again."""
        return [topic.key for topic in self.topics if topic.is_short]

    def as_json(self) -> dict[str, Any]:
        """The shape of ``Attempt.result``."""
        return {
            "score": stored(self.score),
            "maximum": self.maximum,
            "percent": str(self.percent),
            "topics": [{"key": t.key, "name": t.name, "right": t.right, "of": t.of, "short": t.is_short} for t in self.topics],
            "critical_missed": list(self.critical_missed),
            "fractions": {str(number): stored(fraction) for number, fraction in self.fractions},
            "withdrawn": list(self.withdrawn),
        }


def mark_attempt(items: Iterable[MarkedItem], pass_mark: int | None, withdrawn: Sequence[int] = ()) -> Result:
    """Passed: at least the pass mark (per cent, as shown) and no critical item wrong. Without a pass mark nothing decides.

    ``withdrawn``: numbers of items that count neither for nor against anybody; they are not among the items.
    """
    marked = sorted(items, key=lambda item: item.number)
    score = sum((item.fraction for item in marked), Fraction(0))
    percent = percentage(score, len(marked))
    critical_missed = tuple(dict.fromkeys(item.topic for item in marked if item.is_critical and item.fraction < 1))
    return Result(
        score=score,
        maximum=len(marked),
        percent=percent,
        passed=pass_mark is None or (percent >= pass_mark and not critical_missed),
        topics=_topics(marked, pass_mark, critical_missed),
        critical_missed=critical_missed if pass_mark is not None else (),
        fractions=tuple((item.number, item.fraction) for item in marked),
        withdrawn=tuple(sorted(withdrawn)),
    )


def percentage(score: Fraction, maximum: int) -> Decimal:
    """Two decimal places, half rounded up; what is shown is what decides."""
    if not maximum:
        return Decimal("0.00")
    share = 100 * score / maximum
    return (Decimal(share.numerator) / Decimal(share.denominator)).quantize(CENT, ROUND_HALF_UP)


def _topics(marked: list[MarkedItem], pass_mark: int | None, critical_missed: tuple[str, ...]) -> tuple[TopicScore, ...]:
    """By topic, in the order in which they first appear in the attempt."""
    groups: dict[str, list[MarkedItem]] = {}
    for item in marked:
        groups.setdefault(item.topic, []).append(item)
    return tuple(
        TopicScore(
            key=key,
            name=items[0].topic_name,
            right=sum(item.fraction == 1 for item in items),
            of=len(items),
            is_short=pass_mark is not None
            and (key in critical_missed or percentage(sum((i.fraction for i in items), Fraction(0)), len(items)) < pass_mark),
        )
        for key, items in groups.items()
    )
