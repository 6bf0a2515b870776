"""The forms of the account say the same thing in the same words, whoever wrote them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation

from people.forms import AddressForm, AskForLinkForm, NewPasswordByLinkForm, NewPasswordForm, OwnPasswordForm
from tests.conftest import Cast
from tests.people.at_the_door import BACKEND

ADVICE = "At least 12 characters."


@pytest.mark.parametrize("form", [OwnPasswordForm, NewPasswordForm, NewPasswordByLinkForm])
def test_whoever_chooses_a_password_is_asked_and_advised_alike(cast: Cast, form: type) -> None:
    *_, first, second = form(user=cast.learner).visible_fields()
    assert first.help_text.startswith(ADVICE)
    assert (second.label, second.help_text) == ("The same password again", "")


@pytest.mark.parametrize("form", [AskForLinkForm, AddressForm])
def test_an_address_is_called_the_same_everywhere(form: type) -> None:
    assert form().fields["email"].label == "E-mail address"
    with translation.override("fr"):
        assert form().fields["email"].label == "Adresse électronique"


def test_the_page_of_the_password_says_so(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.learner, backend=BACKEND)
    html = client.get("/account/password/change/").content.decode()
    assert "Current password" in html
    assert ADVICE in html


@pytest.mark.django_db
def test_what_passkeys_need_is_told_in_the_page_not_below_it() -> None:
    html = Client().get("/account/login/").content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    assert "<noscript>" in main
    assert html.count("Passkeys need JavaScript") == 1
