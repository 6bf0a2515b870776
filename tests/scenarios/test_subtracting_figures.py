"""A judge that adds and subtracts all that is said of a unit, of those around it and of all, and looks for a count of few."""

from __future__ import annotations

import random

import pytest

from base.suppression import LEAST, open_parts
from scenarios.insight.beside import Cells, Groups, Key, Place, closed_in

PRIME = (1 << 61) - 1
TOP: Place = (0,)
LEAVES: list[Place] = [(0, 1), (0, 1, 11), (0, 1, 12), (0, 2), (0, 3)]
WHOLE: Key = ("scene",)
PARTS: list[Key] = [("warn",), ("wave",), ("fire",)]
Row = list[int]


class Span:
    """Everything that sums of the given rows can say."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows: list[tuple[int, Row]] = []
        for row in rows:
            left = self.left_of(row)
            pivot = next((place for place, value in enumerate(left) if value), None)
            if pivot is not None:
                inverse = pow(left[pivot], PRIME - 2, PRIME)
                self.rows.append((pivot, [value * inverse % PRIME for value in left]))

    def left_of(self, row: Row) -> Row:
        left = list(row)
        for pivot, known in self.rows:
            factor = left[pivot]
            left = [(one - factor * other) % PRIME for one, other in zip(left, known, strict=True)]
        return left


def row_of(place: Place, keys: list[Key]) -> Row:
    return [int(leaf[: len(place)] == place and key in keys) for leaf in LEAVES for key in PARTS]


@pytest.mark.parametrize("seed", range(60))
def test_no_count_of_few_follows_from_what_is_said(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    people = [chance.choice([0, 1, 2, 3, 4, 5, 6, 8, 9, 12, 20]) for _leaf in LEAVES for _key in PARTS]
    places = sorted({leaf[:depth] for leaf in LEAVES for depth in range(1, len(leaf) + 1)})

    def count(place: Place, keys: list[Key]) -> int:
        return sum(number for number, is_in in zip(people, row_of(place, keys), strict=True) if is_in)

    wholes: dict[Key, list[Key]] = {WHOLE: PARTS} | {key: [key] for key in PARTS}
    rest = (0, 1, -1)  # who is directly in the first unit
    counts = {place: {key: count(place, keys) for key, keys in wholes.items()} for place in places}
    counts[rest] = {key: sum(row * n for row, n in zip(_rest(keys), people, strict=True)) for key, keys in wholes.items()}
    at_top = {*PARTS} - (open_parts({key: counts[TOP][key] for key in PARTS}) or set())
    said = []
    for place in places:
        groups = Groups({}, frozenset([place]))
        closed = closed_in(groups, Cells(counts, [(WHOLE, PARTS)], set(at_top)))
        said += [row_of(place, keys) for key, keys in wholes.items() if key not in closed]
    span = Span(said)
    rows = [row_of(place, keys) for place in places for keys in wholes.values()] + [_rest(keys) for keys in wholes.values()]
    small = [row for row in rows if 0 < sum(one * other for one, other in zip(row, people, strict=True)) < LEAST]
    assert all(any(span.left_of(row)) for row in small)


def _rest(keys: list[Key]) -> Row:
    return [int(leaf == (0, 1) and key in keys) for leaf in LEAVES for key in PARTS]
