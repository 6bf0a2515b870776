"""Web pages and chat programs leave spaces of no width in what is copied from them: nobody could see why a number is refused."""

from __future__ import annotations

import pytest

from people.roll.reading import read_table


@pytest.mark.parametrize("unseen", ["\u200b", "\u2060"])
def test_a_space_that_nobody_sees_is_no_part_of_a_number_or_a_name(unseen: str) -> None:
    table = read_table(f"Service number,Name\n77{unseen}001{unseen},Zoé{unseen} Petit\n".encode())
    assert table.rows == [(2, ["77001", "Zoé Petit"])]
