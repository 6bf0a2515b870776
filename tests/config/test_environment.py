"""A wrong or missing value stops the start with a sentence that names it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import check_production, database, read_mode, required, shared_cache

GOOD = {"debug": False, "secret_key": "qwertz" * 9, "older_keys": ["asdfgh" * 9], "public_url": "https://train.example"}
GOOD |= {"hosts": ["train.example"]}
GOOD |= {"second_factor": True, "mail": "django.core.mail.backends.smtp.EmailBackend"}


def env_of(monkeypatch: pytest.MonkeyPatch, **values: str) -> environ.Env:
    for name in ("DATABASE_URL", "BLUEHELM_MODE", "SECRET_KEY", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return environ.Env()


@pytest.mark.parametrize("values", [{}, {"DATABASE_URL": ""}])
def test_without_a_database_address_the_embedded_file_is_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, values: dict[str, str]
) -> None:
    config = database(env_of(monkeypatch, **values), tmp_path / "data")
    assert config["NAME"] == str(tmp_path / "data" / "bluehelm.sqlite3")
    assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert (tmp_path / "data").is_dir()


def test_a_postgres_address_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    config = database(env_of(monkeypatch, DATABASE_URL="postgres://root@127.0.0.1:5432/bluehelm"), tmp_path)
    assert (config["ENGINE"], config["NAME"]) == ("django.db.backends.postgresql", "bluehelm")
    assert config["OPTIONS"]["options"] == "-c jit=off"


def test_options_of_ones_own_are_kept_beside_ours(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    url = "postgres://root@127.0.0.1:5432/bluehelm?sslmode=require&options=-c%20statement_timeout%3D60s"
    options = database(env_of(monkeypatch, DATABASE_URL=url), tmp_path)["OPTIONS"]
    assert options == {"sslmode": "require", "options": "-c statement_timeout=60s -c jit=off"}


@pytest.mark.parametrize("url", ["mysql://root@localhost/x", "bluehelm.sqlite3", "postgres://a:b:c@x:nonsense/d", "oops://x"])
def test_an_address_of_no_known_database_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        database(env_of(monkeypatch, DATABASE_URL=url), tmp_path)


@pytest.mark.parametrize("values", [{}, {"SECRET_KEY": ""}])
def test_a_missing_value_is_named(monkeypatch: pytest.MonkeyPatch, values: dict[str, str]) -> None:
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is not set"):
        required(env_of(monkeypatch, **values), "SECRET_KEY")


def test_an_unknown_mode_is_refused_with_the_known_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match="“live”; it must be one of: demonstration, benchmark, production"):
        read_mode(env_of(monkeypatch, BLUEHELM_MODE="live"))


def test_the_shared_cache_is_a_table_unless_redis_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shared_cache(env_of(monkeypatch))["LOCATION"] == "shared_cache"
    assert shared_cache(env_of(monkeypatch, REDIS_URL="redis://127.0.0.1:6379/0"))["LOCATION"].startswith("redis://")


def test_sound_values_may_go_live() -> None:
    check_production(**GOOD)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"debug": True}, "DEBUG"),
        ({"secret_key": "insecure-" + "qwertz" * 9}, "SECRET_KEY"),
        ({"secret_key": "django-insecure-" + "qwertz" * 9}, "SECRET_KEY"),
        ({"secret_key": "abcd" * 20}, "SECRET_KEY"),
        ({"secret_key": "short"}, "SECRET_KEY"),
        ({"older_keys": ["asdfgh" * 9, "insecure-" + "qwertz" * 9]}, "SECRET_KEY_FALLBACKS"),
        ({"older_keys": ["short"]}, "SECRET_KEY_FALLBACKS"),
        ({"public_url": "http://train.example"}, "PUBLIC_URL"),
        ({"hosts": ["*"]}, "ALLOWED_HOSTS"),
        ({"hosts": ["other.example"]}, "ALLOWED_HOSTS"),
        ({"second_factor": False}, "SECOND_FACTOR_REQUIRED"),
        ({"mail": "django.core.mail.backends.console.EmailBackend"}, "EMAIL_URL"),
        ({"mail": "django.core.mail.backends.filebased.EmailBackend"}, "EMAIL_URL"),
    ],
)
def test_a_weak_value_stops_production_and_is_named(change: dict[str, Any], named: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=named):
        check_production(**(GOOD | change))
