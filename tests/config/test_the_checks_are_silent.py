"""Whoever starts the site reads no warning that means nothing."""

from __future__ import annotations

from django.core.checks import run_checks


def test_no_check_of_the_settings_and_the_code_has_anything_to_say() -> None:
    assert run_checks() == []
