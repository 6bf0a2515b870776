"""A centre's own list of breached passwords is refused beside the common ones; nobody outside is asked."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.start import refuse_unsound_start

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import django, sys
django.setup()
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
for password in sys.argv[1:]:
    try:
        validate_password(password)
        print("taken")
    except ValidationError as error:
        print(",".join(each.code for each in error.error_list))
"""
LEAKED, FINE, COMMON = "lanterns over besa", "seven lanterns in the rain", "qwerty123456"


def judged(list_of_passwords: Path | None) -> list[str]:
    """What a site with this list says of the three passwords."""
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    if list_of_passwords is not None:
        env["BREACHED_PASSWORDS_FILE"] = str(list_of_passwords)
    command = [sys.executable, "-c", PROGRAM, LEAKED, FINE, COMMON]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True).stdout.split()  # noqa: S603


def test_without_a_list_the_common_ones_are_refused() -> None:
    assert judged(None) == ["taken", "taken", "password_too_common"]


@pytest.mark.parametrize("zipped", [False, True], ids=["plain", "gzipped"])
def test_with_a_list_its_passwords_are_refused_as_well(tmp_path: Path, zipped: bool) -> None:
    file = tmp_path / "breached"
    words = f"{LEAKED}\nsomething else that leaked\n".encode()
    file.write_bytes(gzip.compress(words) if zipped else words)
    assert judged(file) == ["password_too_common", "taken", "password_too_common"]


@pytest.mark.parametrize(
    "content", ["mot de passe cassé".encode("latin-1"), gzip.compress(b"cut off" * 99)[:-20]], ids=["latin", "cut"]
)
def test_a_list_that_cannot_be_read_stops_the_start_and_not_the_first_who_chooses_a_password(
    tmp_path: Path, settings: Any, content: bytes
) -> None:
    (tmp_path / "breached").write_bytes(content)
    common = "django.contrib.auth.password_validation.CommonPasswordValidator"
    settings.AUTH_PASSWORD_VALIDATORS = [{"NAME": common, "OPTIONS": {"password_list_path": tmp_path / "breached"}}]
    with pytest.raises(ImproperlyConfigured, match="BREACHED_PASSWORDS_FILE cannot be read"):
        refuse_unsound_start()
