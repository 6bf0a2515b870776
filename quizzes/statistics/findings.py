"""What the figures of an item ask its author to look at, most urgent first."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from quizzes.statistics.groups import Comparison, Grade
from quizzes.statistics.items import ItemFigures
from quizzes.statistics.options import OptionFigures, OptionTable

HALF = 0.5
UNUSED = 0.05  # a distractor that fewer choose does no work (Haladyna and Downing 1993)
HARD, EASY = 0.25, 0.95
WEAK = 20.0  # Moodle's report calls a discrimination below this weak
LEFT_OPEN = 0.10
LURE = 0.15  # by so much more of the best than of the worst
SLOW = 3.0  # times the usual time of the examination


class Flag(StrEnum):
    """What may be wrong with an item. Its findings are shown in this order."""

    CHECK_KEY = "check-key"  # most of the best chose a wrong option
    MISSED_RIGHT = "missed-right"  # most of the best left a right option out
    BACKWARDS = "backwards"  # who does badly elsewhere does better here
    LANGUAGE = "language"  # harder in one language for people who know as much
    LURE = "lure"  # a wrong option attracts the best more than the worst
    HARD = "hard"
    WEAK = "weak"  # hardly tells who knows from who does not
    OPEN = "open"  # left without an answer
    UNUSED = "unused"  # a wrong option that nearly nobody chooses
    SLOW = "slow"
    EASY = "easy"


MILD = frozenset({Flag.UNUSED, Flag.SLOW, Flag.EASY})  # worth a look at the question, no reason to review it


@dataclass(frozen=True)
class Finding:
    """``option``: the key of the option, ``group``: the language, ``share``: of whom, 0 … 1, where the flag speaks of one."""

    flag: Flag
    option: str = ""
    share: float = 0.0
    group: str = ""


def item_findings(
    figures: ItemFigures,
    table: OptionTable | None = None,
    right: Collection[str] = (),
    comparisons: Iterable[tuple[str, Comparison]] = (),
    pace: float | None = None,
) -> list[Finding]:
    """``right``: the options that earn; ``comparisons``: with the language in which others answered; ``pace``: the usual
    time on the item as a multiple of the usual time on any."""
    found = _of_options(table, right) if table else []
    found += _of_figures(figures)
    found += [Finding(Flag.LANGUAGE, group=name) for name, each in comparisons if each.grade == Grade.LARGE and _is_harder(each)]
    if table and table.attempts and table.unanswered / table.attempts >= LEFT_OPEN:
        found.append(Finding(Flag.OPEN, share=table.unanswered / table.attempts))
    if pace is not None and pace >= SLOW:
        found.append(Finding(Flag.SLOW, share=pace))
    order = list(Flag)
    return sorted(found, key=lambda finding: order.index(finding.flag))


def _is_harder(comparison: Comparison) -> bool:
    return comparison.delta is not None and comparison.delta < 0


def _of_figures(figures: ItemFigures) -> list[Finding]:
    found = []
    if figures.facility is not None and figures.facility < HARD:
        found.append(Finding(Flag.HARD, share=figures.facility))
    if figures.facility is not None and figures.facility > EASY:
        found.append(Finding(Flag.EASY, share=figures.facility))
    if figures.discrimination_index is not None and figures.discrimination_index < 0:
        found.append(Finding(Flag.BACKWARDS))
    elif figures.discrimination_index is not None and figures.discrimination_index < WEAK:
        found.append(Finding(Flag.WEAK))
    return found


def _of_options(table: OptionTable, right: Collection[str]) -> list[Finding]:
    keys = [option for option in table.options if option.key in right]
    best_key = max((table.top_share(option) for option in keys), default=1.0)
    found = []
    for option in table.options:
        if option.key in right:
            if len(keys) > 1 and table.top_share(option) < HALF:
                found.append(Finding(Flag.MISSED_RIGHT, option.key, 1 - table.top_share(option)))
        else:
            found += _of_distractor(table, option, best_key if len(keys) == 1 else 1.0)
    return found


def _of_distractor(table: OptionTable, option: OptionFigures, best_key: float) -> list[Finding]:
    share = table.top_share(option)
    if share >= HALF or share > best_key:
        return [Finding(Flag.CHECK_KEY, option.key, share)]
    if share - table.bottom_share(option) >= LURE:
        return [Finding(Flag.LURE, option.key, share)]
    if len(table.options) > 2 and table.share(option) < UNUSED:
        return [Finding(Flag.UNUSED, option.key, table.share(option))]
    return []
