"""Who chose what, by thirds, and what it asks the author to look at."""

from __future__ import annotations

from quizzes.statistics import Finding, Flag, ItemFigures, OptionTable, item_findings, option_table

GOOD = ItemFigures(30, 0.6, 0.5, 40.0, 50.0)


def table_of(best: str, middle: str, worst: str, keys: str = "abcd") -> OptionTable:
    """One letter an attempt, the best first; “-” left the question open."""
    choices = [() if letter == "-" else (letter,) for letter in best + middle + worst]
    return option_table(choices, [float(n) for n in range(len(choices), 0, -1)], keys)


def flags(table: OptionTable, figures: ItemFigures = GOOD, right: str = "a") -> list[Finding]:
    return item_findings(figures, table, set(right))


def test_thirds_are_those_of_the_best_and_worst_totals() -> None:
    table = table_of("aaab", "abcd", "bbcc")
    assert (table.attempts, table.top, table.bottom) == (12, 4, 4)
    assert [(o.key, o.chosen, o.top, o.bottom) for o in table.options] == [
        ("a", 4, 3, 0), ("b", 4, 1, 2), ("c", 3, 0, 2), ("d", 1, 0, 0)
    ]  # fmt: skip


def test_the_order_of_the_attempts_decides_nothing_where_totals_are_equal() -> None:
    rows = [("a", 3.0)] * 5 + [("b", 3.0)] * 4 + [("c", 1.0)] * 3
    tables = set()
    for step in (1, 5, 7, 11):  # each prime to the number of rows, so that every row is met once
        rows = [rows[n * step % len(rows)] for n in range(len(rows))]
        tables.add(option_table([(choice,) for choice, _total in rows], [total for _choice, total in rows], "abc"))
    (table,) = tables
    assert (table.top, table.bottom) == (9, 12)


def test_the_best_who_agree_on_a_wrong_option_question_the_key() -> None:
    assert flags(table_of("cccccccaab", "abcdabcdab", "bbbbaaddcc"))[0] == Finding(Flag.CHECK_KEY, "c", 0.7)


def test_a_wrong_option_that_beats_the_key_among_the_best_questions_the_key() -> None:
    assert flags(table_of("bbbbaaaccd", "abcdabcdab", "bbccddaaaa"))[0] == Finding(Flag.CHECK_KEY, "b", 0.4)


def test_a_wrong_option_that_attracts_the_best_more_than_the_worst_is_named() -> None:
    assert flags(table_of("aaaaaaabbb", "abcdabcdcd", "acccdddaab")) == [Finding(Flag.LURE, "b", 0.3)]


def test_a_right_option_that_the_best_leave_out_is_named_where_several_are_right() -> None:
    choices = [("a",)] * 10 + [("a", "b")] * 10 + [("c",), ("d",)] * 5
    table = option_table(choices, [float(n) for n in range(30, 0, -1)], "abcd")
    assert Finding(Flag.MISSED_RIGHT, "b", 1.0) in flags(table, right="ab")
    assert not [f for f in flags(table, right="ab") if f.option == "a"]


def test_a_distractor_that_nobody_chooses_is_named_but_not_of_true_and_false() -> None:
    assert flags(table_of("aaaaaaaaab", "aaaabbbccc", "bbbcccabca")) == [Finding(Flag.UNUSED, "d", 0.0)]
    assert flags(table_of("a" * 10, "a" * 10, "a" * 10, keys="ab")) == []


def test_a_question_that_many_leave_open_is_named() -> None:
    assert Finding(Flag.OPEN, share=0.1) in flags(table_of("aaaaaaaaab", "aaabbcccd-", "bbccda--cd"))


def test_figures_speak_of_hardness_and_of_who_gets_it_right() -> None:
    def of(facility: float | None, index: float | None) -> list[Flag]:
        return [finding.flag for finding in item_findings(ItemFigures(40, facility, 0.5, index, index))]

    assert of(0.6, 35.0) == []
    assert of(0.2, 35.0) == [Flag.HARD]
    assert of(0.97, 25.0) == [Flag.EASY]
    assert of(0.6, 12.0) == [Flag.WEAK]
    assert of(0.6, -3.0) == [Flag.BACKWARDS]
    assert of(0.1, -3.0) == [Flag.BACKWARDS, Flag.HARD]
    assert of(None, None) == []


def test_an_item_that_takes_three_times_as_long_is_named() -> None:
    assert item_findings(GOOD, pace=3.2) == [Finding(Flag.SLOW, share=3.2)]
    assert item_findings(GOOD, pace=2.0) == []


def test_nothing_is_chosen_where_nobody_was_asked() -> None:
    table = option_table([], [], "ab")
    assert (table.attempts, [option.chosen for option in table.options]) == (0, [0, 0])
    assert table.share(table.options[0]) == table.top_share(table.options[0]) == table.bottom_share(table.options[0]) == 0
