"""``python -m benchmarks.roll``: how long a nominal roll of 10,000 rows takes on SQLite and PostgreSQL. Figures, no verdict."""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.utils import timezone

from benchmarks.figures import megabytes, table
from benchmarks.server import ROOT, environment, postgres_database

POSTGRES = os.environ.get("BENCHMARK_POSTGRES", "postgres://root@127.0.0.1:5432")
COMPANIES = 40
HEAD = ["Database", "Deed", "Rows", "Send s", "Check s", "Take over s", "Whole s", "Memory"]
ON = date(2027, 1, 4)


def lists(rows: int) -> dict[str, str]:
    """The same people three times: all new; again; and with a tenth of them moved to the next company."""
    head = "Service number;Rank;Name;Unit;E-mail"
    line = "{0};Pte;Amina Diallo {0};Coy {1};soldier{0}@example.org"
    first = [line.format(100_000 + i, i % COMPANIES) for i in range(rows)]
    moved = [line.format(100_000 + i, (i + (i % 10 == 0)) % COMPANIES) for i in range(rows)]
    return {
        "all new": "\n".join([head, *first]),
        "unchanged": "\n".join([head, *first]),
        "a tenth moved": "\n".join([head, *moved]),
    }


def measure(rows: int) -> list[dict[str, Any]]:
    """Seconds of each step, in a process with a database of its own."""
    from django.core.management import call_command

    from people.models import Country, Rank, Unit, User
    from people.services import place_unit

    call_command("migrate", verbosity=0, interactive=False)
    country = Country.objects.create(code="QM", name="Meridia")
    Rank.objects.create(country=country, name="Private", abbreviation="Pte", level=1)
    by = User.objects.create_superuser("QM-1", "Administrator")
    top = Unit.objects.create(country=country, name="Contingent", short_name="C", kind=Unit.Kind.CONTINGENT)
    place_unit(unit=top, parent=None, on=ON)
    for number in range(COMPANIES):
        company = Unit.objects.create(country=country, name=f"Coy {number}", short_name=f"C{number}", kind=Unit.Kind.COMPANY)
        place_unit(unit=company, parent=top, on=ON)
    return [take(deed, text.encode(), top, by, rows) for deed, text in lists(rows).items()]


def take(deed: str, content: bytes, unit: Any, by: Any, rows: int) -> dict[str, Any]:

    from people.roll import services

    marks = [time.perf_counter()]
    roll = services.send_roll(unit=unit, by=by, on=ON, file_name="roll.csv", content=content, is_complete=True, at=timezone.now())
    marks.append(time.perf_counter())
    roll = services.check_roll(roll=services.name_columns(roll=roll, columns=roll.columns, at=timezone.now()), at=timezone.now())
    marks.append(time.perf_counter())
    roll = services.apply_roll(roll=roll, at=timezone.now())
    marks.append(time.perf_counter())
    steps = [round(later - earlier, 2) for earlier, later in pairwise(marks)]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"deed": deed, "rows": rows, "steps": steps, "counts": roll.counts, "memory": peak}


def measure_database(label: str, url: str, folder: Path, rows: int) -> list[list[object]]:
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.roll", "--rows", str(rows), "--inside"],
        cwd=ROOT,
        env=environment(folder, url) | {"DJANGO_SETTINGS_MODULE": "config.settings"},
        stdout=subprocess.PIPE,
        check=True,
    )
    seen = json.loads(run.stdout)
    return [[label, s["deed"], s["rows"], *s["steps"], round(sum(s["steps"]), 2), megabytes(s["memory"])] for s in seen]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        import django

        django.setup()
        json.dump(measure(options.rows), sys.stdout)
        return
    rows: list[list[object]] = []
    with tempfile.TemporaryDirectory() as name, postgres_database(POSTGRES) as postgres:
        rows += measure_database("SQLite", f"sqlite:///{name}/roll.sqlite3", Path(name), options.rows)
        if postgres:
            rows += measure_database("PostgreSQL", postgres, Path(name), options.rows)
    print(table(HEAD, rows))


if __name__ == "__main__":
    main()
