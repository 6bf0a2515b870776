"""A process that issues and revokes dies by ``kill -9`` at seeded moments: nothing twice, nothing lost, nothing half.

The trial is benchmarks/credential_kills.py, in a process with a database file of its own; there it runs many times.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.credential_kills import LEARNERS, environment_of
from benchmarks.server import ROOT
from tests.migrated import lay_migrated_file

SEEDS = 2


@pytest.fixture
def folder(tmp_path: Path, transactional_db: None) -> Path:
    lay_migrated_file(tmp_path / "trial.sqlite3")
    return tmp_path


def test_nothing_is_lost_and_nothing_comes_twice(folder: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.credential_kills", str(folder), "--seeds", str(SEEDS), "--first", "1"]
    ran = subprocess.run(  # noqa: S603
        command, cwd=ROOT, env=environment_of(folder), capture_output=True, text=True, check=False
    )
    assert ran.stdout, ran.stderr[-2000:]
    found = json.loads(ran.stdout)
    assert found["faults"] == []
    assert (found["seeds"], found["issued"], found["revoked"]) == (SEEDS, LEARNERS, LEARNERS // 2)
    assert found["kills"] >= SEEDS
