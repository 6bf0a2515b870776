"""Sums and tables of a measurement: plain values in, words out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any

TIMES_TRIVIAL = 3.0
FIRST_VISIT_BYTES = 40_000
HTML_BYTES = 14_000
MEMORY_BYTES = 250_000_000
BOUND_PAGES = ("Lesson, signed in", "Learner’s home")


@dataclass
class Sample:
    """What was seen of one page: seconds of each answer, seconds of the whole, CPU seconds of the server, wrong answers."""

    page: str
    latencies: list[float] = field(default_factory=list)
    seconds: float = 0.0
    cpu: float = 0.0
    database_cpu: float = 0.0
    failures: int = 0
    queries: int | None = None

    def add(self, other: Sample) -> None:
        self.latencies += other.latencies
        self.seconds += other.seconds
        self.cpu += other.cpu
        self.database_cpu += other.database_cpu
        self.failures += other.failures

    @property
    def cpu_ms(self) -> float:
        """Milliseconds of CPU for one answer, all server processes together."""
        return 1000 * self.cpu / max(1, len(self.latencies))

    @property
    def a_second(self) -> float:
        return len(self.latencies) / self.seconds if self.seconds else 0.0

    def as_figures(self, trivial: Sample) -> dict[str, float | int | str | None]:
        """The row of the table, with names that a JSON file can carry."""
        answers = max(1, len(self.latencies))
        return {
            "page": self.page,
            "requests": len(self.latencies),
            "failures": self.failures,
            "requests_a_second": round(self.a_second, 1),
            "p50_ms": round(1000 * percentile(self.latencies, 0.50), 1),
            "p95_ms": round(1000 * percentile(self.latencies, 0.95), 1),
            "p99_ms": round(1000 * percentile(self.latencies, 0.99), 1),
            "cpu_ms": round(self.cpu_ms, 2),
            "database_cpu_ms": round(1000 * self.database_cpu / answers, 2),
            "times_trivial": round(self.cpu_ms / trivial.cpu_ms, 2) if trivial.cpu_ms else 0.0,
            "queries": self.queries,
        }


def percentile(values: Iterable[float], share: float) -> float:
    """The smallest value that at least ``share`` (0 to 1) of the values do not exceed (nearest rank); 0 of none."""
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)] if ordered else 0.0


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table, the first column to the left and the others to the right."""
    cells = [[_shown(cell) for cell in row] for row in rows]
    widths = [max(3, len(title), *(len(row[i]) for row in cells)) for i, title in enumerate(head)]
    rule = ["-" * width if i == 0 else "-" * (width - 1) + ":" for i, width in enumerate(widths)]
    lines = [_line(head, widths), "| " + " | ".join(rule) + " |"]
    return "\n".join(lines + [_line(row, widths) for row in cells])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    aligned = [c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(cells, widths, strict=True))]
    return "| " + " | ".join(aligned) + " |"


def _shown(cell: object) -> str:
    return "–" if cell is None else str(cell)


def verdicts(database: str, rows: Iterable[dict[str, Any]], memory: int, visits: Iterable[tuple[str, int, int]]) -> list[str]:
    """The goals in words. ``visits``: (who, HTML bytes, whole bytes) as they cross the wire."""
    words = []
    for row in rows:
        if row["page"] in BOUND_PAGES:
            times = row["times_trivial"]
            words.append(f"{row['page']} costs {times} trivial views ({_within(times, TIMES_TRIVIAL)} of {TIMES_TRIVIAL:g}).")
    for who, html, whole in visits:
        words.append(
            f"First visit to the longest lesson, {who}: {kilobytes(whole)} ({_within(whole, FIRST_VISIT_BYTES)} of 40 kB)."
        )
        words.append(f"Its HTML alone, {who}: {kilobytes(html)} ({_within(html, HTML_BYTES)} of 14 kB).")
    words.append(f"All server processes: {megabytes(memory)} of memory ({_within(memory, MEMORY_BYTES)} of 250 MB).")
    return [f"{database}: {line}" for line in words]


def _within(value: float, goal: float) -> str:
    return "within the goal" if value <= goal else "above the goal"


def kilobytes(size: int) -> str:
    return f"{size / 1000:.1f} kB"


def megabytes(size: int) -> str:
    return f"{size / 1_000_000:.0f} MB"
