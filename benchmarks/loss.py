"""``python -m benchmarks.loss``: examinations under load, whose browsers, connections, sessions and server are killed.

Each device does what quiz-save.js does: it sends one answer of a question at a time under an id of its own, keeps what was not
acknowledged, and sends it again. Seeds decide what dies and when. Afterwards every acknowledged answer must be in the record,
the latest of each question must stand, and every attempt must have been handed in.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.device import Device
from benchmarks.mortal_server import MortalServer, mortal_server

KINDS = ("browser", "connection", "session", "server")
GIVINGS = 2  # answers a question, on average


@dataclass
class Found:
    """What the trials showed."""

    attempts: int = 0
    acknowledged: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    @property
    def killed(self) -> int:
        return sum(self.kills.values())


def sit(device: Device, kills: int, end_session: Callable[[str], None]) -> list[str]:
    """A whole examination with so many deaths at moments of the seed; which they were."""
    device.begin()
    givings = GIVINGS * len(device.options)
    moments = sorted(device.random.sample(range(givings), kills))
    died = []
    for moment in range(givings):
        device.give()
        if moment in moments:
            died.append(device.random.choice(KINDS))
            device.die(died[-1], end_session)
        if device.random.random() < 0.8:
            device.flush()
    if device.hand_in() != 200:
        raise AssertionError("The result cannot be read.")
    return died


def faults_of(device: Device) -> list[str]:
    """What is missing from the record, or stands where it should not; nothing is the right answer."""
    from quizzes.models import Attempt
    from quizzes.record import read_record

    attempt = Attempt.objects.get(public_id=device.address.strip("/").split("/")[-1])
    record, numbers = read_record(attempt), dict(attempt.items.values_list("number", "pk"))
    faults = [] if attempt.submitted_at else ["not handed in"]
    written = {str(step.client_id): step for step in record.by_client.values()}
    for client_id, message in device.acknowledged.items():
        step = written.get(client_id)
        if step is None or step.item != numbers[message.item] or step.response != {"chosen": [message.chosen]}:
            faults.append(f"question {message.item}: an acknowledged answer is lost")
    for item, chosen in device.latest.items():
        if record.response(numbers[item]) != {"chosen": [chosen]}:
            faults.append(f"question {item}: another answer stands than the last that was given")
    steps = attempt.steps.filter(kind="submit").count()
    return faults if steps == 1 else [*faults, f"handed in {steps} times"]


@dataclass(frozen=True)
class Pace:
    """``kills``: in each examination; ``at_once``: how many are sat at the same time."""

    seed: int
    kills: int
    at_once: int


def trial(server: MortalServer, start: str, people: list[Any], pace: Pace) -> Found:
    """One examination for each person, some at the same time."""
    from django.db import connection

    from benchmarks.examination_data import end_session, sessions

    def one(number: int) -> tuple[list[str], list[str], int]:
        person = people[number]
        device = Device(server, start, lambda: sessions([person])[0], Random(f"{pace.seed}/{number}"))  # noqa: S311
        try:
            died = sit(device, pace.kills, end_session)
            return died, faults_of(device), len(device.acknowledged)
        except (AssertionError, TimeoutError) as error:
            return [], [f"seed {pace.seed}/{number}: {error}"], 0
        finally:
            connection.close()

    found = Found()
    with ThreadPoolExecutor(pace.at_once) as pool:
        for died, faults, acknowledged in pool.map(one, range(len(people))):
            found.attempts += 1
            found.acknowledged += acknowledged
            found.kills.update(died)
            found.faults += faults
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.loss", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--at-once", type=int, default=8, help="examinations at the same time")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bluehelm-loss-") as name:
        from benchmarks.server import environment

        url = os.environ.get("DATABASE_URL") or f"sqlite:///{Path(name) / 'bluehelm.sqlite3'}"
        os.environ.update(environment(Path(name), url) | {"DJANGO_SETTINGS_MODULE": "config.settings"})
        import django

        django.setup()
        from benchmarks.examination_data import make_ground

        ground = make_ground(-(-asked.kills // 4))
        begun = time.perf_counter()
        with mortal_server() as server:
            found = trial(server, ground.start, ground.people, Pace(asked.seed, 4, asked.at_once))
        print(f"{found.attempts} examinations, {found.killed} kills {dict(found.kills)}, ", end="")
        print(f"{found.acknowledged} acknowledged answers, {time.perf_counter() - begun:.0f} s")
        print("\n".join(found.faults) or "Nothing was lost.")
        sys.exit(bool(found.faults))


if __name__ == "__main__":
    main()
