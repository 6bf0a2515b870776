"""The REST API that Wagtail brings is not loaded, since it is not served."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from base.rest_api import API, ROUTERS

STARTED = """
import django, sys
from django.urls import get_resolver
django.setup()
list(get_resolver().reverse_dict)
print([name for name in ("ninja", "requests", "urllib3", "pygments") if name in sys.modules])
"""


def started(program: str) -> str:
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    root = Path(__file__).resolve().parents[2]
    ran = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program], cwd=root, env=env, capture_output=True, text=True, check=True, timeout=60
    )
    return ran.stdout.strip()


def test_a_started_site_has_loaded_neither_its_framework_nor_what_only_browsable_pages_need() -> None:
    assert started(STARTED) == "[]"


def test_the_driver_of_postgresql_is_loaded_where_it_serves_alone() -> None:
    program = STARTED.replace('("ninja", "requests", "urllib3", "pygments")', '("psycopg",)')
    assert (started(program) == "['psycopg']") == (connection.vendor == "postgresql")


@pytest.mark.parametrize("name", [API, *(f"{application}.api.v3" for application in ROUTERS)])
def test_wagtail_still_keeps_its_api_where_we_leave_it_out(name: str) -> None:
    parent, _, last = name.rpartition(".")
    place = (
        Path(started(f"from importlib.util import find_spec as find; print(*find({parent!r}).submodule_search_locations)")) / last
    )
    assert place.is_dir() or place.with_suffix(".py").is_file()
