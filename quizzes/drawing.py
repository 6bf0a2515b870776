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
    """The same, each item with the row that it fills."""
    ranked = sorted(candidates, key=lambda c: (c.times_seen, chance(seed, "draw", c.key)))
    pools = [[candidate.item for candidate in ranked if row.admits(candidate)] for row in rows]
    taken: dict[int, int] = {}  # item: row
    shortages = []
    for index in sorted(range(len(rows)), key=lambda i: len(pools[i])):
        found = 0
        while found < rows[index].count and _place(index, pools, taken, set()):
            found += 1
        if found < rows[index].count:
            shortages.append(Shortage(index, rows[index].count, found))
    if shortages:
        raise TooFewItems(sorted(shortages, key=lambda shortage: shortage.row))
    drawn = [Drawn(candidate, taken[candidate.item]) for candidate in ranked if candidate.item in taken]
    return sorted(drawn, key=lambda each: chance(seed, "order", each.candidate.key))


def shortages(rows: Sequence[Row], candidates: Iterable[Candidate]) -> list[Shortage]:
    """The rows that cannot be filled; empty when every attempt can be drawn."""
    try:
        draw(rows, candidates, seed=0)
    except TooFewItems as error:
        return error.shortages
    return []


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
