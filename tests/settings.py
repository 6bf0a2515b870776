"""The project's settings as the tests run them: fast hashes, mail in memory, no output folder of its own."""

import os

os.environ.setdefault("BLUEHELM_MODE", "demonstration")
os.environ.setdefault("SECRET_KEY", "insecure-key-of-the-tests-that-is-long-enough-0123456789")
os.environ.setdefault("PUBLIC_URL", "http://localhost:8000")
os.environ.setdefault("CENTRE_NAME", "Meridia Peacekeeping Training Centre")
os.environ["DEBUG"] = "false"

from config.settings import *  # noqa: F403
from config.settings import MEDIA_ROOT as _MEDIA_ROOT
from config.settings import STORAGES as _STORAGES

if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":  # noqa: F405
    DATABASES["default"]["ENGINE"] = "tests.postgres"  # noqa: F405
    # The server outlives every process that a test kills, so no commit need wait for the disk. Who waits a minute for a row that
    # another holds would wait for ever.
    DATABASES["default"]["OPTIONS"]["options"] += " -c synchronous_commit=off -c lock_timeout=60s"  # noqa: F405
else:
    DATABASES["default"]["ENGINE"] = "tests.sqlite"  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Workers side by side have databases of their own, so the same keys of rows: what lies beside these must not be one folder.
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
_PRIVATE = {"OPTIONS": {"location": str(_MEDIA_ROOT.with_name(f"test-private-{_WORKER}")), "base_url": None}}
STORAGES = {
    **_STORAGES,
    "private": {**_STORAGES["private"], **_PRIVATE},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
SECOND_FACTOR_REQUIRED = True
WHITENOISE_AUTOREFRESH = True
MEDIA_ROOT = _MEDIA_ROOT.with_name(f"test-media-{_WORKER}")
SIGNING_KEYS_DIR = _MEDIA_ROOT.with_name(f"test-keys-{_WORKER}")
if os.environ.get("BLUEHELM_HALF_PAGES"):
    MIDDLEWARE = ["tests.half_pages.HalfPagesMiddleware", *MIDDLEWARE]  # noqa: F405
