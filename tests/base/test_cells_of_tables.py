"""A cell that was made harmless for a spreadsheet reads back as it was meant, whatever apostrophes stood in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.sheets import as_meant, harmless_within

SIGNS = "='+-@;\n\r\t a＝＠"


@pytest.mark.parametrize(
    "text", ["'=right", "''=right", "=right", "a;'=b", "a;=b", "';=b", "a\n'=b", "' =b", "'-3", "it's", "'word'"]
)
def test_apostrophes_before_a_formula_are_kept(text: str) -> None:
    assert as_meant(harmless_within(text)) == text


@given(st.text(SIGNS, max_size=12))
def test_every_text_comes_back(text: str) -> None:
    assert as_meant(harmless_within(text)) == text


@given(st.text(SIGNS, max_size=12))
def test_no_cell_begins_a_formula_however_the_table_is_parted(text: str) -> None:
    for cell in [harmless_within(text), *harmless_within(text).split(";")]:
        assert not cell.lstrip(" \t").startswith(("=", "+", "-", "@", "＝", "＠"))
