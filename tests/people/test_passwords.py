"""Long and unguessable is enough; no rules about signs."""

from __future__ import annotations

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from tests.conftest import Cast

GOOD = [
    "a river at 5",
    "nothingbutsmallletters",
    "نهر هادئ عند الفجر",
    "a quiet river at dawn, seen from the bridge near my grandmother's house in spring",
    "  spaces count too  ",
]
COMMON = ["1q2w3e4r5t6y", "qwerty123456", "1qaz2wsx3edc"]
GUESSED = ["peacekeeper 77", "my Bluehelm key", "United Nations 1", "Alpha  Company 9"]


@pytest.mark.parametrize("password", GOOD)
def test_a_good_password_is_accepted_whatever_its_script_and_length(cast: Cast, password: str) -> None:
    validate_password(password, cast.commander)


def test_eleven_characters_are_too_few(cast: Cast) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password("a river at ", cast.learner)
    assert [e.code for e in refused.value.error_list] == ["password_too_short"]


@pytest.mark.parametrize("password", COMMON)
def test_a_common_password_is_refused(cast: Cast, password: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password, cast.learner)
    assert "password_too_common" in {e.code for e in refused.value.error_list}


@pytest.mark.parametrize("password", GUESSED)
def test_words_that_everybody_here_tries_first_are_refused(cast: Cast, password: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password, cast.commander)
    assert [e.code for e in refused.value.error_list] == ["password_context_word"]


def test_the_own_sign_in_name_is_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        validate_password(f"{cast.learner.username} Amina", cast.learner)
