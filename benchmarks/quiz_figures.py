"""``python -m benchmarks.quiz_figures``: the pages of results and of questions over 500 attempts at 20 items, and over 5,000.

Makes a database of its own with invented attempts and visits the pages as a trainer does. Changes nothing that exists.
"""

from __future__ import annotations

import logging
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.figures import percentile, table
from benchmarks.server import ROOT, environment

ITEMS, VISITS, SIZES = 20, 15, (500, 5_000)
GOALS = {"results": 100.0, "questions": 300.0, "class": 100.0}  # milliseconds, over 500 attempts


def measure(attempts: int) -> None:
    """In a process of its own, against the empty database of its environment."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    logging.disable(logging.INFO)  # each look at a class is logged; not into the table
    pages, client = prepare(attempts)
    rows = [[name, *visited(client, path)] for name, path in pages.items()]
    print(table([f"{attempts} attempts × {ITEMS} items", "p50 ms", "p95 ms", "CPU ms", "KB"], rows))


def prepare(attempts: int) -> tuple[dict[str, str], Any]:
    """Addresses by the name of the page, and a trainer who teaches everybody in one class."""
    from django.contrib.auth.models import Group
    from django.utils import timezone

    from people.groups import TRAINERS
    from people.models import User
    from tests.conftest import signed_in_client
    from tests.factories.attempts import make_people, take_quiz, versions_of
    from tests.factories.classes import make_class
    from tests.factories.courses import make_course, make_module
    from tests.factories.quizzes import make_bank, make_items, make_quiz

    now = timezone.now()
    course = make_course()
    bank = make_bank()
    quiz = make_quiz(make_module(course), [(bank, None, ITEMS)])
    versions = versions_of(make_items(bank, ITEMS), now)
    people = make_people(attempts)
    take_quiz(quiz, versions, answers(attempts), at=now, learners=people)
    trainer: User = make_people(1)[0]
    trainer.groups.add(Group.objects.get(name=TRAINERS))
    training_class = make_class(course, trainer, *people, at=now, instructors=[trainer])
    client = signed_in_client(trainer)
    client.defaults |= {"SERVER_NAME": "localhost"}
    pages = {"results": f"/quiz/figures/{quiz.pk}/", "questions": f"/quiz/figures/{quiz.pk}/questions/"}
    return pages | {"class": f"/quiz/figures/classes/{training_class.pk}/{quiz.pk}/"}, client


def answers(attempts: int) -> list[list[str]]:
    chance = random.Random(20261127)  # noqa: S311
    hard = [chance.uniform(0.2, 0.9) for _ in range(ITEMS)]
    rows = [chance.random() for _ in range(attempts)]
    return [["right" if chance.random() < 0.6 * (1 - h) + 0.4 * able else "wrong" for h in hard] for able in rows]


def visited(client: Any, path: str) -> list[object]:
    """Milliseconds and kilobytes of a page."""
    for _ in range(2):
        answer = client.get(path)
        if answer.status_code != 200:
            sys.exit(f"{path} answers {answer.status_code}; nothing was measured.")
    times, cpu = [], time.process_time()
    for _ in range(VISITS):
        begun = time.perf_counter()
        client.get(path)
        times.append(1000 * (time.perf_counter() - begun))
    cpu_ms = 1000 * (time.process_time() - cpu) / VISITS
    size = len(answer.content) / 1000
    return [f"{percentile(times, 0.5):.0f}", f"{percentile(times, 0.95):.0f}", f"{cpu_ms:.0f}", f"{size:.0f}"]


def main() -> None:
    goals = ", ".join(f"{name} {most:g} ms" for name, most in GOALS.items())
    print(f"Goals over 500 attempts: {goals}\n")
    for attempts in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            url = f"sqlite:///{place / 'figures.sqlite3'}"
            command = [sys.executable, "-m", "benchmarks.quiz_figures", "--attempts", str(attempts)]
            subprocess.run(command, cwd=ROOT, env=environment(place, url), check=True)
            print()


if __name__ == "__main__":
    if "--attempts" in sys.argv:
        measure(int(sys.argv[-1]))
    else:
        main()
