"""Draws: reproducible from the seed, fair, never the same item twice, those seen least first."""

import random
from collections import Counter
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.drawing import Candidate, Row, TooFewItems, draw, draw_by_rows, shortages, shuffled

TOPICS = ["torture", "emblems", "hostages"]


def pool(count: int, seen: int = 0) -> list[Candidate]:
    return [Candidate(n, f"item-{n}", 1, TOPICS[n % 3], seen) for n in range(count)]


def row(count: int, topic: str | None = None, banks: tuple[int, ...] = (1,)) -> Row:
    return Row(frozenset(banks), topic, count)


candidates = st.lists(
    st.builds(
        Candidate,
        st.integers(0, 500),
        st.uuids().map(str),
        st.integers(1, 3),
        st.sampled_from(TOPICS),
        st.integers(0, 2),
        st.integers(1, 3),
        st.sampled_from(["easy", "hard"]),
    ),
    max_size=60,
    unique_by=(lambda c: c.item, lambda c: c.key),
)
blueprints = st.lists(
    st.builds(
        Row,
        st.frozensets(st.integers(1, 3), min_size=1),
        st.none() | st.sampled_from(TOPICS),
        st.integers(1, 6),
        st.none() | st.integers(1, 3),
        st.sampled_from(["", "easy", "hard"]),
    ),
    min_size=1,
    max_size=5,
)
seeds = st.integers(0, 2**63 - 1)


@given(blueprints, candidates, seeds)
def test_a_draw_fills_the_blueprint_without_repeating(rows: list[Row], among: list[Candidate], seed: int) -> None:
    try:
        drawn = draw(rows, among, seed)
    except TooFewItems as error:
        assert error.shortages
        return
    assert len(drawn) == len({candidate.item for candidate in drawn}) == sum(each.count for each in rows)
    assert set(drawn) <= set(among)
    assert not shortages(rows, drawn)


@given(blueprints, candidates, seeds, st.randoms())
def test_the_same_seed_draws_the_same_items_in_the_same_order(
    rows: list[Row], among: list[Candidate], seed: int, random: object
) -> None:
    mixed = list(among)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    with suppress(TooFewItems):
        assert draw(rows, mixed, seed) == draw(rows, among, seed)


@given(candidates, seeds)
def test_it_is_short_only_when_no_way_of_drawing_would_do(among: list[Candidate], seed: int) -> None:
    """Rows that cross each other: one takes any topic of bank 1, one takes emblems of any bank."""
    any_topic, any_bank = row(3), row(3, "emblems", (1, 2, 3))
    first, second = [c for c in among if any_topic.admits(c)], [c for c in among if any_bank.admits(c)]
    feasible = len(first) >= 3 and len(second) >= 3 and len(set(first) | set(second)) >= 6
    assert feasible == (not shortages([any_topic, any_bank], among))


def test_items_not_seen_come_first() -> None:
    among = [*pool(5, seen=1), *(Candidate(n, f"item-{n}", 1, "torture", 0) for n in range(10, 14))]
    assert {c.item for c in draw([row(4)], among, seed=3)} == {10, 11, 12, 13}
    assert {10, 11, 12, 13} < {c.item for c in draw([row(6)], among, seed=3)}


def test_items_not_seen_come_first_where_rows_overlap() -> None:
    """The row for any topic leaves its unseen emblem to the row that has no other."""
    among = [
        Candidate(1, "a", 1, "emblems", 0),
        Candidate(2, "b", 1, "torture", 0),
        Candidate(3, "c", 2, "emblems", 1),
        Candidate(4, "d", 2, "emblems", 1),
    ]
    any_of_one, emblems_of_both = row(1), row(1, "emblems", (1, 2))
    for seed in range(50):
        for rows in ([any_of_one, emblems_of_both], [emblems_of_both, any_of_one]):
            assert {c.item for c in draw(rows, among, seed)} == {1, 2}


def test_no_draw_has_more_items_that_were_seen_than_it_must() -> None:
    """Rows and candidates by chance: nothing that was left out could stand in the place of something seen more often."""
    chance = random.Random(20261128)  # noqa: S311
    drawn_at_all = 0
    for seed in range(400):
        among = [
            Candidate(n, f"item-{n}", chance.randint(1, 2), chance.choice(TOPICS), chance.randint(0, 1))
            for n in range(chance.randint(4, 14))
        ]
        rows = [row(chance.randint(1, 2), chance.choice([None, *TOPICS]), ((1,), (2,), (1, 2))[n]) for n in range(3)]
        with suppress(TooFewItems):
            drawn = draw(rows, among, seed)
            drawn_at_all += 1
            for better in (each for each in among if each not in drawn):
                for worse in (each for each in drawn if each.times_seen > better.times_seen):
                    assert shortages(rows, [better, *(each for each in drawn if each is not worse)])
    assert drawn_at_all > 100


def test_a_short_bank_is_named_with_what_it_holds() -> None:
    with pytest.raises(TooFewItems) as refusal:
        draw([row(2), row(9, "emblems")], pool(12), seed=1)
    assert [(s.row, s.wanted, s.found) for s in refusal.value.shortages] == [(1, 9, 4)]


def test_a_row_for_any_topic_leaves_what_a_narrow_row_needs() -> None:
    drawn = draw([row(8), row(4, "emblems")], pool(12), seed=5)
    assert len(drawn) == 12


def test_ten_thousand_draws_are_uniform_within_each_row_and_respect_the_blueprint() -> None:
    """Chi-square of draws without repeating: (n − 1) / (n − k) times the plain sum, n − 1 degrees of freedom.

    27.9 with 9 degrees of freedom has a chance of one in a thousand; the seeds are fixed.
    """
    among = [
        Candidate(n, f"item-{n}", 1 + n % 2, TOPICS[n % 3], level=1 + n // 30, difficulty=("easy", "hard")[n // 15 % 2])
        for n in range(60)
    ]
    rows = [
        Row(frozenset([1, 2]), "torture", 3, level=1),
        Row(frozenset([1, 2]), "emblems", 4, difficulty="hard"),
        Row(frozenset([1]), "hostages", 2),
    ]
    counts = [Counter[int]() for _row in rows]
    for seed in range(10_000):
        drawn = draw_by_rows(rows, among, seed)
        assert [sum(each.row == n for each in drawn) for n in range(3)] == [3, 4, 2]
        assert len({each.candidate.item for each in drawn}) == 9
        for each in drawn:
            counts[each.row][each.candidate.item] += 1
    for each_row, count in zip(rows, counts, strict=True):
        fit = [c.item for c in among if each_row.admits(c)]
        assert set(count) == set(fit)
        assert len(fit) == 10
        expected, places = 10_000 * each_row.count / 10, 9 / (10 - each_row.count)
        assert places * sum((count[n] - expected) ** 2 / expected for n in fit) < 27.9


def test_every_place_and_every_option_order_is_equally_likely() -> None:
    firsts = Counter(draw([row(6)], pool(6), seed)[0].item for seed in range(3000))
    assert sum((firsts[n] - 500) ** 2 / 500 for n in range(6)) < 20.5
    tops = Counter(shuffled(["a", "b", "c", "d"], seed, "options item-1")[0] for seed in range(3000))
    assert sum((tops[each] - 750) ** 2 / 750 for each in "abcd") < 16.3


def test_an_item_that_joins_the_bank_moves_no_other() -> None:
    before = draw([row(12)], pool(12), seed=9)
    after = draw([row(13)], pool(13), seed=9)
    assert [c for c in after if c.item != 12] == before
