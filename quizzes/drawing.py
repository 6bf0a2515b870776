"""Draws items by a blueprint from a stored seed. Plain values in and out.

Chance comes from hashing the seed with each candidate's key: the same seed gives the same draw on every machine and
Python, and an item that joins the bank later moves no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True)
class Row:
    """One row of a blueprint: how many items, from which banks, of one topic, level and difficulty or of any."""

    banks: frozenset[int]
    topic: str | None
    count: int
    level: int | None = None
    difficulty: str = ""

    def admits(self, candidate: Candidate) -> bool:
        return (
            candidate.bank in self.banks
            and self.topic in (None, candidate.topic)
            and self.level in (None, candidate.level)
            and self.difficulty in ("", candidate.difficulty)
        )


@dataclass(frozen=True)
class Candidate:
    """An item that may be drawn. ``key`` is the same in every language; ``times_seen`` counts the learner's attempts."""

    item: int
    key: str
    bank: int
    topic: str
    times_seen: int = 0
    level: int = 1
    difficulty: str = ""


@dataclass(frozen=True)
class Drawn:
    """A candidate that was drawn, and the row for which it was."""

    candidate: Candidate
    row: int


@dataclass(frozen=True)
class Shortage:
    """A row for which the banks hold too little."""

    row: int
    wanted: int
    found: int


class TooFewItems(Exception):
    """The banks cannot fill the blueprint without repeating an item."""

    def __init__(self, shortages: list[Shortage]) -> None:
        super().__init__(f"rows {', '.join(str(s.row + 1) for s in shortages)} cannot be filled")
        self.shortages = shortages


def chance(seed: int, purpose: str, key: str) -> bytes:
    """A number that looks random and always comes out the same."""
    return sha256(f"{seed}|{purpose}|{key}".encode()).digest()


def shuffled(keys: Iterable[str], seed: int, purpose: str) -> list[str]:
    """In an order that the seed decides; ``purpose`` keeps two shuffles from one seed apart."""
    return sorted(keys, key=lambda key: chance(seed, purpose, key))


def draw(rows: Sequence[Row], candidates: Iterable[Candidate], seed: int) -> list[Candidate]:
    """The items of an attempt in the order shown: those seen least often first, none twice. Raises TooFewItems."""
    return [drawn.candidate for drawn in draw_by_rows(rows, candidates, seed)]


def draw_by_rows(rows: Sequence[Row], candidates: Iterable[Candidate], seed: int) -> list[Drawn]:
    """The same, each item with the row that it fills.

    Candidates are taken in their rank, each one that can be seated beside those before it: no draw has fewer that were seen, also
    where the banks and topics of rows overlap (the greedy choice of a transversal matroid; Edmonds and Fulkerson 1965).
    """
    ranked = sorted(candidates, key=lambda c: (c.times_seen, chance(seed, "draw", c.key)))
    seating, wanted = Seating([row.count for row in rows]), sum(row.count for row in rows)
    for candidate in ranked:
        if len(seating.fitting) == wanted:
            break
        seating.take(candidate, [index for index, row in enumerate(rows) if row.admits(candidate)])
    if len(seating.fitting) < wanted:
        raise TooFewItems(_shortages(rows, ranked))
    drawn = [Drawn(candidate, row) for row, held in enumerate(seating.held) for candidate in held]
    return sorted(drawn, key=lambda each: chance(seed, "order", each.candidate.key))


class Seating:
    """Candidates in the rows that they fill. ``counts``: the places of each row; ``fitting``: the rows of each that was taken."""

    def __init__(self, counts: list[int]) -> None:
        self.counts = counts
        self.held: list[list[Candidate]] = [[] for _count in counts]
        self.fitting: dict[int, list[int]] = {}

    def take(self, candidate: Candidate, fits: list[int]) -> None:
        """Seats the candidate if that can be done without sending anybody away."""
        if self._seat(candidate, fits, set()):
            self.fitting[candidate.item] = fits

    def _seat(self, candidate: Candidate, fits: list[int], tried: set[int]) -> bool:
        """In a row with room; else one that sits there moves to another row (Kuhn)."""
        for row in fits:
            if len(self.held[row]) < self.counts[row]:
                self.held[row].append(candidate)
                return True
        for row in fits:
            if row in tried:
                continue
            tried.add(row)
            for place, other in enumerate(self.held[row]):
                if self._seat(other, self.fitting[other.item], tried):
                    self.held[row][place] = candidate
                    return True
        return False


def shortages(rows: Sequence[Row], candidates: Iterable[Candidate]) -> list[Shortage]:
    """The rows that cannot be filled; empty when every attempt can be drawn."""
    try:
        draw(rows, candidates, seed=0)
    except TooFewItems as error:
        return error.shortages
    return []


def _shortages(rows: Sequence[Row], ranked: list[Candidate]) -> list[Shortage]:
    """The rows that stay short when the narrowest are filled first."""
    pools = [[candidate.item for candidate in ranked if row.admits(candidate)] for row in rows]
    taken: dict[int, int] = {}  # item: row
    short = []
    for index in sorted(range(len(rows)), key=lambda i: len(pools[i])):
        found = 0
        while found < rows[index].count and _place(index, pools, taken, set()):
            found += 1
        if found < rows[index].count:
            short.append(Shortage(index, rows[index].count, found))
    return sorted(short, key=lambda shortage: shortage.row)


def _place(row: int, pools: list[list[int]], taken: dict[int, int], tried: set[int]) -> bool:
    """Gives the row one more item; where none is free, another row gives way and takes a different one (Kuhn)."""
    for item in pools[row]:
        if item not in taken:
            taken[item] = row
            return True
    for item in pools[row]:
        owner = taken[item]
        if owner != row and item not in tried:
            tried.add(item)
            if _place(owner, pools, taken, tried):
                taken[item] = row
                return True
    return False
