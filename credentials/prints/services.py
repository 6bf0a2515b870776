"""Deeds on a print: ask for it, forget it; ``credentials.prints.drawing`` makes it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from itertools import chain

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import get_language

from credentials.models import CertificatePrint, Credential
from people.audit.services import note
from people.models import Placement, Posting, Unit, User
from people.twice import first_sent, hold_sender

KEPT = timedelta(days=1)
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


def ended_of(printed: list[int], at: datetime) -> int:
    """How many of these certificates nobody would print now: revoked, replaced, expired, or of an erased person."""
    standing = Credential.objects.valid(timezone.localdate(at)).exclude(holder_name="").filter(pk__in=printed)
    return len(printed) - standing.count()


def ask_for_print(*, unit: Unit, achievement_key: str, by: User, at: datetime) -> CertificatePrint:
    """Notes what is asked for, once where it is asked twice, and forgets the files of the day before."""
    forget_prints(at=at)
    with transaction.atomic():
        return _asked(unit, achievement_key, by, at)


def _asked(unit: Unit, achievement_key: str, by: User, at: datetime) -> CertificatePrint:
    hold_sender(by)
    total = printed_credentials(unit, achievement_key, at).count()
    what = {"unit": unit, "achievement_key": achievement_key, "language": get_language() or "en", "total": total}
    standing = [CertificatePrint.State.WAITING, CertificatePrint.State.READY]
    if twin := first_sent(CertificatePrint.objects.filter(**what, asked_by=by, state__in=standing), "asked_at", at):
        return twin
    asked = CertificatePrint.objects.create(**what, asked_by=by, asked_at=at)
    note("certificates printed", by=by.pk, at=at, print=asked.pk, unit=unit.pk, total=total)
    log.info("certificates printed", extra={"data": {"print": asked.pk, "unit": unit.pk, "by": by.pk, "total": total}})
    return asked


def forget_prints(*, at: datetime) -> int:
    """Deletes the files that are older than a day. Returns how many."""
    old = list(CertificatePrint.objects.filter(asked_at__lt=at - KEPT).exclude(state=CertificatePrint.State.GONE))
    for deletion in chain.from_iterable(_let_go(each) for each in old):
        deletion()
    return len(old)


@transaction.atomic
def forget_prints_of(person: int) -> int:
    """Deletes, on commit, every file with a certificate of this account, also one that is being drawn. Returns how many."""
    theirs = set(Credential.objects.filter(holder=person).values_list("pk", flat=True))
    kept = CertificatePrint.objects.exclude(state=CertificatePrint.State.GONE).select_for_update()
    holding = [each for each in kept if theirs.intersection(each.printed)]
    for deletion in chain.from_iterable(_let_go(each) for each in holding):
        transaction.on_commit(deletion)
    return len(holding)


def _let_go(row: CertificatePrint) -> list[Callable[[], None]]:
    """The row says at once that its files are gone, so that whoever draws it stops; how to delete them is handed back."""
    gone = {"file": "", "parts": "", "printed": [], "ends": [], "state": CertificatePrint.State.GONE}
    CertificatePrint.objects.filter(pk=row.pk).update(**gone)
    return [partial(file.storage.delete, str(file.name)) for file in (row.file, row.parts) if file]
