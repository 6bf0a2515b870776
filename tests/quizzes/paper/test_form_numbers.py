"""A number that was typed wrongly leads to no form, never to another one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quizzes.paper.numbers import form_number, key_of

keys = st.integers(min_value=1, max_value=99_999)


@given(keys)
def test_every_number_reads_back(key: int) -> None:
    number = form_number(key)
    assert {key_of(number), key_of(number.lower().replace("-", "")), key_of(f" {number} ")} == {key}


@given(keys, st.integers(0, 4), st.integers(0, 9))
def test_a_wrong_digit_is_noticed(key: int, place: int, digit: int) -> None:
    number = list(form_number(key))
    is_same = number[place] == str(digit)
    number[place] = str(digit)
    assert key_of("".join(number)) == (key if is_same else None)


@given(keys, st.integers(0, 3))
def test_two_digits_that_changed_places_are_noticed(key: int, place: int) -> None:
    number = list(form_number(key))
    number[place], number[place + 1] = number[place + 1], number[place]
    assert key_of("".join(number)) in {key if number[place] == number[place + 1] else None}


def test_what_is_no_number_is_none() -> None:
    assert [key_of(typed) for typed in ("", "L", "00042", "42-1", "x-L", "00042-LL", "9" * 40 + "L")] == [None] * 7
