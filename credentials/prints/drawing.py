"""Draws what was asked for in parts, each in a process of its own: memory stays small, and a worker that dies loses one part.

The parts stand one behind the other in one private file; ``ends`` says up to where they are whole. The next worker takes
these over, and goes on. Where the certificates are no longer the same (one was revoked, somebody left), it begins anew.
"""

from __future__ import annotations

import io
import json
import logging
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.db.models import Q
from django.utils import timezone

from credentials.models import CertificatePrint
from credentials.prints.child import as_asked
from credentials.prints.services import ended_of, printed_credentials
from credentials.sheet import sheet_of

PART = 50  # certificates: some seconds, some 0.15 GB
TRIES = 3  # times that a file is drawn because something in it ended meanwhile
LONGEST = 240  # seconds that one process may take: shorter than a worker may be silent
log = logging.getLogger("bluehelm.credentials")
State = CertificatePrint.State
Clock = Callable[[], datetime]


class TakenOver(Exception):
    """Another worker is at it."""


def make_print(*, asked: CertificatePrint, clock: Clock) -> CertificatePrint:
    """Draws the file, telling how far it came. One worker at a time; where one died, the next goes on after its last part.

    ``clock``: tells the moment, for it takes minutes.
    """
    run, at = uuid4(), clock()
    mine = CertificatePrint.objects.filter(Q(run__isnull=True) | CertificatePrint.is_silent(at), pk=asked.pk, state=State.WAITING)
    if mine.update(run=run, beat_at=at):
        row = CertificatePrint.objects.select_related("unit").get(pk=asked.pk)
        try:
            _publish(row, _drawn(row, clock), run, clock)
        except TakenOver:
            log.warning("print taken over", extra={"data": {"print": asked.pk}})
        except Exception:
            with suppress(TakenOver):
                _tell(asked.pk, run, at := clock(), state=State.FAILED, finished_at=at)
            log.exception("certificates not printed", extra={"data": {"print": asked.pk}})
            raise
    asked.refresh_from_db()
    return asked


def _tell(pk: int, run: UUID | None, at: datetime, **values: Any) -> None:
    """A sign of life, with what is new. Raises TakenOver."""
    if not CertificatePrint.objects.filter(pk=pk, run=run, state=State.WAITING).update(beat_at=at, **values):
        raise TakenOver


def _drawn(row: CertificatePrint, clock: Clock) -> bytes:
    """The file, from the start again where one of its certificates was revoked or replaced while it was drawn."""
    for _try in range(TRIES):
        at = clock()
        row.printed = list(printed_credentials(row.unit, row.achievement_key, at).values_list("pk", flat=True))
        content = _drawn_once(row, row.printed, at, clock)
        if not ended_of(row.printed, clock()):
            break
    return content


def _drawn_once(row: CertificatePrint, keys: list[int], at: datetime, clock: Clock) -> bytes:
    """Those that were valid at the moment ``at``."""
    _begin(row, keys, clock())
    for part in _parts(keys)[len(row.ends) :]:
        sheets = [sheet_of(each) for each in printed_credentials(row.unit, row.achievement_key, at).filter(pk__in=part)]
        how: dict[str, Any] = {"language": row.language, "author": settings.CENTRE_NAME, "on": timezone.localdate(row.asked_at)}
        told, _line, pdf = _child("draw", as_asked(str(row.unit.name), sheets, **how)).partition(b"\n")
        _tell(row.pk, row.run, clock())  # before it writes
        row.ends.append(_append(row, pdf))
        row.done, row.unprinted = row.done + len(part), row.unprinted + json.loads(told)["unprinted"]
        _tell(row.pk, row.run, clock(), done=row.done, unprinted=row.unprinted, ends=row.ends)
    path = row.parts.storage.path(str(row.parts.name))
    return _child("join", json.dumps({"path": path, "ends": row.ends}).encode())


def _parts(keys: list[int]) -> list[list[int]]:
    return [keys[start : start + PART] for start in range(0, len(keys), PART)] or [[]]


def _begin(row: CertificatePrint, keys: list[int], at: datetime) -> None:
    """Goes on where the same was being printed, else from the start; in a new file: a worker taken for dead may still write."""
    contents = sha256(json.dumps([PART, row.language, keys]).encode()).hexdigest()
    kept, old = _whole_parts(row) if row.contents == contents else b"", row.parts.name
    if not kept:
        row.ends, row.done, row.unprinted = [], 0, 0
    row.parts.save(f"{secrets.token_hex(16)}.parts", ContentFile(kept), save=False)
    row.contents, row.total = contents, len(keys)
    columns = ("contents", "ends", "done", "unprinted", "total", "printed")
    try:
        _tell(row.pk, row.run, at, parts=row.parts.name, **{name: getattr(row, name) for name in columns})
    except TakenOver:
        _forget_parts(row)
        raise
    if old:
        row.parts.storage.delete(old)


def _whole_parts(row: CertificatePrint) -> bytes:
    """What an earlier worker finished; empty where some of it is lost."""
    if not row.ends or not row.parts or not row.parts.storage.exists(str(row.parts.name)):
        return b""
    with row.parts.storage.open(str(row.parts.name)) as file:
        kept: bytes = file.read(row.ends[-1])
    return kept if len(kept) == row.ends[-1] else b""


def _append(row: CertificatePrint, pdf: bytes) -> int:
    """Writes a part behind the last one; returns where it ends."""
    with row.parts.storage.open(str(row.parts.name), "r+b") as file:
        file.seek(0, io.SEEK_END)
        file.write(pdf)
        return int(file.tell())


def _publish(row: CertificatePrint, content: bytes, run: UUID, clock: Clock) -> None:
    row.file.save(f"{secrets.token_hex(16)}.pdf", ContentFile(content), save=False)
    made = {"done": row.total, "file": row.file.name, "printed": row.printed, "parts": "", "ends": []}
    try:
        _tell(row.pk, run, at := clock(), state=State.READY, finished_at=at, **made)
    except TakenOver:
        row.file.delete(save=False)
        raise
    _forget_parts(row)


def _forget_parts(row: CertificatePrint) -> None:
    row.parts.delete(save=False)


def _child(verb: str, asked: bytes) -> bytes:
    """What the process answers; what it complains of stands in the log. Raises CalledProcessError, TimeoutExpired."""
    command = [sys.executable, "-m", "credentials.prints.child", verb]
    ran = subprocess.run(command, input=asked, stdout=subprocess.PIPE, cwd=settings.BASE_DIR, check=True, timeout=LONGEST)  # noqa: S603
    return ran.stdout


def waiting_in_vain(at: datetime) -> Iterator[CertificatePrint]:
    """Those at which nobody has worked for a while, although they wait."""
    return CertificatePrint.objects.filter(CertificatePrint.is_silent(at), state=State.WAITING).order_by("pk").iterator()


def wake_print(*, asked: CertificatePrint, at: datetime) -> bool:
    """One that failed, or at which nobody works, waits for a worker again. Of many who wake it, one is told that it does."""
    idle = Q(state=State.FAILED) | Q(CertificatePrint.is_silent(at), state=State.WAITING)
    woken = CertificatePrint.objects.filter(idle, pk=asked.pk)
    return bool(woken.update(state=State.WAITING, run=None, beat_at=at, finished_at=None))
