"""A migrated, otherwise empty SQLite file for processes that a test starts: migrating takes each of them half a minute."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection


def fingerprint() -> str:
    """Of every migration's text, ours and those of others: another one, another file."""
    digest = hashlib.sha256()
    for app in apps.get_app_configs():
        for file in sorted(Path(app.path).glob("migrations/*.py")):
            digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def lay_migrated_file(target: Path) -> None:
    """Puts it at the path, taken once from this test database as it stands now; on PostgreSQL only where one was kept."""
    kept: Path = settings.MEDIA_ROOT.with_name(f"test-migrated-{fingerprint()}.sqlite3")
    if not kept.exists() and connection.vendor == "sqlite":
        kept.parent.mkdir(parents=True, exist_ok=True)
        mine = kept.with_suffix(f".{os.getpid()}")
        mine.unlink(missing_ok=True)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(mine)])
        mine.replace(kept)
    if kept.exists():
        shutil.copy(kept, target)
