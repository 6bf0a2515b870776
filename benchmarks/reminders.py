"""``python -m benchmarks.reminders``: time and memory of reminding a crowd, and 200 runs under kill -9. Figures, no verdict."""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import django

from benchmarks.crowd import make_crowd
from benchmarks.figures import megabytes, table
from benchmarks.kills import ON, environment_of
from benchmarks.server import ROOT, postgres_database

POSTGRES = os.environ.get("BENCHMARK_POSTGRES", "postgres://root@127.0.0.1:5432")
HEAD = ["Database", "People", "Units", "Reminders", "Letters", "First run s", "CPU s", "Next run s", "Peak memory"]


# --- In a process of its own ----------------------------------------------------------------------


def fill(people: int, units: int) -> None:
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0)
    make_crowd(people=people, units=units, on=ON)


def remind() -> dict[str, Any]:
    """The command twice on the same day: everything to do, then nothing."""
    from django.core.management import call_command

    from readiness.models import Letter, Reminder

    cpu = time.process_time()
    first = timed(lambda: call_command("send_reminders", on=ON, verbosity=0))
    cpu = round(time.process_time() - cpu, 1)
    second = timed(lambda: call_command("send_reminders", on=ON, verbosity=0))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    sent, letters = Reminder.objects.delivered().count(), Letter.objects.filter(state=Letter.State.SENT).count()
    return {"first": first, "cpu": cpu, "second": second, "peak": peak, "reminders": sent, "letters": letters}


def timed(deed: Callable[[], Any]) -> float:
    began = time.monotonic()
    deed()
    return round(time.monotonic() - began, 1)


# --- The harness ----------------------------------------------------------------------------------


def measure(label: str, url: str | None, people: int, units: int) -> list[object]:
    """One database with one crowd; the row of the table. Filling and reminding are processes of their own."""
    with tempfile.TemporaryDirectory(prefix="bluehelm-") as folder:
        env = environment_of(Path(folder)) | {"DROP_MAIL": "yes"} | ({"DATABASE_URL": url} if url else {})
        step("fill", people, units, env=env)
        seen = json.loads(step("remind", people, units, env=env))
    figures = [seen["reminders"], seen["letters"], seen["first"], seen["cpu"], seen["second"], megabytes(seen["peak"])]
    return [label, people, units, *figures]


def step(what: str, people: int, units: int, env: dict[str, str]) -> str:
    command = [sys.executable, "-m", "benchmarks.reminders", "--step", what, "--people", str(people), "--units", str(units)]
    return subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True).stdout


def kill(seeds: int, *, by_clock: bool) -> dict[str, Any]:
    """Runs under kill -9, at counted moments or by the clock."""
    with tempfile.TemporaryDirectory(prefix="bluehelm-") as folder:
        command = [sys.executable, "-m", "benchmarks.kills", folder, "--seeds", str(seeds), *(["--by-clock"] if by_clock else [])]
        ran = subprocess.run(command, cwd=ROOT, env=environment_of(Path(folder)), stdout=subprocess.PIPE, text=True, check=False)
        return dict(json.loads(ran.stdout))


def report(arguments: argparse.Namespace) -> None:
    sizes = [(arguments.people // 10, arguments.units // 10), (arguments.people, arguments.units)]
    rows = [measure("SQLite", None, *size) for size in sizes]
    for size in sizes:
        with nullcontext(None) if arguments.sqlite_only else postgres_database(POSTGRES) as url:
            if url:
                rows.append(measure("PostgreSQL", url, *size))
    print(table(HEAD, rows))
    for by_clock in (False, True) if arguments.seeds else ():
        found = kill(arguments.seeds // 2, by_clock=by_clock)
        how = "by the clock" if by_clock else "at counted moments"
        words = f"{found['kills']} kills in {found['seeds']} trials {how}: {len(found['faults'])} faults"
        print(f"{words}, {found['repeated']} letters handed over twice under one Message-ID")
        print("\n".join(found["faults"]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--units", type=int, default=3_000)
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--sqlite-only", action="store_true")
    parser.add_argument("--step", choices=["fill", "remind"])
    arguments = parser.parse_args()
    if arguments.step is None:
        report(arguments)
        return
    django.setup()
    if arguments.step == "fill":
        fill(arguments.people, arguments.units)
    else:
        json.dump(remind(), sys.stdout)


if __name__ == "__main__":
    main()
