"""Deeds on the audit log: note a deed, seal what was noted, find what was changed.

Entries are only ever added: the database refuses to change or delete one (migration 0011). Writers never wait for each other: a
batch is sealed later, and each seal hashes its batch and the seal before. A changed, missing or slipped-in entry of a sealed
batch no longer fits; a missing last seal is found by its digest, which whoever keeps watch writes down elsewhere.
See docs/decisions/0010-audit-log.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Sum

from people.models import AuditEntry, AuditSeal

SEALED_WITHIN = timedelta(days=1)
AT_ONCE = 500  # rows in one statement


def note(event: str, *, by: int | None, at: datetime, **ids: Any) -> AuditEntry:
    """Adds an entry, in the transaction of the deed: both happen, or neither. ``ids``: numbers, counts, days; never a name."""
    return AuditEntry.objects.create(event=event, actor=by, at=at, data=ids)


def note_each(event: str, entries: Iterable[dict[str, Any]], *, by: int | None, at: datetime) -> None:
    """Adds an entry for each of many, as ``note`` does for one."""
    AuditEntry.objects.bulk_create([AuditEntry(event=event, actor=by, at=at, data=ids) for ids in entries], batch_size=AT_ONCE)


AT_THE_FIRST_SEAL = 8  # times that others who wait at nothing may be faster


def seal_entries(*, at: datetime) -> AuditSeal | None:
    """Seals whatever was noted since the last seal; None when there is nothing. One at a time."""
    for _again in range(AT_THE_FIRST_SEAL):
        try:
            return _seal(at)
        except IntegrityError:  # somebody who found no seal yet to wait at was faster; by now there is one
            continue
    return _seal(at)


@transaction.atomic
def _seal(at: datetime) -> AuditSeal | None:
    """Whoever seals waits at the first seal, and reads only then which one is the last."""
    list(AuditSeal.objects.select_for_update().order_by("number")[:1])
    last = AuditSeal.objects.order_by("-number").first()
    fresh = list(AuditEntry.objects.unsealed().order_by("pk"))
    if not fresh:
        return None
    previous = last.digest if last else ""
    digest = batch_digest(previous, fresh)
    seal = AuditSeal.objects.create(entries_sealed=len(fresh), previous=previous, digest=digest, sealed_at=at)
    AuditEntry.objects.filter(pk__in=[entry.pk for entry in fresh]).update(seal=seal)
    return seal


def batch_digest(previous: str, entries: Iterable[AuditEntry]) -> str:
    """SHA-256 over the digest before and every entry of the batch in the order of their numbers, as canonical JSON."""
    whole = sha256(previous.encode())
    for entry in entries:
        row = [entry.pk, entry.at.astimezone(UTC).isoformat(), entry.event, entry.actor, entry.data]
        whole.update(b"\n" + json.dumps(row, sort_keys=True, ensure_ascii=False).encode())
    return whole.hexdigest()


def sealed_in_all() -> int:
    """How many entries all seals hold: it only ever grows, so a smaller number than was written down tells of a loss."""
    return AuditSeal.objects.aggregate(whole=Sum("entries_sealed"))["whole"] or 0


def faults_of_log(expected: str = "", *, at: datetime) -> list[str]:
    """What no longer fits, one sentence each; empty is good. ``expected``: the digest of a seal that must be there.

    An entry without a seal can go unseen, so one that waits for longer than a day is a fault as well.
    """
    faults, previous, digests = [], "", set()
    for seal in AuditSeal.objects.order_by("number").iterator(chunk_size=100):
        entries = list(seal.entries.order_by("pk"))  # type: ignore[attr-defined]
        if seal.previous != previous:
            faults.append(f"Before seal {seal.number} a seal is missing or was changed.")
        if len(entries) != seal.entries_sealed:
            faults.append(f"Seal {seal.number} holds {len(entries)} entries instead of {seal.entries_sealed}.")
        elif batch_digest(seal.previous, entries) != seal.digest:
            faults.append(f"An entry of seal {seal.number} was changed, or the seal itself.")
        previous = seal.digest
        digests.add(seal.digest)
    if expected and expected not in digests:
        faults.append("The seal that was written down elsewhere is missing.")
    oldest = AuditEntry.objects.unsealed().filter(at__lt=at - SEALED_WITHIN).order_by("at").first()
    if oldest is not None:
        faults.append(f"Entry {oldest.pk} of {oldest.at:%Y-%m-%d %H:%M} has no seal yet. Run “manage.py seal_audit” often.")
    return faults
