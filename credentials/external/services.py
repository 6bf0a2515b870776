"""Deeds on external certificates: record, approve or refuse, withdraw."""

from __future__ import annotations

import logging
import secrets
from datetime import date, datetime
from functools import partial
from hashlib import sha256

from django.core.files.base import ContentFile
from django.db import transaction

from base.bare_pictures import FORMATS, bare_picture, carries_more
from credentials.models import ExternalCertificate
from people.audit.services import note
from people.models import User
from people.twice import first_sent, hold_sender

SUFFIXES = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
log = logging.getLogger("bluehelm.credentials")


@transaction.atomic
def record_external(
    *,
    holder: User,
    achievement_key: str,
    title: str,
    provider: str,
    earned_on: date,
    scan: bytes,
    scan_type: str,
    by: User,
    at: datetime,
    number: str = "",
    expires_on: date | None = None,
) -> ExternalCertificate:
    """Keeps what the paper says, with its scan; it counts for nothing before a second person approves it.

    The same form sent twice is kept once. Raises ValueError for the recorder's own certificate.
    """
    if holder.pk == by.pk:
        raise ValueError("Nobody records the own certificate.")
    paper = {"title": title, "provider": provider, "number": number, "earned_on": earned_on, "expires_on": expires_on}
    scanned = {"scan_type": scan_type, "scan_digest": sha256(scan).hexdigest()}
    said = {"holder": holder, "achievement_key": achievement_key, **paper, **scanned, "recorded_by": by}
    hold_sender(by)
    same = ExternalCertificate.objects.filter(**said, withdrawn_at=None).exclude(is_approved=False)
    if twin := first_sent(same, "recorded_at", at):
        return twin
    row = ExternalCertificate(**said, recorded_at=at)
    row.scan.save(f"{secrets.token_hex(16)}.{SUFFIXES[scan_type]}", ContentFile(scan), save=False)
    row.save()
    _tell("external certificate recorded", row, by, at)
    return row


@transaction.atomic
def decide_external(*, row: ExternalCertificate, approve: bool, by: User, at: datetime, reason: str = "") -> ExternalCertificate:
    """A second person approves it, or refuses it with a reason. Decided twice, the first decision stands.

    Raises ValueError for whoever recorded it, for its holder, and for a refusal without a reason.
    """
    if by.pk in (row.recorded_by_id, row.holder_id):
        raise ValueError("A second person decides.")
    if not approve and not reason.strip():
        raise ValueError("A refusal needs a reason.")
    found = ExternalCertificate.objects.select_for_update().get(pk=row.pk)
    if found.is_approved is None:
        found.is_approved, found.decided_by, found.decided_at = approve, by, at
        found.refusal_reason = "" if approve else reason.strip()
        found.save(update_fields=["is_approved", "decided_by", "decided_at", "refusal_reason"])
        _tell("external certificate decided", found, by, at)
    return found


@transaction.atomic
def withdraw_external(*, row: ExternalCertificate, by: User, reason: str, at: datetime) -> ExternalCertificate:
    """An approved one counts no longer from now on. Raises ValueError without a reason, and for the holder."""
    if not reason.strip() or by.pk == row.holder_id:
        raise ValueError("Withdrawing needs a reason, and another person than the holder.")
    found = ExternalCertificate.objects.select_for_update().get(pk=row.pk)
    if found.is_approved and found.withdrawn_at is None:
        found.withdrawn_at, found.withdrawn_by, found.withdrawal_reason = at, by, reason.strip()
        found.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
        _tell("external certificate withdrawn", found, by, at)
    return found


def bare_scan(*, row: ExternalCertificate, at: datetime) -> bool:
    """Draws a kept photograph anew where it carries more than its picture; whether it did. Raises NotReadable.

    The old file goes when the transaction is done, never before.
    """
    if row.scan_type not in FORMATS or not row.scan or not row.scan.storage.exists(str(row.scan.name)):
        return False
    with transaction.atomic():
        kept = ExternalCertificate.objects.select_for_update().get(pk=row.pk)
        with kept.scan.open() as file:
            content = file.read()
        if not carries_more(content, kept.scan_type):
            return False
        bare, old, storage = bare_picture(content, kept.scan_type), str(kept.scan.name), kept.scan.storage
        kept.scan.save(f"{secrets.token_hex(16)}.{SUFFIXES[kept.scan_type]}", ContentFile(bare), save=False)
        kept.scan_digest = sha256(bare).hexdigest()
        kept.save(update_fields=["scan", "scan_digest"])
        note("scan drawn anew", by=None, at=at, external=kept.pk, holder=kept.holder_id)
        transaction.on_commit(partial(storage.delete, old))
    return True


def _tell(event: str, row: ExternalCertificate, by: User, at: datetime) -> None:
    note(event, by=by.pk, at=at, external=row.pk, holder=row.holder_id)
    log.info(event, extra={"data": {"external": row.pk, "holder": row.holder_id, "by": by.pk, "approved": row.is_approved}})
