"""What CI and the Makefile run as ``python -m`` names its settings before it asks for one of them."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CALLERS = "\n".join((ROOT / file).read_text() for file in (".ci/run", "Makefile"))
PROGRAMS = sorted(set(re.findall(r"python -m ([a-z_]+\.[a-z_.]+)", CALLERS)))


def test_the_programs_were_found() -> None:
    assert {"tests.migrated", "tests.deployment", "benchmarks.serve"} <= set(PROGRAMS)


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_is_read_where_no_settings_are_named(program: str) -> None:
    bare = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    reading = [sys.executable, "-c", f"import {program}"]
    read = subprocess.run(reading, check=False, cwd=ROOT, env=bare, capture_output=True, text=True, timeout=120)  # noqa: S603
    assert read.returncode == 0, read.stderr
