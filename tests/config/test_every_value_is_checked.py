"""Every variable of the environment that is wrong stops the start, and the last line of what is printed names it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WRONG = {
    "BLUEHELM_MODE": ["live"],
    "DEBUG": ["yess", "-"],
    "SECRET_KEY": [""],
    "PUBLIC_URL": [
        "",
        "localhost",
        "ftp://train.example",
        "http://train.example/way",
        "http://a b",
        "http://x:nonsense",
        "http://me@x",
    ],
    "ALLOWED_HOSTS": [" ,", "http://train.example"],
    "DATABASE_URL": ["mysql://root@localhost/x"],
    "DATA_DIR": ["/proc/nowhere"],
    "REDIS_URL": ["http://127.0.0.1"],
    "TRUSTED_PROXY_COUNT": ["one", "-1", "1.5"],
    "EMAIL_URL": ["foo://x", "smtp://host:port"],
    "SECOND_FACTOR_REQUIRED": ["treu", "2"],
    "BREACHED_PASSWORDS_FILE": ["/nowhere/at/all"],
    "TIME_ZONE": ["Mars/Base"],
    "LOG_LEVEL": ["LOUD"],
}
UNCHECKED = {"CENTRE_NAME", "SIGNING_KEYS_DIR", "DEFAULT_FROM_EMAIL", "SECRET_KEY_FALLBACKS"}  # any text will do


def start(folder: Path, **values: str) -> subprocess.CompletedProcess[str]:
    env = {
        "PATH": os.environ["PATH"],
        "BLUEHELM_MODE": "benchmark",
        "SECRET_KEY": "x" * 50,
        "PUBLIC_URL": "http://localhost:8000",
    }
    env |= {"DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"} | values
    program = "from django.conf import settings; settings.DEBUG"
    command = [sys.executable, "-c", program]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603


def test_sound_values_start(tmp_path: Path) -> None:
    assert start(tmp_path, LOG_LEVEL="info", DEBUG="no", TIME_ZONE="Africa/Nairobi", TRUSTED_PROXY_COUNT="1").returncode == 0


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_wrong_value_is_named(tmp_path: Path, name: str, value: str) -> None:
    stopped = start(tmp_path, **{name: value})
    assert stopped.returncode != 0
    last = stopped.stderr.strip().splitlines()[-1]
    assert last.startswith("django.core.exceptions.ImproperlyConfigured")
    assert name in last


def test_every_variable_is_explained_and_tried_with_a_wrong_value() -> None:
    named = {
        line.lstrip("#").partition("=")[0]
        for line in (ROOT / ".env.example").read_text().splitlines()
        if line.lstrip("#").partition("=")[0].isupper() and "=" in line
    }
    assert named == WRONG.keys() | UNCHECKED
