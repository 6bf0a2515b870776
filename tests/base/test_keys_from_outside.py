"""A key that comes in from outside is a number that a database holds, or none."""

from __future__ import annotations

import pytest

from base.keys import LARGEST_KEY, key_in


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("7", 7),
        ("٧", 7),
        (str(LARGEST_KEY), LARGEST_KEY),
        (str(LARGEST_KEY + 1), None),
        ("9" * 5000, None),
        ("", None),
        ("-7", None),
        ("7\x00", None),
        ("²", None),
    ],
)
def test_only_what_a_database_holds_is_a_key(text: str, key: int | None) -> None:
    assert key_in(text) == key
