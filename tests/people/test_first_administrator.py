"""The first administrator is made at the command line; what is wrong with the account is said in a sentence."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from people.models import Country, User


@pytest.fixture
def typed_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a calm sea at dusk 77")


def make(username: str, name: str = "Ada Lopez") -> None:
    call_command("createsuperuser", interactive=False, username=username, name=name, verbosity=0)


def test_a_sign_in_name_makes_the_country_and_the_account(db: None, typed_password: None) -> None:
    make("qm-30003")
    user = User.objects.get(username="QM-30003")
    assert (user.country.code, user.service_number, user.is_superuser) == ("QM", "30003", True)


@pytest.mark.parametrize(
    ("username", "name", "told"),
    [
        ("ADMIN", "Ada Lopez", "A sign-in name is the country"),
        ("FAR TOO LONG-1", "Ada Lopez", "A sign-in name is the country"),
        ("QM-30 003", "Ada Lopez", "Capitals, digits"),
        ("QM-30003", "A" * 151, "150"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(db: None, typed_password: None, username: str, name: str, told: str) -> None:
    countries = Country.objects.count()
    with pytest.raises(CommandError, match=told):
        make(username, name)
    assert not User.objects.filter(name=name).exists()
    assert Country.objects.count() == countries
