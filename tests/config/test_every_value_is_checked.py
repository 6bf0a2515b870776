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
    "DATABASE_URL": [
        "mysql://root@localhost/x",
        "postgres://root@localhost:5432/",
        "sqlite://",
        "sqlite:////proc/nowhere/bluehelm.sqlite3",
    ],
    "DATA_DIR": ["/proc/nowhere", __file__],
    "SIGNING_KEYS_DIR": [__file__, f"{__file__}/keys"],
    "REDIS_URL": ["http://127.0.0.1", "redis://", "redis://cache:port/0"],
    "TRUSTED_PROXY_COUNT": ["one", "-1", "1.5"],
    "EMAIL_URL": ["foo://x", "smtp://host:port", "smtp://"],
    "DEFAULT_FROM_EMAIL": ["Bluehelm", "training@example.org\nBcc: x@example.org"],
    "SECOND_FACTOR_REQUIRED": ["treu", "2"],
    "BREACHED_PASSWORDS_FILE": ["/nowhere/at/all", "/tmp"],  # noqa: S108
    "TIME_ZONE": ["Mars/Base"],
    "LOG_LEVEL": ["LOUD"],
}
UNCHECKED = {"CENTRE_NAME", "SECRET_KEY_FALLBACKS"}  # any text will do
NAMES_READ = """
import environ
read, get_value = set(), environ.Env.get_value
def noting(self, var, *args, **how):
    read.add(var)
    return get_value(self, var, *args, **how)
environ.Env.get_value = noting
import config.settings
print(*read)
"""


READ = "from django.conf import settings; settings.DEBUG"


def start(folder: Path, program: str = READ, **values: str) -> subprocess.CompletedProcess[str]:
    env = {
        "PATH": os.environ["PATH"],
        "BLUEHELM_MODE": "benchmark",
        "SECRET_KEY": "x" * 50,
        "PUBLIC_URL": "http://localhost:8000",
    }
    env |= {"DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"} | values
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


def test_every_variable_that_the_settings_read_is_explained(tmp_path: Path) -> None:
    read = set(start(tmp_path, NAMES_READ).stdout.split())
    assert read == WRONG.keys() | UNCHECKED


def test_an_empty_name_of_the_centre_is_none(tmp_path: Path) -> None:
    program = "import config.settings as s; print(s.CENTRE_NAME, s.DEFAULT_FROM_EMAIL)"
    shown = start(tmp_path, program, CENTRE_NAME=" ", DEFAULT_FROM_EMAIL="").stdout
    assert shown == "Bluehelm Training Centre bluehelm@localhost\n"
