"""Reads the environment and stops the start with a sentence that names what is wrong."""

import os
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlparse
from zoneinfo import available_timezones

import environ
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

MODES = ("demonstration", "benchmark", "production")
KNOWN_ENGINES = ("django.db.backends.postgresql", "django.db.backends.sqlite3")
DEFAULT_KEYS = ("insecure-", "django-insecure-")
FEWEST_CHARACTERS = 5  # that differ in a key, as Django's security.W009 counts
TRUE, FALSE = {"true", "yes", "on", "1"}, {"false", "no", "off", "0"}
# Mail that reaches nobody.
KEPT_HERE = tuple(f".{kind}.EmailBackend" for kind in ("console", "dummy", "locmem", "filebased"))
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


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


def flag(env: environ.Env, name: str, *, default: bool) -> bool:
    """Whether a switch is on; what is neither yes nor no would else mean “off”, also for a guard."""
    value = env.str(name, default="").strip().lower()
    if value and value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} is “{value}”; it must be true or false.")
    return value in TRUE if value else default


def count(env: environ.Env, name: str, *, default: int = 0) -> int:
    """A whole number of 0 or more."""
    value = env.str(name, default="").strip() or str(default)
    if not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"{name} is “{value}”; it must be a whole number, 0 or more.")
    return int(value)


def web_address(env: environ.Env, name: str) -> str:
    """The address of the site without a slash at its end: http or https, a host, perhaps a port, nothing else."""
    value = required(env, name).rstrip("/")
    try:
        seen = urlparse(value)
        sound = seen.scheme in ("http", "https") and bool(seen.hostname) and seen.port != 0
    except ValueError:
        sound = False
    if not sound or value != f"{seen.scheme}://{seen.netloc}" or set(value) & set("@ "):
        raise ImproperlyConfigured(
            f"{name} is “{value}”; it must be an address such as https://train.example or http://localhost:8000."
        )
    return value


def hosts(env: environ.Env, name: str, default: list[str]) -> list[str]:
    """Names of hosts, at least one."""
    given = [host.strip() for host in env.list(name, default=default) if host.strip()]
    if not given or any("/" in host or " " in host for host in given):
        raise ImproperlyConfigured(f"{name} must name hosts, separated by commas and without http://, such as train.example.")
    return given


def place(env: environ.Env, name: str, default: Path) -> Path:
    """Where a folder is or will be; no file stands in its way."""
    path = Path(env.str(name, default="") or default)
    if any(map(os.path.isfile, (path, *path.parents))):  # unlike is_file(), no error where one may not look
        raise ImproperlyConfigured(f"{name} is “{path}”, which is no folder.")
    return path


def folder(env: environ.Env, name: str, default: Path) -> Path:
    """A folder that is there, or is made now."""
    path = place(env, name, default)
    _make_folder(name, path)
    return path


