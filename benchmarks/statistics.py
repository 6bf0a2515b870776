"""``python -m benchmarks.statistics``: all statistics of 5,000 attempts at 40 items, fixed and drawn, from plain lists.

With the table of answers by thirds and the comparison of two languages, of every item.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator

from quizzes.statistics import (
    ItemFigures,
    bands,
    compare_groups,
    consistency,
    effective_weights,
    item_figures,
    item_findings,
    option_table,
    spread,
)

ATTEMPTS, ITEMS, BANK, SEED = 5_000, 40, 400, 20261127
GOAL_SECONDS = 2.0


def answers() -> Iterator[tuple[float, list[float]]]:
    """Invented attempts: how able somebody is, and the marks of one attempt."""
    chance = random.Random(SEED)  # noqa: S311
    hardness = [chance.gauss(0, 1) for _ in range(ITEMS)]
    for _ in range(ATTEMPTS):
        ability = chance.gauss(0.8, 1)
        yield ability, [float(chance.gauss(ability, 1) > hard) for hard in hardness]


def fixed(rows: list[list[float]]) -> None:
    """Every attempt had the same items."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    totals = [sum(row) for row in rows]
    levels = bands(totals)
    for column in columns:
        figures = item_figures(column, [total - mark for total, mark in zip(totals, column, strict=True)], 1)
        look_closer(column, totals, levels, figures)
    effective_weights(columns, totals)
    spread(totals)
    consistency(columns, totals)


def look_closer(marks: list[float], totals: list[float], levels: list[float], figures: ItemFigures) -> None:
    """Answers by thirds and by language, and what they ask the author to look at."""
    table = option_table([("a",) if mark else ("bcd"[n % 3],) for n, mark in enumerate(marks)], totals, "abcd")
    speaks_french = [n % 2 == 0 for n in range(len(marks))]
    compared = compare_groups(zip(speaks_french, [mark == 1 for mark in marks], levels, strict=True))
    item_findings(figures, table, {"a"}, [("fr", compared)])


def drawn(rows: list[list[float]]) -> None:
    """Every attempt drew its own items from a bank: statistics by version, over the attempts that had it."""
    chance = random.Random(SEED)  # noqa: S311
    by_version: dict[int, tuple[list[float], list[float]]] = {}
    for row in rows:
        total = sum(row)
        for version, mark in zip(chance.sample(range(BANK), ITEMS), row, strict=True):
            marks, rests = by_version.setdefault(version, ([], []))
            marks.append(mark)
            rests.append(total - mark)
    for marks, rests in by_version.values():
        totals = [mark + rest for mark, rest in zip(marks, rests, strict=True)]
        look_closer(marks, totals, bands(totals), item_figures(marks, rests, 1))
    spread([sum(row) for row in rows])


def seconds(work: Callable[[list[list[float]]], None], rows: list[list[float]]) -> float:
    """Of CPU, so that other work on the machine does not count."""
    begun = time.process_time()
    work(rows)
    return time.process_time() - begun


if __name__ == "__main__":
    rows = [marks for _ability, marks in answers()]
    times = {work.__name__: seconds(work, rows) for work in (fixed, drawn)}
    for name, taken in times.items():
        verdict = "within" if taken <= GOAL_SECONDS else "above"
        print(f"{ATTEMPTS} attempts × {ITEMS} items, {name}: {taken:.2f} s of CPU ({verdict} the goal of {GOAL_SECONDS:g} s)")
    sys.exit(max(times.values()) > GOAL_SECONDS)
