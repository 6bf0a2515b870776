"""The small content folder of these tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from wagtail.models import Site

from curriculum.foundation import ensure_foundation
from tests.curriculum.folder import Folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Whole and good."""
    return Folder.at(tmp_path)


@pytest.fixture(scope="module")
def ground(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A transaction around all tests of a file, for what takes seconds to make; each test has its own inside it."""
    with django_db_blocker.unblock(), transaction.atomic():
        if not Site.objects.exists():
            ensure_foundation(apps)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def small_course(ground: None, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The small course in the database, loaded once for all tests of a file."""
    Folder.at(tmp_path_factory.mktemp("content")).load()


@pytest.fixture
def loaded(folder: Folder, small_course: None, db: None) -> Folder:
    """The folder as it was loaded; what a test changes in it or in the database is its own."""
    return folder
