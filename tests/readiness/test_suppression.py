"""Nobody outside learns a count of one to four people: not from a figure, nor by taking figures away from each other."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from base.suppression import LEAST, Counts, Row, is_clear, open_rows
from readiness.shown import DEPTHS

STEP = 1
Tree = dict[str, Counts]
STATES = 7


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Counts of the people directly in each unit of a small tree, by path."""
    paths = ["a"]
    for number in range(draw(st.integers(0, 7))):
        paths.append(draw(st.sampled_from(paths)) + chr(ord("b") + number))
    count = st.one_of(st.just(0), st.integers(0, 8), st.integers(5, 40))
    return {path: tuple(draw(st.lists(count, min_size=STATES, max_size=STATES))) for path in paths}


def total(tree: Tree, path: str) -> Counts:
    return tuple(map(sum, zip(*(counts for at, counts in tree.items() if at.startswith(path)), strict=True)))


def counts_of(tree: Tree, row: Row) -> Counts:
    return tree[row.path] if row.is_direct else total(tree, row.path)


def rows_of(tree: Tree, path: str) -> list[Row]:
    """What makes up the unit at the path."""
    return [Row(path, is_direct=True), *(Row(each) for each in tree if each[:-STEP] == path)]


def added(counts: Counts, depth: int) -> Counts:
    return tuple(sum(counts[place] for place in part) for part in DEPTHS[depth - 1])


@given(trees())
@settings(max_examples=300, deadline=None)
def test_nothing_that_is_said_counts_one_to_four(tree: Tree) -> None:
    for row, deepest in open_rows(tree, DEPTHS, STEP).items():
        for depth in range(1, deepest + 1):
            assert is_clear(added(counts_of(tree, row), depth))


@given(trees())
@settings(max_examples=300, deadline=None)
def test_nothing_that_remains_counts_one_to_four(tree: Tree) -> None:
    """Total less the siblings that are said, at every depth and in every unit."""
    said = open_rows(tree, DEPTHS, STEP)
    for path in tree:
        for depth in range(1, said[Row(path)] + 1):
            rest = list(added(total(tree, path), depth))
            for row in rows_of(tree, path):
                if said[row] >= depth:
                    rest = [left - taken for left, taken in zip(rest, added(counts_of(tree, row), depth), strict=True)]
            assert is_clear(tuple(rest))


@given(trees())
@settings(max_examples=300, deadline=None)
def test_what_is_closed_could_be_otherwise(tree: Tree) -> None:
    """For every closed count of one to four there is another house with the same figures said and another count there.

    One person less in that state and one more in another of the same group, and in a closed sibling the other way round.
    """
    said = open_rows(tree, DEPTHS, STEP)
    for path in tree:
        for depth in range(1, said[Row(path)] + 1):
            closed = [row for row in rows_of(tree, path) if said[row] < depth]
            table = {row: added(counts_of(tree, row), depth) for row in closed}
            for row, counts in table.items():
                for place, count in enumerate(counts):
                    if 0 < count < LEAST:
                        assert can_move(table, row, place, depth, said), (tree, row, depth, place)


def can_move(table: dict[Row, Counts], row: Row, place: int, depth: int, said: dict[Row, int]) -> bool:
    """Whether somebody can leave or enter the cell while every margin that may be known stays as it is."""
    own_known = said[row] == depth - 1 and depth > 1
    group = next(part for part in DEPTHS[depth - 2] if DEPTHS[depth - 1][place][0] in part) if depth > 1 else ()
    beside = [n for n, part in enumerate(DEPTHS[depth - 1]) if n != place and part[0] in group]
    for other, counts in table.items():
        if other == row:
            continue
        if not own_known and said[other] < depth - 1:
            return True  # of neither is anything known but the sum
        if any(counts[n] > 0 or (counts[place] > 0 and table[row][n] > 0) for n in beside):
            return True
        if not own_known:
            return True
    return depth == 1 and len(table) > 1


@given(trees())
@settings(max_examples=100, deadline=None)
def test_below_a_closed_unit_everything_is_closed(tree: Tree) -> None:
    said = open_rows(tree, DEPTHS, STEP)
    for row, depth in said.items():
        above = Row(row.path) if row.is_direct else Row(row.path[:-STEP])
        assert above.path not in tree or depth <= said[above]


def test_a_house_of_large_counts_is_said_in_full() -> None:
    tree = {"a": (5,) * STATES, "ab": (9,) * STATES, "ac": (0,) * STATES}
    assert set(open_rows(tree, DEPTHS, STEP).values()) == {len(DEPTHS)}


def test_a_small_unit_takes_the_smallest_other_one_with_it() -> None:
    tree = {"a": (0, 0), "ab": (3, 0), "ac": (9, 0), "ad": (7, 0)}
    said = open_rows(tree, [((0, 1),)], STEP)
    assert [path for path in ("a", "ab", "ac", "ad") if said[Row(path)]] == ["a", "ac"]


def test_two_small_units_whose_sum_is_still_small_take_a_third() -> None:
    tree = {"a": (0,), "ab": (1,), "ac": (2,), "ad": (6,), "ae": (8,)}
    said = open_rows(tree, [((0,),)], STEP)
    assert [path for path in tree if said[Row(path)]] == ["a", "ae"]


def test_closed_does_not_mean_small() -> None:
    """Eight people in two closed units would be four and four, if whatever is closed were small."""
    said = open_rows({"a": (0,), "ab": (4,), "ac": (4,), "ad": (9,), "ae": (7,)}, [((0,),)], STEP)
    assert [row.path for row, depth in said.items() if depth and not row.is_direct] == ["ad", "a"]
    assert not any(open_rows({"a": (0,), "ab": (4,), "ac": (4,)}, [((0,),)], STEP).values())


def test_one_late_soldier_closes_the_states_and_leaves_the_readiness() -> None:
    tree = {"a": (60, 0, 0, 20, 1, 0, 0)}
    assert open_rows(tree, DEPTHS, STEP)[Row("a")] == 2


def test_the_sum_of_a_closed_unit_is_not_said_one_step_above_it() -> None:
    """A contingent of one battalion whose two companies are small: its eight would be the battalion’s, four and four."""
    assert not any(open_rows({"a": (0,), "ab": (0,), "abc": (4,), "abd": (4,)}, [((0,),)], STEP).values())
    beside = open_rows({"a": (0,), "ab": (0,), "abc": (4,), "abd": (4,), "ae": (9,), "af": (7,)}, [((0,),)], STEP)
    assert [row.path for row, depth in beside.items() if depth and not row.is_direct] == ["ae", "a"]
