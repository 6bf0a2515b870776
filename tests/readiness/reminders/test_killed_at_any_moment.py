"""send_reminders dies by kill -9 at seeded moments and is run again: nothing twice, nothing lost.

The trial is benchmarks/kills.py, in a process with a database file of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from benchmarks.kills import environment_of
from benchmarks.server import ROOT
from tests.migrated import lay_migrated_file

SEEDS = 20


def test_nothing_is_lost_and_nothing_comes_twice(transactional_db: None, tmp_path: Path) -> None:
    lay_migrated_file(tmp_path / "trial.sqlite3")
    command = [sys.executable, "-m", "benchmarks.kills", str(tmp_path), "--seeds", str(SEEDS)]
    ran = subprocess.run(  # noqa: S603
        command, cwd=ROOT, env=environment_of(tmp_path), capture_output=True, text=True, check=False
    )
    assert ran.stdout, ran.stderr[-2000:]
    found = json.loads(ran.stdout)
    assert found["faults"] == []
    assert found["seeds"] == SEEDS
    assert found["kills"] >= SEEDS
    assert found["reminders"] > 200
    assert found["letters"] > 100
