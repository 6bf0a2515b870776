"""A migrated, otherwise empty database is kept, and each test database begins as a copy of it: migrating takes half a minute.

Another text in any migration, and the next run migrates from nothing. Django migrates the copy once more, which finds nothing to
do. ``python -m tests.migrated`` lays the database down before it is needed.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings

# Their texts are read here and nothing of them is imported: they ask for settings, which ``main`` names first.
CALLED_BY_MIGRATIONS = ("curriculum/foundation.py", "people/groups.py", "people/second_factors.py")


def fingerprint() -> str:
    """Of every migration's text, ours and those of others, and of what ours call: another one, another database."""
    digest = hashlib.sha256()
    for called in CALLED_BY_MIGRATIONS:
        digest.update(Path(settings.BASE_DIR, called).read_bytes())
    for app in apps.get_app_configs():
        for file in sorted(Path(app.path).glob("migrations/*.py")):
            digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def kept_file() -> Path:
    """Where the SQLite file stands, once there is one."""
    kept: Path = settings.MEDIA_ROOT.with_name(f"test-migrated-{fingerprint()}.sqlite3")
    return kept


def lay_migrated_file(target: Path) -> None:
    """Puts a migrated SQLite file at the path, if one was kept: a run on PostgreSQL alone keeps none."""
    if kept_file().exists():
        shutil.copy(kept_file(), target)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two workers that begin together: the second takes what the first has migrated."""
    lock = settings.MEDIA_ROOT.with_name("test-migrated.lock")
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from django.test.utils import setup_databases, teardown_databases

    teardown_databases(setup_databases(verbosity=0, interactive=False, serialized_aliases=[]), verbosity=0)


if __name__ == "__main__":
    main()
