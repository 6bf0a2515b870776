"""Marks an attempt: plain values in, a frozen result out. Knows no model and no clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from quizzes.kinds.interface import stored
from quizzes.topic_scores import TopicScore

CENT = Decimal("0.01")


@dataclass(frozen=True)
class MarkedItem:
    """One item of an attempt with the fraction (0 … 1) that its answer earned; each item counts one."""

    number: int
    topic: str
    topic_name: str
    is_critical: bool
    fraction: Fraction
    row: int | None = None  # of the blueprint


@dataclass(frozen=True)
class Section:
    """One row of the blueprint of which so many items must be fully right to pass."""

    row: int
    name: str
    minimum: int


@dataclass(frozen=True)
class SectionScore:
    """``right``: items fully right; ``minimum``: never more than the items that still count."""

    name: str
    right: int
    of: int
    minimum: int


@dataclass(frozen=True)
class Demands:
    """What must be fulfilled beside the pass mark: topics of which every item must be right, and minima of sections."""

    critical_topics: frozenset[str] = frozenset()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True)
class Result:
    """``score`` of ``maximum`` items, ``percent`` 0 … 100; ``critical_missed``: keys of topics; ``fractions``: number of
    each item that counts, with what its answer earned."""

    score: Fraction
    maximum: int
    percent: Decimal
    passed: bool
    topics: tuple[TopicScore, ...]
    critical_missed: tuple[str, ...]
    fractions: tuple[tuple[int, Fraction], ...]
    withdrawn: tuple[int, ...] = ()  # numbers of the items that count for nobody
    sections_missed: tuple[SectionScore, ...] = ()
    pending: tuple[int, ...] = ()  # numbers of the items that a trainer has still to mark; until then nothing is decided

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
            "sections_missed": [asdict(section) for section in self.sections_missed],
            "pending": list(self.pending),
        }


def mark_attempt(
    items: Iterable[MarkedItem], pass_mark: int | None, withdrawn: Sequence[int] = (), demands: Demands = Demands()
) -> Result:
    """Passed: at least the pass mark (per cent, as shown), no critical item wrong, and every demand fulfilled.

    An item is critical by itself or by its topic. Without a pass mark nothing decides.

    ``withdrawn``: numbers of items that count neither for nor against anybody; they are not among the items.
    """
    marked = sorted(items, key=lambda item: item.number)
    score = sum((item.fraction for item in marked), Fraction(0))
    percent = percentage(score, len(marked))
    critical = (item for item in marked if item.is_critical or item.topic in demands.critical_topics)
    critical_missed = tuple(dict.fromkeys(item.topic for item in critical if item.fraction < 1))
    sections_missed = _missed(marked, demands.sections)
    return Result(
        score=score,
        maximum=len(marked),
        percent=percent,
        passed=pass_mark is None or (percent >= pass_mark and not critical_missed and not sections_missed),
        topics=_topics(marked, pass_mark, critical_missed),
        critical_missed=critical_missed if pass_mark is not None else (),
        fractions=tuple((item.number, item.fraction) for item in marked),
        withdrawn=tuple(sorted(withdrawn)),
        sections_missed=sections_missed if pass_mark is not None else (),
    )


def _missed(marked: list[MarkedItem], sections: Iterable[Section]) -> tuple[SectionScore, ...]:
    """The sections below their minimum; of items that were withdrawn nobody can have them right."""
    missed = []
    for section in sections:
        own = [item.fraction == 1 for item in marked if item.row == section.row]
        score = SectionScore(section.name, sum(own), len(own), min(section.minimum, len(own)))
        missed += [score] if score.right < score.minimum else []
    return tuple(missed)


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
