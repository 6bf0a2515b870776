"""Reads the environment and stops the start with a sentence that names what is wrong."""

from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import environ
from django.core.exceptions import ImproperlyConfigured

MODES = ("demonstration", "benchmark", "production")
KNOWN_ENGINES = ("django.db.backends.postgresql", "django.db.backends.sqlite3")
DEFAULT_KEY_PREFIX = "insecure-"


def required(env: environ.Env, name: str) -> str:
    """The value of a variable that has no default. Raises ImproperlyConfigured when absent or empty."""
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. Set it in the environment or in .env (see .env.example).")
    return str(value)


def read_mode(env: environ.Env) -> str:
    """One of MODES. Raises ImproperlyConfigured for anything else."""
    mode = required(env, "BLUEHELM_MODE")
    if mode not in MODES:
        raise ImproperlyConfigured(f"BLUEHELM_MODE is “{mode}”; it must be one of: {', '.join(MODES)}.")
    return mode


def database(env: environ.Env, data_dir: Path) -> dict[str, Any]:
    """Django's settings of the one database: the embedded SQLite file unless DATABASE_URL names another."""
    url = env.str("DATABASE_URL", default="") or f"sqlite:///{data_dir / 'bluehelm.sqlite3'}"
    try:
        config: dict[str, Any] = environ.Env.db_url_config(url)
    except (ValueError, KeyError) as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}") from error
    if config.get("ENGINE") not in KNOWN_ENGINES:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgres:// or sqlite:///. Empty: the embedded file.")
    if config["ENGINE"].endswith("sqlite3"):
        Path(config["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        config["OPTIONS"] = {
            # Write transactions take the lock at once, so that two of them wait instead of failing.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;",
        }
        # Threads of a test share a file, never memory.
        config["TEST"] = {"NAME": str(data_dir / "test.sqlite3")}
    else:
        config["CONN_HEALTH_CHECKS"] = True
    # Opening costs more than a page: on SQLite the first reader opens the log, the last one folds it into the file.
    config["CONN_MAX_AGE"] = 60
    return config


def shared_cache(env: environ.Env) -> dict[str, Any]:
    """Django's settings of the cache that all workers share: Redis where REDIS_URL names one, else a table."""
    url = env.str("REDIS_URL", default="")
    if url:
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}
    # Django's bound of 300 would throw away counts of a battalion's addresses that still matter; each write counts the rows.
    bound = {"MAX_ENTRIES": 5_000}
    return {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache", "OPTIONS": bound}


def storages(data_dir: Path, *, debug: bool) -> dict[str, Any]:
    """Where files lie. ``private``: those that have no address; a view asks first who may have them."""
    on_disk = "django.core.files.storage.FileSystemStorage"
    plain, named_by_content = "django.contrib.staticfiles.storage.StaticFilesStorage", "base.storage.NamedByContent"
    return {
        "default": {"BACKEND": on_disk},
        "private": {"BACKEND": on_disk, "OPTIONS": {"location": str(data_dir / "private"), "base_url": None}},
        "staticfiles": {"BACKEND": plain if debug else named_by_content},
    }


def check_production(*, debug: bool, secret_key: str, public_url: str, hosts: list[str]) -> None:
    """Raises ImproperlyConfigured for a setting that must not go live."""
    if debug:
        raise ImproperlyConfigured("DEBUG is on in production. Set DEBUG=false.")
    if secret_key.startswith(DEFAULT_KEY_PREFIX) or len(secret_key) < 50:
        raise ImproperlyConfigured("SECRET_KEY is a default or too short. Production needs 50 random characters.")
    if not public_url.startswith("https://"):
        raise ImproperlyConfigured(f"PUBLIC_URL is “{public_url}”. Production needs an https:// address.")
    host = urlparse(public_url).hostname or ""
    if "*" in hosts or not any(host == h or (h.startswith(".") and host.endswith(h)) for h in hosts):
        raise ImproperlyConfigured(f"ALLOWED_HOSTS must name the host of PUBLIC_URL ({host}) and no wildcard.")
