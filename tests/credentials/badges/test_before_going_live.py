"""Production does not start without a key that somebody made."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.start import refuse_unsound_start
from credentials.badges.keys import make_key
from credentials.checks import there_is_a_key


@pytest.fixture
def folder(settings: Any, tmp_path: Any) -> Any:
    settings.PRODUCTION, settings.SIGNING_KEYS_DIR = True, tmp_path
    return tmp_path


def test_the_check_names_what_to_run(folder: Any) -> None:
    [error] = there_is_a_key()
    assert error.id == "credentials.E001"
    assert "rotate_signing_key" in error.hint
    make_key(1)
    assert there_is_a_key() == []


@pytest.mark.django_db(transaction=True)
def test_the_server_refuses_to_start(folder: Any) -> None:
    with pytest.raises(ImproperlyConfigured, match="No key signs certificates"):
        refuse_unsound_start()


def test_a_damaged_key_is_no_key(folder: Any) -> None:
    (folder / "key-1.pem").write_text("spoilt")
    assert [error.id for error in there_is_a_key()] == ["credentials.E001"]
