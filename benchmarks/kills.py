"""``python -m benchmarks.kills``: send_reminders is killed at seeded moments and run again until it ends; prints what was wrong.

A process of its own with a database file of its own. Each run is a forked child that dies by SIGKILL: at a moment counted in
statements and letters, so that a seed always means the same moment, or (``--by-clock``) at a time.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import django

from benchmarks.copies import Copy, copied
from benchmarks.crowd import Ask, make_crowd

ON = date(2026, 11, 24)
PEOPLE, UNITS, A_CHUNK, A_BATCH = 240, 13, 60, 20
ASKS = (Ask(60, 0.6), Ask(7, 0.9), Ask(-7, 0.95))
MOST_KILLS = 4


@dataclass
class Ground:
    """Where a trial runs: the database, and the mail sink."""

    copy: Copy
    sink: Path

    def restore(self) -> None:
        self.copy.put_back()
        shutil.rmtree(self.sink, ignore_errors=True)
        self.sink.mkdir()


@dataclass
class Moments:
    """Counts what the command does; at the chosen one the process dies as by ``kill -9``."""

    die_at: int | None
    seen: int = 0
    before_letters: int = 0
    writes: list[int] = field(default_factory=list)

    def tick(self) -> None:
        if self.seen == self.die_at:
            os.kill(os.getpid(), signal.SIGKILL)
        self.seen += 1

    def around_statement(self, execute: Callable[..., Any], sql: str, *call: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE")):
            self.writes += [self.seen, self.seen + 1]
        self.tick()
        result = execute(sql, *call)
        self.tick()
        return result

    def choose(self, random: Random) -> int:
        """A moment of a whole run: of the writes before the first letter in half of the cases, else of all."""
        early = [moment for moment in self.writes if moment < self.before_letters]
        return random.choice(early) if random.random() < 0.5 else random.randrange(self.seen)


@dataclass
class Found:
    """What the trials showed."""

    seeds: int = 0
    kills: int = 0
    repeated: int = 0
    reminders: int = 0
    letters: int = 0
    faults: list[str] = field(default_factory=list)


def run_command(moments: Moments) -> None:
    """The command, in small chunks, with leases that end at once: the next run is the one after the lease."""
    from django.core.management import call_command
    from django.db import connection

    from benchmarks import mail_sink
    from readiness.management.commands import send_reminders
    from readiness.reminders import outbox, scan

    scan.CHUNK, outbox.BATCH, outbox.LEASE = A_CHUNK, A_BATCH, timedelta(0)
    accept, deliver = mail_sink.take, send_reminders.deliver_letters

    def take(*letter: Any) -> None:
        moments.tick()
        accept(*letter)
        moments.tick()

    def deliver_letters(**arguments: Any) -> Any:
        moments.before_letters = moments.seen
        return deliver(**arguments)

    mail_sink.take, send_reminders.deliver_letters = take, deliver_letters
    with ExitStack() as stack:
        stack.enter_context(connection.execute_wrapper(moments.around_statement))
        call_command("send_reminders", on=ON, verbosity=0)


def in_child(die_at: int | None, delay: float | None = None) -> tuple[bool, Moments]:
    """Runs the command in a child; whether it came to its end, and what it counted."""
    from django.db import connection

    connection.close()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            moments = Moments(die_at)
            run_command(moments)
            os.write(writing, json.dumps([moments.seen, moments.before_letters, moments.writes]).encode())
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    if delay is not None:
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    with os.fdopen(reading) as pipe:
        counted = json.loads(pipe.read() or "[]")
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError("The command failed by itself.")
    return os.WIFEXITED(status), Moments(die_at, *counted)


# --- What must be true afterwards -----------------------------------------------------------------


def state() -> dict[str, Any]:
    """Everything that must be the same however often the command died."""
    from people.models import Notice
    from readiness.models import Digest, Letter, Reminder

    columns = ("user", "achievement_key", "due_on", "threshold", "reason", "notice__user", "notice__text")
    return {
        "reminders": Counter(map(str, Reminder.objects.values_list(*columns))),
        "digests": Counter(map(str, Digest.objects.values_list("user", "on", "reminded", "overdue", "notice__user"))),
        "notices": Counter(map(str, Notice.objects.values_list("user", "text", "url"))),
        "letters": Counter(map(str, Letter.objects.values_list("notice__user", "notice__text", "subject", "state"))),
    }


def faults_of(expected: dict[str, Any], ground: Ground, kills: int) -> list[str]:
    """What is missing, double, or left lying; nothing is the right answer."""
    from benchmarks import mail_sink
    from readiness.models import Letter
    from readiness.reminders.outbox import message_id

    now = state()
    faults = [f"{what}: lost {dict(expected[what] - now[what])}" for what in now if expected[what] - now[what]]
    faults += [f"{what}: too many {dict(now[what] - expected[what])}" for what in now if now[what] - expected[what]]
    accepted = Counter(_message_id(content) for content in mail_sink.letters(ground.sink))
    written = Counter(message_id(key) for key in Letter.objects.values_list("key", flat=True))
    if accepted != written:
        faults.append(f"mail: {len(written - accepted)} lost, {len(accepted - written)} too many")
    if len(again := mail_sink.repeated(ground.sink)) > kills:
        faults.append(f"mail: {len(again)} handed over again after {kills} kills")
    return faults


def _message_id(content: bytes) -> str:
    return next(line.split(b":", 1)[1].strip().decode() for line in content.splitlines() if line.startswith(b"Message-ID"))


# --- Trials ---------------------------------------------------------------------------------------


def prepare(folder: Path) -> Ground:
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0)
    make_crowd(people=PEOPLE, units=UNITS, on=ON, asks=ASKS)
    return Ground(copied(folder), Path(os.environ["MAIL_SINK"]))


def trial(seed: int, ground: Ground, whole: Moments, *, seconds: float | None) -> int:
    """One database, killed a few times; how often. ``seconds``: of a whole run, to kill by the clock."""
    random, kills = Random(seed), 0  # noqa: S311
    ground.restore()
    for _ in range(1 + seed % MOST_KILLS):
        die_at = whole.choose(random) if seconds is None else None
        ended, _counted = in_child(die_at, random.uniform(0, seconds) if seconds else None)
        if ended:
            return kills
        kills += 1
    in_child(None)
    return kills


def trials(seeds: range, folder: Path, *, by_clock: bool) -> Found:
    """Every seed against the state that an undisturbed run leaves."""
    ground, found = prepare(folder), Found()
    ground.restore()
    run_command(Moments(None))  # what is imported and compiled once, the children find in the memory they are forked from
    ground.restore()
    began = time.monotonic()
    _ended, whole = in_child(None)
    seconds = time.monotonic() - began if by_clock else None
    expected = state()
    found.reminders, found.letters = expected["reminders"].total(), expected["letters"].total()
    for seed in seeds:
        kills = trial(seed, ground, whole, seconds=seconds)
        found.faults += [f"seed {seed}, {kills} kills: {fault[:400]}" for fault in faults_of(expected, ground, kills)]
        found.seeds, found.kills = found.seeds + 1, found.kills + kills
        found.repeated += len(_repeated(ground))
    return found


def _repeated(ground: Ground) -> list[str]:
    from benchmarks import mail_sink

    return mail_sink.repeated(ground.sink)


def environment_of(folder: Path) -> dict[str, str]:
    """For the process that runs the trials: a database file and a mail sink in this folder."""
    from benchmarks.server import environment

    own = {"DJANGO_SETTINGS_MODULE": "benchmarks.sink_settings", "MAIL_SINK": str(folder / "sink")}
    return environment(folder, f"sqlite:///{folder / 'trial.sqlite3'}") | own


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--by-clock", action="store_true")
    arguments = parser.parse_args()
    django.setup()
    seeds = range(arguments.first, arguments.first + arguments.seeds)
    found = trials(seeds, arguments.folder, by_clock=arguments.by_clock)
    json.dump(vars(found), sys.stdout)
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
