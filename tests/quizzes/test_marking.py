"""Marking is a sum: plain values in, a frozen result out."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from quizzes.marking import Demands, MarkedItem, Section, mark_attempt, percentage

fractions = st.fractions(min_value=0, max_value=1, max_denominator=12)
marked_items = st.lists(
    st.builds(
        MarkedItem,
        number=st.integers(1, 10_000),
        topic=st.sampled_from(["torture", "emblems", "hostages"]),
        topic_name=st.just("A topic"),
        is_critical=st.booleans(),
        fraction=fractions,
    ),
    min_size=1,
    max_size=40,
    unique_by=lambda item: item.number,
)


def items(*earned: str, critical: int = 0) -> list[MarkedItem]:
    """Items that earned the fractions; the one with the number ``critical`` is critical."""
    return [MarkedItem(n, "emblems", "Emblems", n == critical, Fraction(f)) for n, f in enumerate(earned, start=1)]


def test_three_thirds_are_one() -> None:
    assert mark_attempt(items("1/3", "1/3", "1/3"), 33).score == 1


def test_an_exact_pass_mark_passes() -> None:
    result = mark_attempt(items("1", "1", "1", "1", "0"), 80)
    assert (result.percent, result.passed) == (Decimal("80.00"), True)


def test_what_is_shown_decides() -> None:
    assert not mark_attempt(items("1", "1", "1", "1", "0"), 81).passed
    assert percentage(Fraction(2), 3) == Decimal("66.67")


def test_a_critical_item_that_is_partly_right_is_missed() -> None:
    result = mark_attempt(items("1", "1", "1", "1", "1/2", critical=5), 80)
    assert (result.percent, result.passed, result.critical_missed) == (Decimal("90.00"), False, ("emblems",))


def test_a_critical_item_that_is_right_does_not_hinder() -> None:
    assert mark_attempt(items("0", "1", "1", "1", "1", critical=5), 80).passed


def rows(*earned: tuple[int, str]) -> list[MarkedItem]:
    """Items that were drawn for a row and earned a fraction."""
    return [MarkedItem(n, f"topic-{row}", "Topic", False, Fraction(f), row) for n, (row, f) in enumerate(earned, start=1)]


def test_a_topic_that_must_all_be_right_decides_beside_the_pass_mark() -> None:
    marked, demands = rows((0, "1"), (0, "1"), (0, "1"), (1, "1"), (1, "0")), Demands(frozenset(["topic-1"]))
    assert mark_attempt(marked, 80).passed
    result = mark_attempt(marked, 80, demands=demands)
    assert (result.passed, result.critical_missed, result.short_topics) == (False, ("topic-1",), ["topic-1"])
    assert mark_attempt(rows((0, "0"), (1, "1"), (1, "1"), (1, "1"), (1, "1")), 80, demands=demands).passed


def test_a_section_below_its_minimum_fails_however_good_the_rest_is() -> None:
    demands = Demands(sections=(Section(1, "Emblems", 2),))
    result = mark_attempt(rows((0, "1"), (0, "1"), (0, "1"), (1, "1"), (1, "1/2")), 80, demands=demands)
    assert (result.percent, result.passed) == (Decimal("90.00"), False)
    assert result.as_json()["sections_missed"] == [{"name": "Emblems", "right": 1, "of": 2, "minimum": 2}]
    assert mark_attempt(rows((0, "0"), (0, "1"), (0, "1"), (1, "1"), (1, "1")), 80, demands=demands).passed


def test_a_withdrawn_item_lowers_the_minimum_that_nobody_could_reach() -> None:
    demands = Demands(sections=(Section(1, "Emblems", 2),))
    assert mark_attempt(rows((0, "1"), (1, "1")), 80, withdrawn=[3], demands=demands).passed


def test_without_a_pass_mark_nothing_decides() -> None:
    result = mark_attempt(items("0", "0", critical=1), None)
    assert (result.passed, result.critical_missed, result.short_topics) == (True, (), [])


@given(marked_items, st.integers(0, 100))
def test_the_sums_agree_with_each_other(marked: list[MarkedItem], pass_mark: int) -> None:
    result = mark_attempt(marked, pass_mark)
    assert result.maximum == len(marked) == sum(topic.of for topic in result.topics)
    assert 0 <= result.percent <= 100
    assert result.score == sum(fraction for _number, fraction in result.fractions)
    assert sum(topic.right for topic in result.topics) == sum(item.fraction == 1 for item in marked)
    assert result.passed == (result.percent >= pass_mark and not result.critical_missed)
    assert set(result.critical_missed) <= set(result.short_topics)


@given(marked_items, st.integers(0, 100), st.randoms())
def test_the_order_of_the_items_does_not_matter(marked: list[MarkedItem], pass_mark: int, random: object) -> None:
    mixed = list(marked)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert mark_attempt(mixed, pass_mark) == mark_attempt(marked, pass_mark)


@given(marked_items, st.integers(0, 100))
def test_a_better_answer_never_makes_the_result_worse(marked: list[MarkedItem], pass_mark: int) -> None:
    before = mark_attempt(marked, pass_mark)
    first, *rest = marked
    better = MarkedItem(first.number, first.topic, first.topic_name, first.is_critical, Fraction(1))
    after = mark_attempt([better, *rest], pass_mark)
    assert after.percent >= before.percent
    assert after.passed >= before.passed
