"""Deeds on documents: issue one, withdraw it, replace it."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation

from credentials.badges.documents import verify_url
from credentials.services import new_code
from people.audit.services import note
from people.models import Unit, User
from readiness.documents.content import Content, certification, gap_list, training_report
from readiness.documents.paper import document_pdf, document_workbook
from readiness.models import IssuedDocument, NamedPerson
from readiness.page import Reading

Kind = IssuedDocument.Kind
WRITTEN: Mapping[str, Callable[[Reading, datetime], Content]] = {
    Kind.CERTIFICATION: certification,
    Kind.GAPS: gap_list,
    Kind.REPORT: training_report,
}
LINES_A_WRITE = 500
log = logging.getLogger("bluehelm.readiness")


@transaction.atomic
def issue_document(
    *,
    kind: str,
    reading: Reading,
    language: str,
    by: User,
    at: datetime,
    replaces: IssuedDocument | None = None,
    client_id: UUID | None = None,
) -> IssuedDocument:
    """Reads the record as it stands, and keeps what was read with the files drawn from it; neither changes any more.

    The same ``client_id`` again finds what was issued the first time.
    """
    Unit.objects.select_for_update(no_key=True).get(pk=reading.sight.pk)  # whoever issues at the same moment waits
    if client_id and (issued := IssuedDocument.objects.filter(client_id=client_id, issued_by=by).first()):
        return issued
    code = new_code()
    content, pdf, workbook = _drawn(kind, reading, language, code, at)
    document = IssuedDocument.objects.create(
        kind=kind,
        code=code,
        unit_id=reading.sight.pk,
        achievement_key=reading.asked.key,
        title=reading.asked.achievement.name if reading.asked.achievement else "",
        issuer=settings.CENTRE_NAME,
        language=language,
        on=reading.sight.on,
        **_kept(content, pdf),
        workbook=workbook,
        issued_by=by,
        issued_at=at,
        replaces=replaces,
        client_id=client_id,
    )
    _note_lines(document, content)
    note("document issued", by=by.pk, at=at, document=document.pk, unit=reading.sight.pk, fingerprint=fingerprint(document))
    log.info("document issued", extra={"data": {"document": document.pk, "unit": reading.sight.pk, "by": by.pk}})
    return document


def fingerprint(document: IssuedDocument) -> str:
    """SHA-256 of all that was issued: what a stranger is told, the list, and both files."""
    told = [document.kind, document.code, document.unit_id, document.title, document.issuer, document.language]
    figures = [document.on.isoformat(), document.strength, document.certified, document.people, document.content]
    files = [sha256(bytes(file)).hexdigest() for file in (document.pdf, document.workbook)]
    return sha256(json.dumps([told, figures, files], sort_keys=True).encode()).hexdigest()


def _note_lines(document: IssuedDocument, content: Content) -> None:
    """Of whom each line speaks, so that everybody finds the own one, whatever number he or she has later."""
    lines = [
        NamedPerson(document=document, user_id=account, table=table, line=line)
        for table, each in enumerate(content.tables)
        for line, account in enumerate(each.accounts)
    ]
    NamedPerson.objects.bulk_create(lines, batch_size=LINES_A_WRITE)


def _drawn(kind: str, reading: Reading, language: str, code: str, at: datetime) -> tuple[Content, bytes, bytes]:
    """What is read, and the PDF and the workbook of it, in the language."""
    with translation.override(language):
        content = WRITTEN[kind](reading, at)
        where = {"title": str(Kind(kind).label), "code": code, "address": verify_url(code)}
        pdf = document_pdf(content, issuer=settings.CENTRE_NAME, language=language, on=reading.sight.on, **where)
        return content, pdf, document_workbook(content, **where)


def _kept(content: Content, pdf: bytes) -> dict[str, Any]:
    """The columns that hold what was read and drawn."""
    figures = {"strength": content.strength, "certified": content.certified, "people": content.people}
    return {"content": content.frozen(), "pdf": pdf, "digest": sha256(pdf).hexdigest(), **figures}


@transaction.atomic
def withdraw_document(*, document: IssuedDocument, reason: str, by: User, at: datetime) -> IssuedDocument:
    """Whoever verifies it is told so from now on; the document itself stays as it is. Withdrawn twice, the first word stands.

    Raises ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("Withdrawing needs a reason.")
    row = IssuedDocument.objects.select_for_update().get(pk=document.pk)
    if row.withdrawn_at is None:
        row.withdrawn_at, row.withdrawn_by, row.withdrawal_reason = at, by, reason.strip()
        row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
        note("document withdrawn", by=by.pk, at=at, document=row.pk)
        log.warning("document withdrawn", extra={"data": {"document": row.pk, "by": by.pk}})
    return row


@transaction.atomic
def replace_document(*, document: IssuedDocument, reading: Reading, by: User, at: datetime) -> IssuedDocument:
    """Issues the same kind anew, from the record as it stands. A second time finds the one that replaces it already.

    Raises ValueError for one that was not withdrawn.
    """
    row = IssuedDocument.objects.select_for_update().get(pk=document.pk)
    if row.withdrawn_at is None:
        raise ValueError("Only what was withdrawn is replaced.")
    if newer := IssuedDocument.objects.filter(replaces=row).first():
        return newer
    return issue_document(kind=row.kind, reading=reading, language=row.language, by=by, at=at, replaces=row)
