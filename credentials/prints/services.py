"""Deeds on a print: ask for it, make it, forget it."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import get_language

from base.glyphs import missing_letters
from credentials.document import ATTACHED, certificates_pdf, sheet_data
from credentials.models import CertificatePrint, Credential
from credentials.sheet import sheet_of
from people.audit.services import note
from people.models import Placement, Posting, Unit, User

KEPT = timedelta(days=1)
REPORT_EVERY = 25
log = logging.getLogger("bluehelm.credentials")


def printed_credentials(unit: Unit, achievement_key: str, at: datetime) -> QuerySet[Credential]:
    """The valid certificates of everybody who serves in the unit or below it today, by unit and name."""
    on = timezone.localdate(at)
    postings = Posting.objects.main().valid(on).filter(unit__in=Unit.objects.under([unit], on))
    path = Placement.objects.valid(on).filter(unit=OuterRef("unit")).values("path")[:1]
    place = postings.filter(user=OuterRef("holder")).annotate(path=Subquery(path)).values("path")[:1]
    found = Credential.objects.valid(on).filter(holder__in=postings.values("user")).exclude(holder_name="")
    if achievement_key:
        found = found.filter(achievement_key=achievement_key)
    return found.annotate(path=Subquery(place)).order_by("path", "holder_name", "pk").select_related("signature")


def ask_for_print(*, unit: Unit, achievement_key: str, by: User, at: datetime) -> CertificatePrint:
    """Notes what is asked for, and forgets the files of the day before."""
    forget_prints(at=at)
    total = printed_credentials(unit, achievement_key, at).count()
    values = {"unit": unit, "achievement_key": achievement_key, "asked_by": by, "asked_at": at, "total": total}
    asked = CertificatePrint.objects.create(**values)
    note("certificates printed", by=by.pk, at=at, print=asked.pk, unit=unit.pk, total=total)
    log.info("certificates printed", extra={"data": {"print": asked.pk, "unit": unit.pk, "by": by.pk, "total": total}})
    return asked


def make_print(*, asked: CertificatePrint, at: datetime) -> CertificatePrint:
    """Draws the file, telling how far it came. Made once: a second worker leaves what is there."""
    if asked.state != CertificatePrint.State.WAITING:
        return asked
    try:
        content = _drawn(asked, lambda done: _tell(asked, done))
    except Exception:
        CertificatePrint.objects.filter(pk=asked.pk).update(state=CertificatePrint.State.FAILED, finished_at=at)
        log.exception("certificates not printed", extra={"data": {"print": asked.pk}})
        raise
    asked.file.save(f"{secrets.token_hex(16)}.pdf", ContentFile(content), save=False)
    asked.state, asked.done, asked.finished_at = CertificatePrint.State.READY, asked.total, at
    asked.save(update_fields=["file", "state", "done", "total", "unprinted", "finished_at"])
    return asked


def _drawn(asked: CertificatePrint, tell: Callable[[int], Any]) -> bytes:
    sheets: list[dict[str, Any]] = []
    for credential in printed_credentials(asked.unit, asked.achievement_key, asked.asked_at).iterator(chunk_size=200):
        sheets.append(sheet_data(sheet_of(credential)))
        asked.unprinted += bool(missing_letters(sheets[-1], ATTACHED))
        if len(sheets) % REPORT_EVERY == 0:
            tell(len(sheets))
    asked.total = len(sheets)
    on, language = timezone.localdate(asked.asked_at), get_language() or "en"
    return certificates_pdf(str(asked.unit.name), sheets, language=language, author=settings.CENTRE_NAME, on=on)


def _tell(asked: CertificatePrint, done: int) -> None:
    CertificatePrint.objects.filter(pk=asked.pk).update(done=done)


def forget_prints(*, at: datetime) -> int:
    """Deletes the files that are older than a day. Returns how many."""
    old = CertificatePrint.objects.filter(asked_at__lt=at - KEPT).exclude(state=CertificatePrint.State.GONE)
    forgotten = 0
    for each in old:
        if each.file:
            each.file.delete(save=False)
        each.state = CertificatePrint.State.GONE
        each.save(update_fields=["file", "state"])
        forgotten += 1
    return forgotten
