"""A code is kept under the site's key: the right one fits, nothing else does, and a new key still opens older slips."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from people.codes import CODE_ALPHABET, fits_seal, new_code, normalise_code, seal_code

CODES = st.text(CODE_ALPHABET, min_size=12, max_size=12)


@given(CODES, CODES, st.integers(1, 9), st.integers(1, 9))
def test_a_code_fits_its_own_seal_and_no_other(code: str, other: str, owner: int, stranger: int) -> None:
    seal = seal_code(code, owner)
    assert fits_seal(code, owner, seal)
    assert fits_seal(other, stranger, seal) == (other == code and stranger == owner)
    assert code not in seal


def test_an_older_key_still_opens_while_it_is_named_and_not_after(settings: Any) -> None:
    seal = seal_code("0123456789AB", 1)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a new key of the tests, long enough to be one"
    assert fits_seal("0123456789AB", 1, seal)
    settings.SECRET_KEY_FALLBACKS = []
    assert not fits_seal("0123456789AB", 1, seal)


@given(CODES)
def test_what_a_reader_types_is_understood(code: str) -> None:
    assert normalise_code(f" {code[:4]}-{code[4:8].lower()} {code[8:]} ") == code


@given(CODES)
def test_so_are_the_digits_of_an_arabic_keyboard_and_the_dashes_of_a_phone_that_corrects(code: str) -> None:
    arabic = code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert normalise_code(f"{arabic[:4]}–{arabic[4:8]}—{arabic[8:]}\u00a0") == code


def test_every_code_is_another() -> None:
    assert len({new_code(12) for _ in range(1_000)}) == 1_000
