"""``python -m benchmarks.credential_kills``: issuing and revoking die by ``kill -9`` at seeded moments; prints what was wrong.

A process of its own with a database file of its own. A forked child finishes the course of one learner after the other and
revokes every second certificate; the parent kills it at a time that the seed chooses, looks at what is there, and lets the next
child go on. Nothing may be there twice, nothing be lost, and no certificate stand without its ledger line and its signature.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import json
import os
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import django

from benchmarks.copies import Copy, copied

LEARNERS, MOST_KILLS = 16, 4
AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
REASON = "Another person sat the examination."


@dataclass
class Found:
    """What the trials showed. ``within``: kills between the first and the last deed."""

    seeds: int = 0
    kills: int = 0
    within: int = 0
    issued: int = 0
    revoked: int = 0
    faults: list[str] = field(default_factory=list)


def play() -> None:
    """Every deed once; those that are done already change nothing."""
    from courses.models import Enrolment, LessonPage
    from courses.services import record_completion
    from credentials.services import revoke_credential
    from people.models import User

    lesson, administrator = LessonPage.objects.get(slug="killed"), User.objects.get(username="QM-KILLS")
    for number, enrolment in enumerate(Enrolment.objects.filter(course__slug="kills").order_by("pk")):
        record_completion(enrolment=enrolment, activity=lesson, at=AT)
        enrolment.refresh_from_db()
        if number % 2 and enrolment.credential:
            revoke_credential(credential=enrolment.credential, by=administrator, reason=REASON, at=AT)


def in_child(delay: float | None) -> bool:
    """Plays in a child that is killed after so many seconds; whether it came to its end."""
    from django.db import connection

    connection.close()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            play()
            code = 0
        finally:
            os._exit(code)
    if delay is not None:
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError("The deeds failed by themselves.")
    return os.WIFEXITED(status)


def faults() -> list[str]:
    """What does not fit together at this moment; nothing is the right answer, however the process died."""
    from courses.models import Completion, Enrolment
    from credentials.badges.signing import is_intact, revoked_places
    from credentials.models import Credential, CredentialSignature
    from people.models import AuditEntry

    ours = Credential.objects.filter(achievement_key="kills")
    found = [f"{n} certificates of one holder" for n in Counter(ours.values_list("holder", flat=True)).values() if n > 1]
    completed = Completion.objects.filter(enrolment__course__slug="kills").values_list("enrolment__learner", flat=True)
    if Counter(completed) != Counter(ours.values_list("holder", flat=True)):
        found.append("ledger lines and certificates differ")
    earned = Enrolment.objects.filter(course__slug="kills", completed_at__isnull=False)
    if set(earned.values_list("credential", flat=True)) != set(ours.values_list("pk", flat=True)):
        found.append("an enrolment and its certificate do not know each other")
    signatures = list(CredentialSignature.objects.filter(credential__in=ours))
    if len(signatures) != ours.count() or not all(is_intact(row) for row in signatures):
        found.append("a certificate without its signature")
    if published() != revoked_places():
        found.append("the signed list and the record tell different things")
    entries = AuditEntry.objects.filter(event="credential issued", data__credential__in=list(ours.values_list("pk", flat=True)))
    return found if entries.count() == ours.count() else [*found, "the audit log misses a deed"]


def published() -> dict[int, list[int]]:
    """What the signed lists say, read as a stranger reads them: {number: indexes of the set bits}."""
    from credentials.models import StatusList

    told = {}
    for row in StatusList.objects.exclude(document=b""):
        encoded = json.loads(bytes(row.document))["credentialSubject"]["encodedList"].removeprefix("u")
        bits = gzip.decompress(base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)))
        places = [8 * n + bit for n, byte in enumerate(bits) if byte for bit in range(8) if byte & (0x80 >> bit)]
        if places:
            told[row.number] = places
    return told


def prepare(folder: Path) -> Copy:
    """Learners with one lesson left."""
    from django.core.management import call_command

    from courses.services import enrol_learner
    from credentials.badges.rotation import rotate_key
    from people.models import User
    from tests.factories.courses import make_achievement, make_course, make_lesson, make_module

    call_command("migrate", run_syncdb=True, verbosity=0)
    rotate_key()
    course = make_course(achievement=make_achievement("kills"), slug="kills")
    make_lesson(make_module(course, slug="module"), slug="killed")
    User.objects.create_user("QM-KILLS", "Administrator")
    for number in range(LEARNERS):
        enrol_learner(learner=User.objects.create_user(f"QM-K{number}", f"Learner {number}"), course=course, at=AT)
    return copied(folder)


def trial(seed: int, seconds: float, found: Found) -> bool:
    """One database, killed a few times, looked at after each death, and played to its end. Whether it was killed at all."""
    from credentials.models import Credential

    random, kills = Random(seed), found.kills  # noqa: S311
    for _ in range(1 + seed % MOST_KILLS):
        if in_child(random.uniform(0, seconds)):
            break
        found.kills += 1
        done = Credential.objects.filter(achievement_key="kills").count()
        found.within += 0 < done < LEARNERS
        found.faults += [f"seed {seed}: {fault}" for fault in faults()]
    in_child(None)
    ours: Any = Credential.objects.filter(achievement_key="kills")
    found.issued, found.revoked = ours.count(), ours.filter(revoked_at__isnull=False).count()
    found.faults += [f"seed {seed}, at the end: {fault}" for fault in faults()]
    if (found.issued, found.revoked) != (LEARNERS, LEARNERS // 2):
        found.faults.append(f"seed {seed}: {found.issued} issued, {found.revoked} revoked")
    return found.kills > kills


def trials(seeds: range, folder: Path) -> Found:
    ground = prepare(folder)
    ground.put_back()
    began, found = time.monotonic(), Found()
    in_child(None)
    seconds = time.monotonic() - began
    for seed in seeds:
        ground.put_back()
        while not trial(seed, seconds, found):  # the machine is faster now than when its time was taken
            seconds /= 2
            ground.put_back()
        found.seeds += 1
    return found


def environment_of(folder: Path) -> dict[str, str]:
    """For the process that runs the trials: a database file, and keys, in this folder."""
    from benchmarks.server import environment

    own = {"DJANGO_SETTINGS_MODULE": "config.settings", "SIGNING_KEYS_DIR": str(folder / "keys")}
    return environment(folder, f"sqlite:///{folder / 'trial.sqlite3'}") | own


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seeds", type=int, default=50)
    parser.add_argument("--first", type=int, default=0)
    arguments = parser.parse_args()
    if "DJANGO_SETTINGS_MODULE" not in os.environ:
        again = [sys.executable, "-m", "benchmarks.credential_kills", *sys.argv[1:]]
        os.execve(sys.executable, again, environment_of(arguments.folder))  # noqa: S606
    django.setup()
    found = trials(range(arguments.first, arguments.first + arguments.seeds), arguments.folder)
    json.dump(vars(found), sys.stdout)
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
