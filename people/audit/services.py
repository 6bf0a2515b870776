"""Deeds on the audit log: note a deed, seal what was noted, find what was changed.

Entries are only ever added. Writers never wait for each other: a batch is sealed later, and each seal hashes its batch and the
seal before. A changed, missing or slipped-in entry of a sealed batch no longer fits; a missing last seal is found by its digest,
which whoever keeps watch writes down elsewhere. See docs/decisions/0010-audit-log.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from people.models import AuditEntry, AuditSeal


def note(event: str, *, by: int | None, at: datetime, **ids: Any) -> AuditEntry:
    """Adds an entry, in the transaction of the deed: both happen, or neither. ``ids``: numbers, counts, days; never a name."""
    return AuditEntry.objects.create(event=event, actor=by, at=at, data=ids)


@transaction.atomic
def seal_entries(*, at: datetime) -> AuditSeal | None:
    """Seals whatever was noted since the last seal; None when there is nothing. One at a time."""
    last = AuditSeal.objects.select_for_update().order_by("-number").first()
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


def faults_of_log(expected: str = "") -> list[str]:
    """What no longer fits, one sentence each; empty is good. ``expected``: the digest of a seal that must be there."""
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
    return faults
