"""One English word that French tells apart: each place says what is meant there."""

from __future__ import annotations

import pytest
from allauth.usersessions.models import UserSession
from django.utils.translation import override

from people.own_data import everything
from tests.conftest import Cast


@pytest.fixture
def told_in_french(cast: Cast) -> dict[str, list[str]]:
    UserSession.objects.create(user=cast.learner, ip="192.0.2.1", session_key="key", user_agent="Phone")
    with override("fr"):
        sections = everything(cast.learner)
        headings = {name: [str(each) for each in section.columns.values()] for name, section in sections.items()}
        return headings | {"what": [str(row["what"]) for row in sections["sign_in"].rows]}


def test_a_session_of_a_browser_is_no_session_of_a_class(told_in_french: dict[str, list[str]]) -> None:
    assert told_in_french["what"] == ["Session ouverte"]


def test_a_certificate_of_others_has_a_number_and_no_amount(told_in_french: dict[str, list[str]]) -> None:
    assert "N°" in told_in_french["external_certificates"]
    assert "Nombre" not in told_in_french["external_certificates"]
