"""What was answered, by the third of the attempts with the best scores and the third with the worst."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizzes.statistics.sums import Numbers


@dataclass(frozen=True)
class OptionFigures:
    """How often one option was chosen: by all, by the best third, by the worst."""

    key: str
    chosen: int
    top: int
    bottom: int


@dataclass(frozen=True)
class OptionTable:
    """``top`` and ``bottom``: how many attempts these thirds hold; ``unanswered``: in how many nothing was chosen."""

    attempts: int
    top: int
    bottom: int
    unanswered: int
    options: tuple[OptionFigures, ...]

    def top_share(self, option: OptionFigures) -> float:
        return option.top / self.top if self.top else 0.0

    def bottom_share(self, option: OptionFigures) -> float:
        return option.bottom / self.bottom if self.bottom else 0.0

    def share(self, option: OptionFigures) -> float:
        return option.chosen / self.attempts if self.attempts else 0.0


def thirds(totals: Numbers) -> tuple[float, float]:
    """The least total of the best third, and the greatest of the worst. Whoever has as much belongs to it too, so that the
    order of the attempts decides nothing."""
    ordered = sorted(totals)
    size = max(1, len(ordered) // 3)
    return ordered[-size], ordered[size - 1]


Choice = tuple[str, ...]


def option_table(choices: Sequence[Choice], totals: Numbers, keys: Iterable[str]) -> OptionTable:
    """``choices``: what each attempt chose, in the order of ``totals``; ``keys``: the options, in the order of the table."""
    if not choices:
        return OptionTable(0, 0, 0, 0, tuple(OptionFigures(key, 0, 0, 0) for key in keys))
    least, most = thirds(totals)
    in_top, in_bottom = [total >= least for total in totals], [total <= most for total in totals]
    chosen, top, bottom, unanswered = Counter[str](), Counter[str](), Counter[str](), 0
    for (choice, is_top, is_bottom), times in Counter(zip(choices, in_top, in_bottom, strict=True)).items():
        unanswered += 0 if choice else times
        for key in choice:
            chosen[key] += times
            top[key] += times * is_top
            bottom[key] += times * is_bottom
    return OptionTable(
        attempts=len(choices),
        top=sum(in_top),
        bottom=sum(in_bottom),
        unanswered=unanswered,
        options=tuple(OptionFigures(key, chosen[key], top[key], bottom[key]) for key in keys),
    )