def _make_folder(name: str, path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{name}: “{path}” is no folder and cannot be made one: {error.strerror}.") from error


def file(env: environ.Env, name: str) -> str:
    """The path of a file that can be read, or nothing."""
    value = env.str(name, default="")
    if value and not (Path(value).is_file() and os.access(value, os.R_OK)):
        raise ImproperlyConfigured(f"{name} is “{value}”, and no such file can be read.")
    return value


def time_zone(env: environ.Env, name: str) -> str:
    """A zone by its name in the tz database."""
    value = env.str(name, default="") or "UTC"
    if value not in available_timezones():
        raise ImproperlyConfigured(f"{name} is “{value}”; it must be a zone such as UTC or Africa/Nairobi.")
    return value


def log_level(env: environ.Env, name: str) -> str:
    """From which level on there are log lines."""
    value = (env.str(name, default="") or "WARNING").upper()
    if value not in LOG_LEVELS:
        raise ImproperlyConfigured(f"{name} is “{value}”; it must be one of: {', '.join(LOG_LEVELS)}.")
    return value


def logging(env: environ.Env, name: str) -> dict[str, Any]:
    """Django's settings of the log: one JSON object a line on standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "base.logging.JsonFormatter"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["console"], "level": log_level(env, name)},
        "loggers": {"bluehelm": {"level": "INFO"}},
    }


def password_validators(env: environ.Env, name: str) -> list[dict[str, Any]]:
    """Django's settings of what a new password must not be; a file of breached ones is asked where one is named."""
    django = "django.contrib.auth.password_validation"
    about_oneself = {"user_attributes": ("username", "service_number", "name", "email")}
    validators: list[dict[str, Any]] = [
        {"NAME": f"{django}.UserAttributeSimilarityValidator", "OPTIONS": about_oneself},
        {"NAME": f"{django}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
        {"NAME": f"{django}.CommonPasswordValidator"},
        {"NAME": "people.passwords.ContextWordValidator"},
    ]
    if breached := file(env, name):
        validators.append({"NAME": f"{django}.CommonPasswordValidator", "OPTIONS": {"password_list_path": breached}})
    return validators


def mail(env: environ.Env, name: str) -> dict[str, Any]:
    """Django's settings of the mail that goes out."""
    try:
        config = dict(env.email_url(name, default="consolemail://"))
        if config["EMAIL_BACKEND"].endswith(".smtp.EmailBackend") and not config["EMAIL_HOST"]:
            raise ValueError("no host")
        return config
    except (ImproperlyConfigured, KeyError, ValueError) as error:
        raise ImproperlyConfigured(
            f"{name} cannot be read; it must be an address such as smtp+tls://user:password@host:587, or consolemail://."
        ) from error


def sender(env: environ.Env, name: str) -> str:
    """From whom letters come: an address, perhaps with a name before it."""
    value = env.str(name, default="") or "bluehelm@localhost"
    try:
        validate_email(parseaddr(value)[1])
        if not value.isprintable():
            raise ValidationError("two lines")
    except ValidationError as error:
        raise ImproperlyConfigured(
            f"{name} is “{value!r}”; it must be an address such as training@example.org, or Training <training@example.org>."
        ) from error
    return str(value)


def database(env: environ.Env, data_dir: Path) -> dict[str, Any]:
    """Django's settings of the one database: the embedded SQLite file unless DATABASE_URL names another."""
    url = env.str("DATABASE_URL", default="") or f"sqlite:///{data_dir / 'bluehelm.sqlite3'}"
    try:
        config: dict[str, Any] = environ.Env.db_url_config(url)
    except (ValueError, KeyError) as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}") from error
    if config.get("ENGINE") not in KNOWN_ENGINES or config["NAME"] in ("", ":memory:"):
        raise ImproperlyConfigured(
            "DATABASE_URL must begin with postgres:// or sqlite:/// and name a database. Empty: the embedded file."
        )
    if config["ENGINE"].endswith("sqlite3"):
        _make_folder("DATABASE_URL", Path(config["NAME"]).parent)
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
        # Compiling the figures of a large tree takes PostgreSQL seconds, asking them a tenth of one.
        options = config.setdefault("OPTIONS", {})
        options["options"] = f"{options.get('options', '')} -c jit=off".strip()
    # Opening costs more than a page: on SQLite the first reader opens the log, the last one folds it into the file.
    config["CONN_MAX_AGE"] = 60
    return config


def shared_cache(env: environ.Env) -> dict[str, Any]:
    """Django's settings of the cache that all workers share: Redis where REDIS_URL names one, else a table."""
    url = env.str("REDIS_URL", default="")
    if url and not _is_redis(url):
        raise ImproperlyConfigured(
            "REDIS_URL must be an address such as redis://127.0.0.1:6379/0, rediss:// or unix://. Empty: a table of the database."
        )
    if url:
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}
    # Django's bound of 300 would throw away counts of a battalion's addresses that still matter; each write counts the rows.
    bound = {"MAX_ENTRIES": 5_000}
    return {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache", "OPTIONS": bound}


def _is_redis(url: str) -> bool:
    try:
        seen = urlparse(url)
        return seen.scheme == "unix" or (seen.scheme in ("redis", "rediss") and bool(seen.hostname) and seen.port != 0)
    except ValueError:
        return False


def storages(data_dir: Path, *, debug: bool) -> dict[str, Any]:
    """Where files lie. ``private``: those that have no address; a view asks first who may have them."""
    on_disk = "django.core.files.storage.FileSystemStorage"
    plain, named_by_content = "django.contrib.staticfiles.storage.StaticFilesStorage", "base.storage.NamedByContent"
    return {
        "default": {"BACKEND": on_disk},
        "private": {"BACKEND": on_disk, "OPTIONS": {"location": str(data_dir / "private"), "base_url": None}},
        "staticfiles": {"BACKEND": plain if debug else named_by_content},
    }


def check_production(
    *, debug: bool, secret_key: str, older_keys: list[str], public_url: str, hosts: list[str], second_factor: bool, mail: str
) -> None:
    """Raises ImproperlyConfigured for a setting that must not go live."""
    if debug:
        raise ImproperlyConfigured("DEBUG is on in production. Set DEBUG=false.")
    if _is_weak(secret_key):
        raise ImproperlyConfigured("SECRET_KEY is a default or too short. Production needs 50 random characters.")
    if any(_is_weak(key) for key in older_keys):
        raise ImproperlyConfigured("SECRET_KEY_FALLBACKS holds a default or short key, and each opens sessions. Take it out.")
    if not public_url.startswith("https://"):
        raise ImproperlyConfigured(f"PUBLIC_URL is “{public_url}”. Production needs an https:// address.")
    host = urlparse(public_url).hostname or ""
    if "*" in hosts or not any(host == h or (h.startswith(".") and host.endswith(h)) for h in hosts):
        raise ImproperlyConfigured(f"ALLOWED_HOSTS must name the host of PUBLIC_URL ({host}) and no wildcard.")
    if not second_factor:
        raise ImproperlyConfigured("SECOND_FACTOR_REQUIRED is off. Production needs it: leave it empty or set it to true.")
    if mail.endswith(KEPT_HERE):
        raise ImproperlyConfigured(
            "EMAIL_URL names no mail server; links that open an account would stand in the log. Set it to smtp+tls://…,"
            " or to smtp://127.0.0.1:25 where a server of this machine sends mail."
        )


def _is_weak(key: str) -> bool:
    return key.startswith(DEFAULT_KEYS) or len(key) < 50 or len(set(key)) < FEWEST_CHARACTERS
