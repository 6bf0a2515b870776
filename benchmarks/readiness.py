"""``python -m benchmarks.readiness --people 100000 --database sqlite``: the commander’s page at each level of a large house.

Makes a house of that many people, rolls up the day and twelve weeks behind, lets a day’s changes happen, and visits the page
of one unit of each level as its commander does. Reports queries, milliseconds and size; changes nothing that exists.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import os
import subprocess
import sys
import tempfile
import time
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks.figures import percentile, table
from benchmarks.server import ROOT, environment, postgres_database

POSTGRES = os.environ.get("BENCHMARK_POSTGRES", "postgres://root@127.0.0.1:5432")
WHO_ASKS = ("django_session", '"people_user" WHERE', '"auth_group"', "mfa_authenticator")  # the session and its account
GOAL_QUERIES, GOAL_MS, GOAL_BYTES = 8, 300.0, 40_000
SHEETS = ("", "names/", "obstacles/?achievement=core")


def measure(people: int, visits: int, weeks: int) -> None:
    """In a process of its own, against the database of its environment."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from benchmarks.house_of_many import change_today, make_house
    from readiness.rollup import days_to_roll_up, roll_up

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    begun = time.perf_counter()
    house = make_house(people=people, at=timezone.now())
    print(f"{house.people} people in {_units()} units of {len(house.units)} levels: made in {time.perf_counter() - begun:.0f} s")
    _settle()
    begun, days = time.perf_counter(), days_to_roll_up(today=house.on, weeks=weeks)
    for on in days:
        roll_up(on=on, at=timezone.now() - timedelta(minutes=20))
    print(f"Rolled up {len(days)} days in {time.perf_counter() - begun:.1f} s")
    print(f"Then {change_today(house, timezone.now())} people changed")
    _settle()
    _as_a_server()
    clients = [(f"{level}: {_people(unit)} people", unit, _client(unit)) for level, unit in enumerate(house.units, 1)]
    for sheet in SHEETS:
        print(f"\n### {sheet or 'the page'}\n")
        print(table(HEAD, [_row(level, f"/readiness/units/{unit}/{sheet}", client, visits) for level, unit, client in clients]))


HEAD = ["Level", "Queries", "p50 ms", "p95 ms", "KB", "KB sent"]


def _units() -> int:
    from people.models import Unit

    return Unit.objects.count()


def _people(unit: int) -> int:
    """The strength of the unit with all below it, counted the plain way."""
    from django.utils import timezone

    from people.models import Posting, Unit

    on = timezone.localdate()
    return Posting.objects.counted(on).filter(unit__in=Unit.objects.under([Unit(pk=unit)], on)).count()


def _settle() -> None:
    """Lets the database learn how large its tables are."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _as_a_server() -> None:
    """What is loaded is put out of the collector’s reach, and little is collected, as in config/gunicorn.py."""
    from config.start import warm_up

    warm_up()
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000, 20, 20)


def _client(unit: int) -> Any:
    """A commander of the unit, signed in."""
    from allauth.mfa.models import Authenticator
    from django.test import Client
    from django.utils import timezone

    from people.models import Posting, User

    number = User.objects.count() + 500_000
    user = User.objects.create_user(f"QM-{number}", f"Commander {number}")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    Posting.objects.create(
        user=user,
        unit_id=unit,
        role=Posting.Role.COMMANDER,
        is_main=False,
        starts_on=timezone.localdate(),
        changed_at=user.changed_at,
    )
    client = Client(SERVER_NAME="localhost", HTTP_ACCEPT_ENCODING="")
    client.force_login(user, backend="people.backends.AuthenticationBackend")
    return client


def _row(level: str, path: str, client: Any, visits: int) -> list[object]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def visit() -> Any:
        answer = client.get(path)
        if answer.status_code != 200:
            sys.exit(f"{path} answers {answer.status_code}; nothing was measured.")
        return answer

    visit()
    with CaptureQueriesContext(connection) as captured:
        answer = visit()
    asked = [query for query in captured.captured_queries if not any(part in query["sql"] for part in WHO_ASKS)]
    times = []
    for _ in range(visits):
        begun = time.perf_counter()
        visit()
        times.append(1000 * (time.perf_counter() - begun))
    sizes = len(answer.content), len(gzip.compress(answer.content))
    p50, p95 = round(percentile(times, 0.5)), round(percentile(times, 0.95))
    return [level, len(asked), p50, p95, *(f"{size / 1000:.1f}" for size in sizes)]


def _database(kind: str, folder: Path) -> AbstractContextManager[str | None]:
    """The URL of an empty database that is gone afterwards; None where no server answers."""
    return postgres_database(POSTGRES) if kind == "postgres" else nullcontext(f"sqlite:///{folder / 'bluehelm.sqlite3'}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.readiness", description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--visits", type=int, default=20, help="timed visits of each page")
    parser.add_argument("--weeks", type=int, default=12, help="weeks behind that are rolled up")
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--within", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.within:
        measure(chosen.people, chosen.visits, chosen.weeks)
        return
    with tempfile.TemporaryDirectory(prefix="bluehelm-readiness-") as name, _database(chosen.database, Path(name)) as url:
        if url is None:
            sys.exit(f"No server answers at {POSTGRES}.")
        numbers = {"people": chosen.people, "visits": chosen.visits, "weeks": chosen.weeks}
        within = [part for option, value in numbers.items() for part in (f"--{option}", str(value))]
        command = [sys.executable, "-m", "benchmarks.readiness", "--within", *within]
        subprocess.run(command, cwd=ROOT, env=environment(Path(name), url), check=True)
    print(
        f"\nGoals: {GOAL_QUERIES} queries beside those of session and account, p95 {GOAL_MS:.0f} ms, {GOAL_BYTES / 1000:.0f} KB."
    )


if __name__ == "__main__":
    main()
