"""A day that a form offers is given to the browser as browsers read it, in every language; else its field stands empty."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from tests.conftest import Cast

APPS = ("people", "law", "credentials", "courses", "scenarios", "quizzes", "readiness", "curriculum")
BARE = re.compile(r"forms\.(?:Date|Time|DateTime)Input\((?![^\n]*format=)")


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_a_roll_takes_effect_today_unless_another_day_is_chosen(
    cast: Cast, client_of: Callable[..., Client], language: str
) -> None:
    page = client_of(cast.administrator).get("/roll/", headers={"accept-language": language}).content.decode()
    assert re.search(rf'name="on"[^>]* value="{timezone.localdate():%Y-%m-%d}"', page)


def test_no_form_leaves_the_form_of_a_day_to_the_language() -> None:
    files = (path for app in APPS for path in Path(settings.BASE_DIR, app).rglob("*.py"))
    assert [str(path) for path in files if BARE.search(path.read_text())] == []
